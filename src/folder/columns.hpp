// Tables of a fit, comma-separated: a column is declared once, for whoever writes it and whoever reads it.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/output/file.hpp"

namespace strads::folder {

enum class Cell {
  number,  // inf and nan too: a fit that diverged has them
  whole,   // from 0 to `most`
  maybe,   // a number or nothing
};

struct Column {
  std::string_view name;
  Cell cell = Cell::number;
  double most = 9007199254740992;  // of a whole number: 2^53, up to where doubles hold each
};

// A column, and what it takes from a row. NaN in a `maybe` cell is nothing.
template <class Row>
struct Written {
  Column column;
  double (*of)(const Row& row) = nullptr;
};

// The shortest text that reads back as the number.
[[nodiscard]] std::string text_of(double value, Cell cell);

template <class Row>
void write_header(std::span<const Written<Row>> columns, io::OutputFile& file) {
  std::string line;
  for (const auto& [column, of] : columns) (line += line.empty() ? "" : ",") += column.name;
  file.write(line + "\n");
}

template <class Row>
void write_row(std::span<const Written<Row>> columns, const Row& row, io::OutputFile& file) {
  std::string line;
  for (const auto& [column, of] : columns) (line += line.empty() ? "" : ",") += text_of(of(row), column.cell);
  file.write(line + "\n");
}

// Columns as a reader wants them: those of these names, or all.
template <class Row>
[[nodiscard]] std::vector<Column> columns_of(std::span<const Written<Row>> written,
                                             std::span<const std::string_view> names = {}) {
  std::vector<Column> columns;
  for (const auto& [column, of] : written) {
    if (names.empty() || std::find(names.begin(), names.end(), column.name) != names.end()) {
      columns.push_back(column);
    }
  }
  return columns;
}

}  // namespace strads::folder
