#include "core/one_line.hpp"

#include <algorithm>

namespace strads {

std::string one_line(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace strads
