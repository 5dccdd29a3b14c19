// Columns of words, once a table has been found to have one.
#pragma once

#include <string>

#include "io/tables/layout.hpp"
#include "io/tables/rows.hpp"
#include "io/text.hpp"

namespace strads::io {

// If the cell that is complained of lies in a column of X of words, which more than half of its cells are: all such
// columns that are read, and the option that leaves them out. Else nothing. Goes over the whole table.
[[nodiscard]] std::string hint_at_text_columns(const Complaint& complaint, const TableLayout& layout,
                                               const TableRow& row);

}  // namespace strads::io
