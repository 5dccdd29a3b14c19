// What the first line of a CSV file tells of the others, and how one of them is parsed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/text.hpp"

namespace strads::io {

struct CsvTable {
  char separator = ',';
  std::vector<std::string> names;  // empty without a header
  Index columns = 0;
  Index target = -1;
  bool impute = false;
  std::string_view body;  // without the header
};

// Throws Complaint.
[[nodiscard]] CsvTable parse_csv_first_line(std::string_view body);

// Not a line to pass over.
[[nodiscard]] inline bool is_csv_row(std::string_view line, const CsvTable& table) {
  return table.columns == 1 || (!line.empty() && line.front() > ' ') || !trimmed(line).empty();
}

// The cells of a line to row[0], row[1], ...; missing ones are NaN. Throws Complaint.
void parse_csv_row(std::string_view line, const CsvTable& table, double* row);

}  // namespace strads::io
