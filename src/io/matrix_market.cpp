// MatrixMarket: coordinate (real, integer, pattern) and array; general, symmetric, skew-symmetric.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <unordered_set>
#include <utility>

#include "io/big_array.hpp"
#include "io/csc.hpp"
#include "io/matrix_market_header.hpp"
#include "io/readers.hpp"
#include "strads/error.hpp"
#include "strads/linalg/dense.hpp"

namespace strads::io {
namespace {

using Header = MatrixMarketHeader;
using Ranges = std::span<const std::string_view>;

constexpr Index most = std::numeric_limits<std::int32_t>::max();

// use(line) for the lines with an entry.
template <class Use>
void for_entry_lines(Ranges ranges, const Use& use) {
  for_lines(ranges, [&](std::string_view line) {
    const auto content = line.empty() || line.front() > ' ' ? line : trimmed(line);
    if (!content.empty() && content.front() != '%') use(line);
  });
}

struct Entry {
  Index row;
  Index column;
  double value;
};

Entry parse_entry(std::string_view line, const Header& header) {
  Words words(line);
  Entry entry{0, 0, 1.0};
  entry.row = words.size("a row from 1 to {}", 1, header.rows) - 1;
  entry.column = words.size("a column from 1 to {}", 1, header.columns) - 1;
  if (header.skew && entry.row == entry.column) {
    throw Complaint{line.data(), "no diagonal entry in a skew-symmetric matrix", line};
  }
  if (!header.pattern) entry.value = words.number();
  words.finish();
  return entry;
}

double parse_value(std::string_view line) {
  Words words(line);
  const double value = words.number();
  words.finish();
  return value;
}

// Raises the first line for which bad() is true; there is one.
template <class Bad>
[[noreturn]] void refuse(const Text& text, Ranges ranges, const std::string& expected, const Bad& bad) {
  std::string_view first;
  for_entry_lines(ranges, [&](std::string_view line) {
    if (first.empty() && bad(line)) first = line;
  });
  raise(text, {first.data(), expected, first});
}

[[noreturn]] void refuse_repeated(const Text& text, const Header& header, Ranges ranges) {
  std::unordered_set<std::uint64_t> seen;
  refuse(text, ranges, "each entry once", [&](std::string_view line) {
    const Entry entry = parse_entry(line, header);
    auto row = static_cast<std::uint64_t>(entry.row);
    auto column = static_cast<std::uint64_t>(entry.column);
    if (header.symmetric && row < column) std::swap(row, column);
    return !seen.insert(row << 32U | column).second;
  });
}

// The number of entries is what the header says.
void check_found(const Text& text, const Header& header, Ranges ranges, Index found) {
  if (found > header.entries) {
    Index left = header.entries;
    refuse(text, ranges, fmt::format("the end of the file after {} entries", header.entries),
           [&](std::string_view) { return left-- == 0; });
  }
  if (found < header.entries) {
    throw malformed({text.path}, fmt::format("{} entries", header.entries), "", std::to_string(found));
  }
}

Sparse read_coordinate(const Text& text, const Header& header, Ranges ranges, int threads) {
  const Index groups = CscBuilder::groups_for(header.columns, threads);
  CscBuilder builder(groups);
  std::vector<Index> found(static_cast<std::size_t>(groups), 0);
  parse_in_parallel(text, groups, threads, [&](Index g) {
    Index here = 0;
    for_entry_lines(share(ranges, g, groups), [&](std::string_view line) {
      const Entry entry = parse_entry(line, header);
      builder.count(g, entry.column);
      if (header.symmetric && entry.row != entry.column) builder.count(g, entry.row);
      ++here;
    });
    builder.flush(g);
    found[static_cast<std::size_t>(g)] = here;
  });
  check_found(text, header, ranges, std::accumulate(found.begin(), found.end(), Index{0}));
  builder.allocate(header.columns);
  parse_in_parallel(text, groups, threads, [&](Index g) {
    for_entry_lines(share(ranges, g, groups), [&](std::string_view line) {
      const auto [row, column, value] = parse_entry(line, header);
      builder.put(g, column, static_cast<std::int32_t>(row), value);
      if (header.symmetric && row != column) {
        builder.put(g, row, static_cast<std::int32_t>(column), header.skew ? -value : value);
      }
    });
    builder.flush(g);
  });
  if (!builder.sort(threads)) refuse_repeated(text, header, ranges);
  return builder.finish(header.rows);
}

std::shared_ptr<const double[]> mirrored(const Header& header, const double* values) {
  const Index n = header.rows;
  const auto full = big_array<double>(n * n);
  for (Index j = 0; j < n; ++j) {
    if (header.skew) full[j * n + j] = 0;
    for (Index i = header.skew ? j + 1 : j; i < n; ++i) {
      const double value = *values++;
      full[i * n + j] = header.skew ? -value : value;
      full[j * n + i] = value;
    }
  }
  return full;
}

Dense<double> read_array(const Text& text, const Header& header, Ranges ranges, int threads) {
  const auto count = static_cast<Index>(ranges.size());
  std::vector<Index> first(ranges.size() + 1, 0);
  parse_in_parallel(text, count, threads, [&](Index k) {
    Index here = 0;
    for_entry_lines(share(ranges, k, count), [&](std::string_view line) {
      (void)parse_value(line);
      ++here;
    });
    first[static_cast<std::size_t>(k) + 1] = here;
  });
  std::partial_sum(first.begin(), first.end(), first.begin());
  check_found(text, header, ranges, first.back());
  const auto values = big_array<double>(header.entries);
  parse_in_parallel(text, count, threads, [&](Index k) {
    Index at = first[static_cast<std::size_t>(k)];
    for_entry_lines(share(ranges, k, count), [&](std::string_view line) { values[at++] = parse_value(line); });
  });
  if (header.symmetric) return {header.rows, header.columns, mirrored(header, values.get())};
  return {header.rows, header.columns, values};
}

}  // namespace

Dataset read_matrix_market(const Input& input, const ReadOptions& options) {
  const Text text = text_of(input.path, input.bytes);
  Header header;
  parse_in_parallel(text, 1, 1, [&](Index) { header = parse_matrix_market_header(text.body); });
  if (header.rows > most || header.columns > most) {
    throw Error(ErrorKind::memory, fmt::format("{}: more than {} rows or columns", input.path, most));
  }
  require_memory(input.path, 16.0 * static_cast<double>(header.columns) + 8.0 * static_cast<double>(header.rows));
  const auto ranges = cut(header.body, options.range_bytes);
  Dataset data;
  data.format = "MatrixMarket";
  if (header.coordinate) {
    data.X = read_coordinate(text, header, ranges, options.threads);
  } else {
    data.X = read_array(text, header, ranges, options.threads);
  }
  return data;
}

}  // namespace strads::io
