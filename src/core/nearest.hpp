// What somebody may have meant who mistyped a name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace strads {

// The name that fewest insertions, deletions and substitutions of letters lead to, the first of several; empty when
// none is near. More than one of them, and one more for every four letters, are too many; so is one for every letter.
[[nodiscard]] std::string nearest(std::string_view word, const std::vector<std::string>& names);

}  // namespace strads
