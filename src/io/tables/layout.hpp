// How a table is laid out, decided from its options and its first lines alone: what separates cells, where the rows
// begin, what the columns are called.
//
// Lines are passed over in front of the table when they begin with #, and a line `sep=;` (Excel's) is obeyed. A row is
// as long as the second line; the first may be a cell shorter, as R writes it, when the rows begin with their names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/dataset.hpp"
#include "io/table_cells.hpp"

namespace strads::io {

struct TableLayout {
  TableForm form;
  std::vector<std::string> names{};  // empty: there is no header; an empty name: the column has none
  Index columns = 0;
  std::string_view body{};           // the rows
  std::vector<std::string> notes{};  // choices that a person should know of
};

// Throws Complaint.
[[nodiscard]] TableLayout lay_out(std::string_view body, const ReadOptions& options);

}  // namespace strads::io
