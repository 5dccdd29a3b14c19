// Tables of ours, comma-separated, read strictly.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "folder/columns.hpp"
#include "strads/index.hpp"

namespace strads::folder {

struct Table {
  std::string path;
  Index first_line = 0;  // of the file, that of row 0
  std::vector<std::string> names;
  std::vector<std::vector<double>> columns;  // NaN where a cell is empty

  [[nodiscard]] const std::vector<double>& operator[](std::string_view name) const;  // one of `names`
  [[nodiscard]] std::vector<double>& operator[](std::string_view name);
  [[nodiscard]] std::size_t rows() const { return columns.empty() ? 0 : columns.front().size(); }
  void add(std::string_view name, std::vector<double> values);
};

// Comma-separated: `#` lines, a header, rows of as many cells, a line break at the end of each. Keeps `columns`, which
// the header must name, in any order and among others. Throws Error: file; malformed, with line and column.
[[nodiscard]] Table read_table(const std::string& path, std::span<const Column> columns);

// Throws Error (malformed) unless `column` ascends; equal values in a row are fine unless `strictly`.
void require_ascending(const Table& table, std::string_view column, bool strictly);

}  // namespace strads::folder
