#include "io/tables/preamble.hpp"

#include "io/text.hpp"

namespace strads::io {
namespace {

// How much is looked at.
constexpr std::size_t sampled_lines = 32;
constexpr std::size_t sampled_bytes = 65536;

std::string_view without_marks(std::string_view comment) {
  while (comment.starts_with('#')) comment.remove_prefix(1);
  return trimmed(comment);
}

// `sep=;` or `"sep=;"`: the separator.
std::optional<char> told_separator(std::string_view line) {
  if (line.size() > 1 && line.front() == '"' && line.back() == '"') line = line.substr(1, line.size() - 2);
  const bool tells = line.size() == 5 && (line.starts_with("sep=") || line.starts_with("SEP="));
  return tells ? std::optional(line.back()) : std::nullopt;
}

}  // namespace

Preamble pass_preamble(std::string_view body) {
  while (!body.empty() && (body.back() == '\n' || body.back() == '\r' || body.back() == ' ')) body.remove_suffix(1);
  Preamble preamble{.rest = body};
  const char* end = body.data() + body.size();
  for (const char* at = body.data(); at < end;) {
    const char* start = at;
    const auto whole = take_line(at, end);
    const auto told = told_separator(whole);
    const auto line = trimmed(whole);
    if (!line.empty() && line.front() != '#' && !told) {
      preamble.rest = {start, static_cast<std::size_t>(end - start)};
      return preamble;
    }
    if (told) preamble.separator = told;
    preamble.comment = line.starts_with('#') ? without_marks(line) : std::string_view{};
  }
  preamble.rest = {};
  return preamble;
}

std::vector<std::string_view> first_lines(std::string_view body) {
  std::vector<std::string_view> lines;
  const char* end = body.data() + body.size();
  for (const char* at = body.data(); at < end && lines.size() < sampled_lines;) {
    if (lines.size() > 1 && static_cast<std::size_t>(at - body.data()) > sampled_bytes) break;
    const auto line = take_line(at, end);
    if (!trimmed(line).empty()) lines.push_back(line);
  }
  return lines;
}

}  // namespace strads::io
