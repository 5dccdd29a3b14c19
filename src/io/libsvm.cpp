// libsvm and svmlight: `label index:value index:value ... # comment`, columns from 1 (or 0), ascending.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "io/csc.hpp"
#include "io/number.hpp"
#include "io/readers.hpp"
#include "io/text.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

constexpr Index most_columns = std::numeric_limits<std::int32_t>::max();

bool ends_word(const char* at, const char* end) { return at == end || is_blank(*at) || *at == '#'; }

const char* skip_blanks(const char* at, const char* end) {
  while (at < end && is_blank(*at)) ++at;
  return at;
}

// `at` is at a word; says what is wrong with its index.
[[noreturn]] void refuse_index(const char* at, const char* end, Index base, Index index, Index last) {
  const auto word = word_at(at, end);
  if (index < base) {
    throw Complaint{at, "an index from 1 up (libsvm counts columns from 1)", word, "",
                    "--index-base 0 reads a file that counts from 0"};
  }
  if (index > most_columns) throw Complaint{at, fmt::format("an index up to {}", most_columns), word};
  throw Complaint{at, fmt::format("an index above {} (indices ascend, none twice)", last), word};
}

// Calls use.entry(column, value) with columns from 0, zeros left out. `base` is the index of the first.
template <class Use>
const char* parse_entry(const char* at, const char* end, Index base, Index& last, Use& use) {
  const Whole index = parse_whole(at, end);
  if (index.end == at || index.end == end || *index.end != ':') {
    throw Complaint{at, "index:value", word_at(at, end)};
  }
  if (index.value <= last || index.value > most_columns) refuse_index(at, end, base, index.value, last);
  const char* digits = index.end + 1;
  const Number value = parse_number(digits, end);
  if (value.state == NumberState::too_large || value.state == NumberState::not_finite) {
    throw Complaint{digits, expected_number(value.state), word_at(digits, end)};
  }
  if (value.state == NumberState::none || !ends_word(value.end, end)) {
    throw Complaint{at, "index:value", word_at(at, end)};
  }
  last = index.value;
  if (value.value != 0) use.entry(index.value - base, value.value);
  return value.end;
}

// Calls use.row(label, columns), with the columns up to its last index, behind the row's entries.
template <class Use>
void parse_line(std::string_view line, Index base, Use& use) {
  const char* end = line.data() + line.size();
  const char* at = skip_blanks(line.data(), end);
  if (at == end || *at == '#') return;
  const Number label = parse_number(at, end);
  if (label.state != NumberState::finite || !ends_word(label.end, end)) {
    const bool numeric = label.state == NumberState::too_large || label.state == NumberState::not_finite;
    throw Complaint{at, numeric ? expected_number(label.state) : "a number as the label", word_at(at, end)};
  }
  at = skip_blanks(label.end, end);
  if (std::string_view(at, static_cast<std::size_t>(end - at)).starts_with("qid:")) {
    at = skip_blanks(at + word_at(at, end).size(), end);
  }
  Index last = base - 1;
  while (at < end && *at != '#') at = skip_blanks(parse_entry(at, end, base, last, use), end);
  use.row(label.value, last + 1 - base);
}

// The first reading of a group: `limit` columns are counted, the others only seen.
struct Counting {
  CscBuilder& builder;
  Index group;
  Index limit;
  Index rows = 0;
  Index columns = 0;
  void entry(Index column, double /*value*/) {
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
};

Counted count_entries(const Text& text, const std::vector<std::string_view>& ranges, Index base, Index columns,
                      int threads) {
  const Index groups = CscBuilder::groups_for(columns, threads);
  Counted result{CscBuilder(groups), std::vector<Index>(static_cast<std::size_t>(groups) + 1, 0)};
  std::vector<Index> seen(static_cast<std::size_t>(groups), 0);
  parse_in_parallel(text, groups, threads, [&](Index g) {
    Counting counting{result.builder, g, columns};
    for_lines(share(ranges, g, groups), [&](std::string_view line) { parse_line(line, base, counting); });
    result.builder.flush(g);
    result.first_rows[static_cast<std::size_t>(g) + 1] = counting.rows;
    seen[static_cast<std::size_t>(g)] = counting.columns;
  });
  std::partial_sum(result.first_rows.begin(), result.first_rows.end(), result.first_rows.begin());
  result.columns = *std::max_element(seen.begin(), seen.end());
  return result;
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
        Index columns = 0;
        void entry(Index /*column*/, double /*value*/) {}
        void row(double /*label*/, Index last) { columns = last; }
      } seen;
      parse_line(line, 0, seen);
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
  constexpr Index expected = Index{1} << 20;  // columns; more of them cost a second count
  Counted counted = count_entries(text, ranges, options.index_base, expected, options.threads);
  const Index columns = counted.columns;
  const Index rows = counted.first_rows.back();
  if (rows == 0) throw malformed({input.path}, "lines of label index:value ...", "", "none");
  if (columns == 0) throw malformed({input.path}, "index:value entries", "", "labels only");
  if (rows > most_columns) {
    throw Error(ErrorKind::memory, fmt::format("{}: more than {} rows", input.path, most_columns));
  }
  require_memory(input.path, 16.0 * static_cast<double>(columns));
  if (columns > expected) {
    counted = count_entries(text, ranges, options.index_base, columns, options.threads);
  }

  Dataset data;
  data.format = "libsvm";
  data.y.resize(static_cast<std::size_t>(rows));
  counted.builder.allocate(columns);
  const auto groups = static_cast<Index>(counted.first_rows.size()) - 1;
  parse_in_parallel(text, groups, options.threads, [&](Index g) {
    Putting putting{counted.builder, g, counted.first_rows[static_cast<std::size_t>(g)], data.y.data()};
    for_lines(share(ranges, g, groups), [&](std::string_view line) { parse_line(line, options.index_base, putting); });
    counted.builder.flush(g);
  });
  data.X = counted.builder.finish(rows);
  return data;
}

}  // namespace strads::io
