// libsvm and svmlight: `label index:value index:value ... # comment`, columns from 1 (or 0), ascending.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

#include "io/csc.hpp"
#include "io/libsvm_line.hpp"
#include "io/number.hpp"
#include "io/readers.hpp"
#include "io/text.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

LibsvmForm form_of(const ReadOptions& options) {
  LibsvmForm form{.base = options.index_base, .labelled = options.response};
  form.may_miss = options.impute_mean || options.wanted;
  form.to_impute = "--impute mean puts the column's mean there";
  if (!options.wanted) return form;
  form.to_impute = "--impute mean puts the training mean there";
  if (!options.wanted->means.empty()) return form;
  form.needed.resize(static_cast<std::size_t>(options.wanted->count), 0);
  for (const Index j : options.wanted->numbers) form.needed[static_cast<std::size_t>(j)] = 1;
  return form;
}

// The first reading of a group: `limit` columns are counted, the others only seen.
struct Counting {
  CscBuilder& builder;
  Index group;
  Index limit;
  Index rows = 0;
  Index columns = 0;
  bool missing = false;
  void entry(Index column, double value) {
    missing = missing || std::isnan(value);
    if (column < limit) builder.count(group, column);
  }
  void row(double /*label*/, Index last) {
    columns = std::max(columns, last);
    ++rows;
  }
};

// The second.
struct Putting {
  CscBuilder& builder;
  Index group;
  Index at;  // row
  double* labels;
  void entry(Index column, double value) { builder.put(group, column, static_cast<std::int32_t>(at), value); }
  void row(double label, Index /*last*/) { labels[at++] = label; }
};

struct Counted {
  CscBuilder builder;
  std::vector<Index> first_rows;  // of each group, and the number of rows
  Index columns = 0;
  bool missing = false;  // some value
};

Counted count_entries(const Text& text, const std::vector<std::string_view>& ranges, const LibsvmForm& form,
                      Index columns, int threads) {
  const Index groups = CscBuilder::groups_for(columns, threads);
  Counted result{CscBuilder(groups), std::vector<Index>(static_cast<std::size_t>(groups) + 1, 0)};
  std::vector<Index> seen(static_cast<std::size_t>(groups), 0);
  std::vector<char> missing(static_cast<std::size_t>(groups), 0);
  parse_in_parallel(text, groups, threads, [&](Index g) {
    Counting counting{result.builder, g, columns};
    for_lines(share(ranges, g, groups), [&](std::string_view line) { parse_line(line, form, counting); });
    result.builder.flush(g);
    result.first_rows[static_cast<std::size_t>(g) + 1] = counting.rows;
    seen[static_cast<std::size_t>(g)] = counting.columns;
    missing[static_cast<std::size_t>(g)] = counting.missing ? 1 : 0;
  });
  std::partial_sum(result.first_rows.begin(), result.first_rows.end(), result.first_rows.begin());
  result.columns = *std::max_element(seen.begin(), seen.end());
  result.missing = std::any_of(missing.begin(), missing.end(), [](char some) { return some != 0; });
  return result;
}

// What a missing value of column j counts as.
double value_of(const std::string& path, const ReadOptions& options, Index j, double mean) {
  if (!options.wanted) {
    if (!std::isnan(mean)) return mean;
    throw malformed({path}, fmt::format("a value in column {}", j + 1), "", "missing values only");
  }
  const auto& [numbers, means] = std::tie(options.wanted->numbers, options.wanted->means);
  const auto at = std::find(numbers.begin(), numbers.end(), j);
  return at == numbers.end() || means.empty() ? 0.0 : means[static_cast<std::size_t>(at - numbers.begin())];
}

// Without labels an empty line may be a row of zeros, or none.
void check_unlabelled(const Text& text) {
  const auto last = text.body.find_last_not_of(" \t\r\n");
  for_lines(text.body.substr(0, last + 1), [&](std::string_view line) {
    if (trimmed(line).empty()) raise(text, {line.data(), "a label, or an entry", "", "an empty line"});
  });
}

}  // namespace

bool looks_like_libsvm(std::string_view bytes) {
  constexpr std::size_t look = 65536;  // bytes of lines without an entry
  const Text text = text_of("", bytes);
  const std::string_view body = text.body;
  for (std::size_t from = 0; from < std::min(body.size(), look);) {
    const std::size_t stop = std::min(body.find('\n', from), body.size());
    const std::string_view line = trimmed(body.substr(from, stop - from));
    from = stop + 1;
    if (line.empty() || line.front() == '#') continue;
    try {
      struct {
        Index entries = 0;
        Index columns = 0;
        void entry(Index /*column*/, double /*value*/) { ++entries; }
        void row(double /*label*/, Index last) { columns = last; }
      } seen;
      parse_line(line, {.base = 0, .labelled = false, .may_miss = true}, seen);
      const auto first = word_at(line.data(), line.data() + line.size());
      if (first.find(':') != std::string_view::npos) return seen.entries > 1;  // no label: 12:30 may be a time
      if (seen.columns > 0) return true;
    } catch (const Complaint&) {
      return false;
    }
  }
  return false;
}

Dataset read_libsvm(const Input& input, const ReadOptions& options) {
  const Text text = text_of(input.path, input.bytes);
  const auto ranges = cut(text.body, options.range_bytes);
  const LibsvmForm form = form_of(options);
  constexpr Index expected = Index{1} << 20;  // columns; more of them cost a second count
  Counted counted = count_entries(text, ranges, form, expected, options.threads);
  const Index columns = counted.columns;
  const Index rows = counted.first_rows.back();
  if (rows == 0) throw malformed({input.path}, "lines of label index:value ...", "", "none");
  if (columns == 0) throw malformed({input.path}, "index:value entries", "", "labels only");
  if (rows > most_libsvm_columns) {
    throw Error(ErrorKind::memory, fmt::format("{}: more than {} rows", input.path, most_libsvm_columns));
  }
  require_memory(input.path, 16.0 * static_cast<double>(columns));
  if (columns > expected) {
    counted = count_entries(text, ranges, form, columns, options.threads);
  }

  Dataset data;
  data.format = "libsvm";
  data.y.resize(static_cast<std::size_t>(rows));
  counted.builder.allocate(columns);
  const auto groups = static_cast<Index>(counted.first_rows.size()) - 1;
  parse_in_parallel(text, groups, options.threads, [&](Index g) {
    Putting putting{counted.builder, g, counted.first_rows[static_cast<std::size_t>(g)], data.y.data()};
    for_lines(share(ranges, g, groups), [&](std::string_view line) { parse_line(line, form, putting); });
    counted.builder.flush(g);
  });
  if (counted.missing) {
    counted.builder.fill_missing(rows, [&](Index j, double mean) { return value_of(input.path, options, j, mean); });
  }
  data.missing = counted.builder.missing();
  data.X = counted.builder.finish(rows);
  if (std::any_of(data.y.begin(), data.y.end(), [](double label) { return std::isnan(label); })) {
    check_unlabelled(text);
    data.y.clear();
  }
  return data;
}

}  // namespace strads::io
