// Text that is not UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace strads::io {

[[nodiscard]] bool is_utf8(std::string_view text);
// From Windows-1252, which holds Latin-1, to UTF-8.
[[nodiscard]] std::string from_windows(std::string_view text);

}  // namespace strads::io
