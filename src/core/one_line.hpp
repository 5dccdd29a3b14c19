// Text that goes where one line is expected.
#pragma once

#include <string>
#include <string_view>

namespace strads {

// Control characters become spaces, trailing space is cut.
[[nodiscard]] std::string one_line(std::string_view text);

}  // namespace strads
