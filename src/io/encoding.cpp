#include "io/encoding.hpp"

#include <array>
#include <cstdint>

namespace strads::io {
namespace {

// What the bytes 80 to 9F stand for; five stand for nothing and stay control characters.
constexpr std::array<std::uint16_t, 32> upper = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                 0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

void put_utf8(unsigned code, std::string& out) {
  if (code < 0x80) {
    out += static_cast<char>(code);
    return;
  }
  if (code >= 0x800) {
    out += static_cast<char>(0xE0U | (code >> 12U));
    out += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
  } else {
    out += static_cast<char>(0xC0U | (code >> 6U));
  }
  out += static_cast<char>(0x80U | (code & 0x3FU));
}

}  // namespace

bool is_utf8(std::string_view text) {
  unsigned more = 0;  // bytes that the character still wants
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (more > 0) {
      if ((byte & 0xC0U) != 0x80U) return false;
      --more;
    } else if (byte >= 0x80) {
      if (byte < 0xC2 || byte > 0xF4) return false;
      more = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
    }
  }
  return more == 0;
}

std::string from_windows(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    const unsigned byte = static_cast<unsigned char>(letter);
    put_utf8(byte >= 0x80 && byte < 0xA0 ? upper[byte - 0x80] : byte, out);
  }
  return out;
}

}  // namespace strads::io
