// One input of a harness that holds several files or settings: a line `=== NAME` begins each. What stands before the
// first has the empty name. The line end in front of such a line is part of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strads::fuzz {

struct Part {
  std::string name;
  std::string bytes;
};

using Parts = std::vector<Part>;

[[nodiscard]] Parts split(std::string_view input);
[[nodiscard]] std::string join(const Parts& parts);

// The bytes of the first part of that name.
[[nodiscard]] std::optional<std::string> find(const Parts& parts, std::string_view name);

}  // namespace strads::fuzz
