// What becomes of each column of a table.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/dataset.hpp"
#include "io/tables/layout.hpp"

namespace strads::io {

struct TableColumns {
  enum class Fate : char { left_out, zero, feature, target };
  std::vector<Fate> fates;         // of each column; `zero` is in X, but not read
  std::vector<std::string> names;  // of the columns of X; empty: they have none
  std::vector<double> means;       // of the columns of X, where they are given
  std::vector<std::string> notes;
  Index features = 0;  // columns of X
};

// What pandas and readr call a column that had no name, or nothing.
[[nodiscard]] bool is_nameless(std::string_view name);
inline constexpr const char* row_names_left_out = "row names, in a first column without a name, left out";

// Columns without a name beside columns that have one are left out: row names, as R and pandas write them. Throws Error
// (mismatch) when a column that the options name is not there, or there twice.
[[nodiscard]] TableColumns choose_columns(std::string_view path, const TableLayout& layout, const ReadOptions& options);

}  // namespace strads::io
