#include "io/number.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <string>
#include <system_error>

namespace strads::io {
namespace {

constexpr std::array<double, 16> powers = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                           1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

Number parse_any(const char* first, const char* last) {
  Number number;
  const char* digits = first < last && *first == '+' ? first + 1 : first;
  if (digits != first && digits < last && *digits == '-') return number;
  const auto [end, code] = std::from_chars(digits, last, number.value);
  if (code == std::errc::invalid_argument) return number;
  number.end = end;
  number.state = NumberState::finite;
  if (code == std::errc::result_out_of_range) {  // says neither which way nor the value
    number.value = std::strtod(std::string(digits, end).c_str(), nullptr);
    if (std::isinf(number.value)) number.state = NumberState::too_large;
  } else if (!std::isfinite(number.value)) {
    number.state = NumberState::not_finite;
  }
  return number;
}

}  // namespace

// Up to 15 digits without an exponent, the common case, are one exact integer and one correctly rounded division.
Number parse_number(const char* first, const char* last) {
  const char* at = first;
  const bool negative = at < last && *at == '-';
  if (negative) ++at;
  std::int64_t digits = 0;
  const char* start = at;
  while (at < last && *at >= '0' && *at <= '9' && at - start < 16) digits = digits * 10 + (*at++ - '0');
  auto count = at - start;
  std::ptrdiff_t decimals = 0;
  if (at < last && *at == '.') {
    start = ++at;
    while (at < last && *at >= '0' && *at <= '9' && at - start < 16 && count < 16) {
      digits = digits * 10 + (*at++ - '0');
      ++count;
    }
    decimals = at - start;
  }
  const bool goes_on = at < last && ((*at >= '0' && *at <= '9') || *at == 'e' || *at == 'E');
  if (count == 0 || count > 15 || goes_on) return parse_any(first, last);
  auto value = static_cast<double>(digits);
  if (decimals > 0) value /= powers[static_cast<std::size_t>(decimals)];
  return {negative ? -value : value, at, NumberState::finite};
}

const char* expected_number(NumberState state) {
  if (state == NumberState::too_large) return "a number within the range of double";
  if (state == NumberState::not_finite) return "a finite number";
  return "a number";
}

}  // namespace strads::io
