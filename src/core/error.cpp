#include "strads/error.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace strads {
namespace {

constexpr std::size_t readable = 40;  // bytes of `found` that are shown

// Bytes of the character of UTF-8 that starts at `at`; 0 when there is none.
std::size_t utf8_length(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  const std::size_t length = first < 0x80   ? 1
                             : first < 0xC2 ? 0
                             : first < 0xE0 ? 2
                             : first < 0xF0 ? 3
                             : first < 0xF5 ? 4
                                            : 0;
  if (at + length > text.size()) return 0;
  for (std::size_t k = 1; k < length; ++k) {
    if ((static_cast<unsigned char>(text[at + k]) & 0xC0U) != 0x80U) return 0;
  }
  return length;
}

void put_escaped(unsigned char byte, std::string& result) {
  static constexpr std::array<char, 16> hex = {'0', '1', '2', '3', '4', '5', '6', '7',
                                               '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
  if (byte == '\n') {
    result += "\\n";
  } else if (byte == '\r') {
    result += "\\r";
  } else if (byte == '\t') {
    result += "\\t";
  } else {
    result += "\\x";
    result += hex[byte >> 4U];
    result += hex[byte & 15U];
  }
}

// Printable ASCII and UTF-8 as they are; quotes, backslashes, control characters and stray bytes escaped.
std::string quoted(std::string_view text) {
  std::string result = "\"";
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = utf8_length(text, at);
    if (at + std::max<std::size_t>(length, 1) > readable) break;
    const auto byte = static_cast<unsigned char>(text[at]);
    if (length == 0 || byte < 0x20 || byte == 0x7F) {
      put_escaped(byte, result);
      ++at;
      continue;
    }
    if (byte == '"' || byte == '\\') result += '\\';
    result += text.substr(at, length);
    at += length;
  }
  result += at < text.size() ? "\"..." : "\"";
  return result;
}

}  // namespace

Error malformed(Place where, std::string_view expected, std::string_view found, std::string_view found_nothing) {
  std::string message(where.file);
  if (where.line > 0) message += ':' + std::to_string(where.line);
  if (where.line > 0 && where.column > 0) message += ':' + std::to_string(where.column);
  message += ": expected ";
  message += expected;
  message += ", found ";
  message += found.empty() ? std::string(found_nothing) : quoted(found);
  return {ErrorKind::malformed, message};
}

}  // namespace strads
