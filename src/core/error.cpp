#include "strads/error.hpp"

#include <array>
#include <string>

namespace strads {
namespace {

constexpr std::size_t readable = 40;  // bytes of `found` that are shown

// Printable ASCII and UTF-8 as they are; control characters, quotes and backslashes escaped.
std::string quoted(std::string_view text) {
  static constexpr std::array<char, 16> hex = {'0', '1', '2', '3', '4', '5', '6', '7',
                                               '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
  std::size_t length = text.size();
  if (length > readable) {
    length = readable;
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) --length;  // whole characters
  }
  std::string result = "\"";
  for (const char c : text.substr(0, length)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      result += "\\n";
    } else if (c == '\r') {
      result += "\\r";
    } else if (c == '\t') {
      result += "\\t";
    } else if (byte < 0x20 || byte == 0x7F) {
      result += "\\x";
      result += hex[byte >> 4U];
      result += hex[byte & 15U];
    } else {
      if (c == '"' || c == '\\') result += '\\';
      result += c;
    }
  }
  result += length < text.size() ? "\"..." : "\"";
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
