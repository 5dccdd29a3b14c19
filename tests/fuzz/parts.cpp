#include "fuzz/parts.hpp"

#include <algorithm>

namespace strads::fuzz {
namespace {

constexpr std::string_view mark = "\n=== ";

// Letters, digits, '.' and '_': what may be a file of the harness's folder, and nothing outside it.
bool is_name(std::string_view name) {
  return !name.empty() && name.find_first_not_of('.') != std::string_view::npos &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
         });
}

}  // namespace

Parts split(std::string_view input) {
  Parts parts(1);
  const std::string text = "\n" + std::string(input);  // so that a mark may stand at the very start
  std::size_t from = 1;                                // of the part that is open
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
    const std::size_t begin = at + mark.size();
    const std::size_t stop = std::min(text.find('\n', begin), text.size());
    const std::string name = text.substr(begin, stop - begin);
    if (!is_name(name)) continue;
    parts.back().bytes = at < from ? "" : text.substr(from, at - from);
    parts.push_back({name, {}});
    from = std::min(stop + 1, text.size());
    at = stop - 1;
  }
  parts.back().bytes = text.substr(from);
  return parts;
}

std::string join(const Parts& parts) {
  std::string input;
  for (const Part& part : parts) {
    if (!part.name.empty()) input += std::string(mark).substr(input.empty() ? 1 : 0) + part.name + "\n";
    input += part.bytes;
  }
  return input;
}

std::optional<std::string> find(const Parts& parts, std::string_view name) {
  const auto at = std::find_if(parts.begin(), parts.end(), [&](const Part& part) { return part.name == name; });
  return at == parts.end() ? std::nullopt : std::optional(at->bytes);
}

}  // namespace strads::fuzz
