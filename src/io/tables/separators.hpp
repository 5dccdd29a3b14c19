// What separates the cells of a table.
#pragma once

#include <string_view>
#include <vector>

namespace strads::io {

// Tab, comma, semicolon, bar or blanks: what cuts all lines alike, tears no cell that another would keep, and leaves
// most numbers; of several the first; commas beside decimal commas, where nothing else does. Else what cuts most rows
// alike.
[[nodiscard]] char table_separator(const std::vector<std::string_view>& lines, char decimal);

// Throws Complaint where the first line is one cell that another separator would cut as the rows are.
void check_header_separator(const std::vector<std::string_view>& lines, char separator);

}  // namespace strads::io
