#include "folder/columns.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>

namespace strads::folder {

std::string text_of(double value, const Column& column) {
  switch (column.cell) {
    case Cell::whole:
      return fmt::format("{}", static_cast<std::int64_t>(value));
    case Cell::word:
      return std::string(column.words[static_cast<std::size_t>(value)]);
    case Cell::maybe:
      if (std::isnan(value)) return {};
      [[fallthrough]];
    case Cell::number:
      return fmt::format("{}", value);
  }
  return {};
}

}  // namespace strads::folder
