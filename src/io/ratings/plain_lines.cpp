// The lines that most files of ratings have only, read in one go.
#include <cmath>

#include "io/number.hpp"
#include "io/ratings/lines.hpp"

namespace strads::io {
namespace {

bool take_number(const char*& at, const char* end, Index& number) {
  constexpr std::ptrdiff_t most_digits = 18;
  const Whole whole = parse_whole(at, end);
  const std::ptrdiff_t digits = whole.end - at;
  if (digits == 0 || digits > most_digits || (digits > 1 && *at == '0')) return false;
  number = whole.value;
  at = whole.end;
  return true;
}

bool take_mark(const char*& at, const char* end, char mark, std::ptrdiff_t times) {
  if (end - at < times || *at != mark || at[times - 1] != mark) return false;
  at += times;
  return true;
}

}  // namespace

bool RatingLines::take_plain(const char*& at, const char* end, bool quotes, PlainRating& rating) const {
  if (user_ != 0 || item_ != 1 || rating_ != 2) return false;
  const char mark = mark_of(cells_.separator());
  const std::ptrdiff_t times = cells_.separator() == Separator::colons ? 2 : 1;
  const char* next = at;
  if (!take_number(next, end, rating.user) || !take_mark(next, end, mark, times)) return false;
  if (!take_number(next, end, rating.item) || !take_mark(next, end, mark, times)) return false;
  const Number number = parse_number(next, end);
  rating.value = number.value;
  if (number.state != NumberState::finite || !std::isfinite(static_cast<float>(number.value))) return false;
  next = number.end;
  if (take_mark(next, end, mark, times)) {
    const std::string_view further = take_line(next, end);
    if (closed_ && !further.empty()) return false;
    if (quotes && further.find('"') != std::string_view::npos) return false;
  } else if (next < end && *next == '\n') {
    ++next;
  } else if (end - next > 1 && *next == '\r' && next[1] == '\n') {
    next += 2;
  } else if (next != end) {
    return false;
  }
  at = next;
  return true;
}

}  // namespace strads::io
