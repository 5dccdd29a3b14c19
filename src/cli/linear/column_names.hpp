// Names for the columns of data whose format has none.
#pragma once

#include <string>
#include <vector>

#include "strads/index.hpp"

namespace strads::cli {

// One name a line. Throws Error: file, malformed (an empty line), mismatch when there are not `columns` of them.
[[nodiscard]] std::vector<std::string> read_column_names(const std::string& path, Index columns);

}  // namespace strads::cli
