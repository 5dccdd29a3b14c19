// Decimal numbers in text, correctly rounded.
#pragma once

#include <cstdint>
#include <optional>
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

// What programs write where there is no value: nothing, NA, N/A, #N/A, <NA>, NaN, null, None (in any case), ? or a
// point.
[[nodiscard]] bool is_missing(std::string_view cell);

// TRUE, True or true: 1; FALSE, False or false: 0.
[[nodiscard]] std::optional<double> logical(std::string_view cell);

struct Whole {
  std::int64_t value = 0;  // saturates at 2^62
  const char* end = nullptr;
};

// The digits at the start of [first, last), none: end == first.
[[nodiscard]] Whole parse_whole(const char* first, const char* last);

}  // namespace strads::io
