// Tables of a fit, comma-separated: a column is declared once, for whoever writes it and whoever reads it.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/output/directory.hpp"
#include "io/output/file.hpp"

namespace strads::folder {

enum class Cell {
  number,  // inf and nan too: a fit that diverged has them
  whole,   // from `least` to `most`
  maybe,   // a number or nothing
  word,    // one of `words`; the number is its place among them
};

struct Column {
  std::string_view name;
  Cell cell = Cell::number;
  double least = 0;
  double most = 9007199254740992;  // 2^53, up to where doubles hold each
  std::span<const std::string_view> words{};
};

// A column, and what it takes from a row. NaN in a `maybe` cell is nothing.
template <class Row>
struct Written {
  Column column;
  double (*of)(const Row& row) = nullptr;
};

// The word, or the shortest text that reads back as the number.
[[nodiscard]] std::string text_of(double value, const Column& column);

template <class Row>
void write_header(std::span<const Written<Row>> columns, io::OutputFile& file) {
  std::string line;
  for (const auto& [column, of] : columns) (line += line.empty() ? "" : ",") += column.name;
  file.write(line + "\n");
}

// value_of(k): the value in column k.
template <class Row, class ValueOf>
void write_line(std::span<const Written<Row>> columns, const ValueOf& value_of, io::OutputFile& file) {
  std::string line;
  for (std::size_t k = 0; k < columns.size(); ++k) {
    (line += k == 0 ? "" : ",") += text_of(value_of(k), columns[k].column);
  }
  file.write(line + "\n");
}

// The file `name`: a header, then a line for each of `rows`, or of what row_of makes of it.
template <class Row, class Rows, class RowOf = std::identity>
void write_table(std::span<const Written<Row>> columns, const Rows& rows, const char* name,
                 io::OutputDirectory& directory, const RowOf& row_of = {}) {
  directory.write(name, [&](io::OutputFile& file) {
    write_header(columns, file);
    for (const auto& given : rows) {
      const Row& row = row_of(given);
      write_line(
          columns, [&](std::size_t k) { return columns[k].of(row); }, file);
    }
  });
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
