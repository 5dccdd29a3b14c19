// What tells a first line of numbers from a row.
#pragma once

#include <limits>

#include "io/tables/sample.hpp"

namespace strads::io {

// Of a column below the first line.
struct Below {
  Index rows = 0;
  Index words = 0;
  bool quoted = false;  // some number is
  double least = std::numeric_limits<double>::infinity();
  double most = -std::numeric_limits<double>::infinity();
};

[[nodiscard]] Below below(const SampledTable& table, std::size_t column);

// The numbers of the first line, from a column on, go up or down like a scale, as no row does.
[[nodiscard]] bool goes_like_scale(const SampledTable& table, std::size_t from);
// Most of them lie outside of what their columns hold, too.
[[nodiscard]] bool is_scale(const SampledTable& table, std::size_t from);
// The cells of the first line that are numbers are 0, 1, 2, ... or 1, 2, 3, ...: what pandas and R call columns that
// have no names. Two of them could be a row, but not of fractions; and rows that count on are data.
[[nodiscard]] bool counts_columns(const SampledTable& table);
// All cells of the first line are in quotes, and no number below is.
[[nodiscard]] bool quoted_over_bare(const SampledTable& table);
// Some number of the first line lies among those below it, or there are none.
[[nodiscard]] bool is_like_rows(const SampledTable& table);

}  // namespace strads::io
