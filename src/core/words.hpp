// Counts as a person reads them.
#pragma once

#include <string>
#include <string_view>

#include "strads/index.hpp"

namespace strads {

[[nodiscard]] std::string count(Index value);                      // 1234567 -> "1,234,567"
[[nodiscard]] std::string plural(Index n, std::string_view word);  // "1 row", "2 rows"

}  // namespace strads
