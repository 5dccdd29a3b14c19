#include "cli/terminal/memory.hpp"

#include <charconv>
#include <fstream>
#include <string>

namespace strads::cli {

Index memory_bytes(std::string_view field) {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(field) || line[field.size()] != ':') continue;
    const auto digits = line.find_first_of("0123456789");
    if (digits == std::string::npos) return 0;
    Index kib = 0;
    std::from_chars(line.data() + digits, line.data() + line.size(), kib);
    return kib * 1024;
  }
  return 0;
}

}  // namespace strads::cli
