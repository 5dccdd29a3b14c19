// How a row of a table becomes numbers.
#pragma once

#include <string_view>
#include <vector>

#include "io/table_cells.hpp"
#include "io/tables/columns.hpp"
#include "io/text.hpp"

namespace strads::io {

struct TableRow {
  // Cells passed over, then cells read.
  struct Run {
    Index passed = 0;
    Index read = 0;
  };
  TableForm form;
  std::vector<Run> runs;
  Index columns = 0;
  Index numbers = 0;           // cells read
  Index target = -1;           // which of them
  std::vector<char> may_miss;  // of each of them: a missing value is no fault
  const char* to_impute = "";  // how they may, if they may not
};

[[nodiscard]] TableRow row_of(const TableLayout& layout, const TableColumns& columns, const ReadOptions& options);

// Not a line to pass over.
[[nodiscard]] inline bool is_table_row(std::string_view line, const TableRow& row) {
  return row.columns == 1 || (!line.empty() && line.front() > ' ') || !trimmed(line).empty();
}

// Throws Complaint when a line has other than so many cells.
void check_length(std::string_view line, const TableRow& row);

// The numbers of a line to to[0], to[1], ...; missing ones are NaN. Throws Complaint.
void parse_table_row(std::string_view line, const TableRow& row, double* to);

}  // namespace strads::io
