#include "folder/columns.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>

namespace strads::folder {

std::string text_of(double value, Cell cell) {
  if (cell == Cell::whole) return fmt::format("{}", static_cast<std::int64_t>(value));
  if (cell == Cell::maybe && std::isnan(value)) return {};
  return fmt::format("{}", value);
}

}  // namespace strads::folder
