// Decimal numbers in text, correctly rounded.
#pragma once

#include <cstdint>
#include <string_view>

namespace strads::io {

enum class NumberState {
  finite,
  none,        // no number starts here
  too_large,   // beyond the range of double
  not_finite,  // inf or nan
};

struct Number {
  double value = 0;
  const char* end = nullptr;  // behind the last character of the number
  NumberState state = NumberState::none;
};

// The number at the start of [first, last); a leading `+` is fine. Tiny numbers round to zero.
[[nodiscard]] Number parse_number(const char* first, const char* last);

// What to expect instead: "a number", "a finite number", ...
[[nodiscard]] const char* expected_number(NumberState state);

// Empty, NA or NaN.
[[nodiscard]] inline bool is_missing(std::string_view cell) {
  if (cell.empty() || cell == "NA") return true;
  return cell.size() == 3 && (cell[0] | 0x20) == 'n' && (cell[1] | 0x20) == 'a' && (cell[2] | 0x20) == 'n';
}

struct Whole {
  std::int64_t value = 0;  // saturates at 2^62
  const char* end = nullptr;
};

// The digits at the start of [first, last), none: end == first.
[[nodiscard]] Whole parse_whole(const char* first, const char* last);

}  // namespace strads::io
