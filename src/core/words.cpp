#include "core/words.hpp"

#include <cstddef>

namespace strads {

std::string count(Index value) {
  std::string text = std::to_string(value);
  const auto first = static_cast<std::ptrdiff_t>(value < 0 ? 1 : 0);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > first; at -= 3) text.insert(text.begin() + at, ',');
  return text;
}

std::string plural(Index n, std::string_view word) {
  return count(n).append(" ").append(word).append(n == 1 ? "" : "s");
}

}  // namespace strads
