#include "io/ratings/cells.hpp"

#include <algorithm>
#include <cstring>

#include "io/text.hpp"

namespace strads::io {
namespace {

std::string_view between(const char* first, const char* last) {
  return {first, static_cast<std::size_t>(last - first)};
}

// Behind the quote that closes the one at `open`; null when there is none before `end`.
const char* behind_quote(const char* open, const char* end) {
  const char* at = open + 1;
  for (;;) {
    const auto* close = static_cast<const char*>(std::memchr(at, '"', static_cast<std::size_t>(end - at)));
    if (close == nullptr) return nullptr;
    if (close + 1 == end || close[1] != '"') return close + 1;
    at = close + 2;
  }
}

}  // namespace

std::string_view Cells::take_row(const char*& at, const char* end) const {
  const char* first = at;
  std::string_view line = take_line(at, end);
  if (!spans_lines_ || line.find('"') == std::string_view::npos) return line;
  const char mark = mark_of(separator_);
  const char* last = line.data() + line.size();
  for (const char* cell = first; cell < last;) {
    while (cell < last && is_blank(*cell)) ++cell;
    if (cell < last && *cell == '"') {
      const char* behind = behind_quote(cell, end);
      if (behind == nullptr) throw Complaint{cell, "a closing quote", between(cell, last)};
      if (behind > last) {
        at = behind;
        const std::string_view rest = take_line(at, end);
        last = rest.data() + rest.size();
        const char* next = std::find_if_not(behind, last, is_blank);
        if (next < last && *next != mark) throw Complaint{next, "a separator after the quote", between(next, last)};
      }
      cell = behind;
    }
    cell = std::find(cell, last, mark);
    if (cell < last) ++cell;
  }
  return between(first, last);
}

std::string_view Cells::next(const char*& at, const char* end) const {
  while (at < end && (*at == ' ' || (separator_ != Separator::tab && is_blank(*at)))) ++at;
  const char* first = at;
  const char* stop = at;
  const bool blanks = separator_ == Separator::blanks;
  const bool quoted = quoted_ && stop < end && *stop == '"';
  if (blanks && !quoted) {
    while (stop < end && !is_blank(*stop)) ++stop;
    at = stop;
    while (at < end && is_blank(*at)) ++at;
    if (at == end) at = nullptr;
    return between(first, stop);
  }
  const char mark = mark_of(separator_);
  if (quoted) {
    stop = behind_quote(first, end);
    if (stop == nullptr) {
      throw Complaint{first, spans_lines_ ? "a closing quote" : "a closing quote in the same line",
                      between(first, end)};
    }
    const char* behind = stop;
    while (behind < end && is_blank(*behind)) ++behind;
    const bool separated = blanks ? behind > stop : behind < end && *behind == mark;
    if (behind < end && !separated) throw Complaint{behind, "a separator after the quote", word_at(behind, end)};
    at = behind == end ? nullptr : blanks ? behind : behind + 1;
    return between(first, stop);
  }
  while (stop < end && !(*stop == mark && (mark != ':' || (stop + 1 < end && stop[1] == ':')))) ++stop;
  at = stop < end ? stop + (mark == ':' ? 2 : 1) : nullptr;
  return trimmed(between(first, stop));
}

bool Cells::blank(std::string_view row) const {
  const char mark = mark_of(separator_);
  return std::all_of(row.begin(), row.end(), [&](char c) { return c == mark || is_blank(c) || (quoted_ && c == '"'); });
}

std::string_view unquoted(std::string_view cell) {
  if (cell.size() < 2 || cell.front() != '"' || cell.back() != '"') return cell;
  const std::string_view inside = cell.substr(1, cell.size() - 2);
  for (std::size_t k = inside.find('"'); k != std::string_view::npos; k = inside.find('"', k + 2)) {
    if (k + 1 == inside.size() || inside[k + 1] != '"') return cell;
  }
  return inside;
}

std::string_view without_quotes(std::string_view cell, std::string& scratch) {
  if (cell.empty() || cell.front() != '"') return cell;
  const std::string_view inside = unquoted(cell);
  if (inside.size() == cell.size() || inside.find('"') == std::string_view::npos) return inside;
  scratch.clear();
  for (std::size_t k = 0; k < inside.size(); ++k) {
    scratch += inside[k];
    if (inside[k] == '"') ++k;
  }
  return scratch;
}

}  // namespace strads::io
