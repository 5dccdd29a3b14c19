// Names of columns that say what is in them.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace strads::io {

using RoleNames = std::span<const std::string_view>;

struct Role {
  const char* word;    // "user"
  const char* option;  // that names its column
  // Lines of names, without case, blanks and punctuation: those of a line in front win over those behind it.
  std::array<RoleNames, 3> known;
};

// User, item and rating.
extern const std::array<Role, 3> roles;

// The cell of a header is one of the names.
[[nodiscard]] bool holds(RoleNames names, std::string_view cell);
// A time, a text or a number of rows: never user, item or rating unless it is asked for.
[[nodiscard]] bool is_other(std::string_view cell);

}  // namespace strads::io
