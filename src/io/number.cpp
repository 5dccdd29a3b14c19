#include "io/number.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <string>
#include <system_error>

namespace strads::io {
namespace {

constexpr std::array<double, 23> powers = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                           1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
constexpr std::array<std::uint64_t, 9> whole_powers = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};
constexpr std::ptrdiff_t most_digits = 19;  // that 64 bits hold

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Appends the digits at `at` to `value`, modulo 2^64, and returns where they end: eight characters in one word while
// there are eight, first character lowest.
const char* append_digits(const char* at, const char* last, std::uint64_t& value) {
  while (std::endian::native == std::endian::little && last - at >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, 8);
    word ^= 0x3030303030303030U;
    const std::uint64_t others = (word | (word + 0x7676767676767676U)) & 0x8080808080808080U;  // bytes above 9
    const int count = std::countr_zero(others) / 8;
    if (count == 0) return at;
    word <<= static_cast<unsigned>(64 - 8 * count);  // leading zeros
    word = (word * 10 + (word >> 8U)) & 0x00FF00FF00FF00FFU;
    word = (word * 100 + (word >> 16U)) & 0x0000FFFF0000FFFFU;
    word = (word * 10000 + (word >> 32U)) & 0x00000000FFFFFFFFU;
    value = value * whole_powers[static_cast<std::size_t>(count)] + word;
    at += count;
    if (count < 8) return at;
  }
  for (; at < last && is_digit(*at); ++at) value = value * 10 + static_cast<std::uint64_t>(*at - '0');
  return at;
}

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

// The common case is a whole number up to 2^53 times or over a power of ten up to 10^22: both are doubles exactly, so
// the one operation rounds correctly (Clinger 1990).
Number parse_number(const char* first, const char* last) {
  const char* start = first;
  const bool negative = start < last && *start == '-';
  if (start < last && (negative || *start == '+')) ++start;
  std::uint64_t digits = 0;
  const char* at = append_digits(start, last, digits);
  auto count = at - start;
  std::ptrdiff_t power = 0;
  if (at < last && *at == '.') {
    const char* point = at + 1;
    at = append_digits(point, last, digits);
    power = point - at;
    count -= power;
  }
  if (count == 0 || count > most_digits || digits > std::uint64_t{1} << 53U) return parse_any(first, last);
  if (at < last && (*at == 'e' || *at == 'E')) {
    const char* mark = at + 1;
    const bool down = mark < last && *mark == '-';
    if (mark < last && (down || *mark == '+')) ++mark;
    std::uint64_t exponent = 0;
    at = append_digits(mark, last, exponent);
    if (at == mark || at - mark > 3) return parse_any(first, last);
    power += down ? -static_cast<std::ptrdiff_t>(exponent) : static_cast<std::ptrdiff_t>(exponent);
  }
  if (std::abs(power) >= static_cast<std::ptrdiff_t>(powers.size())) return parse_any(first, last);
  auto value = static_cast<double>(digits);
  if (power < 0) value /= powers[static_cast<std::size_t>(-power)];
  if (power > 0) value *= powers[static_cast<std::size_t>(power)];
  return {negative ? -value : value, at, NumberState::finite};
}

Whole parse_whole(const char* first, const char* last) {
  constexpr std::int64_t most = std::int64_t{1} << 62;
  std::uint64_t digits = 0;
  const char* end = append_digits(first, last, digits);
  if (end - first > most_digits && end - std::find_if(first, end, [](char c) { return c != '0'; }) > most_digits) {
    return {most, end};
  }
  return {static_cast<std::int64_t>(std::min(digits, static_cast<std::uint64_t>(most))), end};
}

bool is_missing(std::string_view cell) {
  static constexpr std::array<std::string_view, 11> spellings = {"na",   "n/a",  "#n/a", "#na", "<na>", "nan",
                                                                 "-nan", "null", "none", "?",   "."};
  if (cell.empty()) return true;
  const auto same = [](char a, char b) { return a == b || (a >= 'A' && a <= 'Z' && a + ('a' - 'A') == b); };
  return std::any_of(spellings.begin(), spellings.end(), [&](std::string_view spelling) {
    return std::equal(cell.begin(), cell.end(), spelling.begin(), spelling.end(), same);
  });
}

std::optional<double> logical(std::string_view cell) {
  if (cell == "TRUE" || cell == "True" || cell == "true") return 1;
  if (cell == "FALSE" || cell == "False" || cell == "false") return 0;
  return std::nullopt;
}

const char* expected_number(NumberState state) {
  if (state == NumberState::too_large) return "a number within the range of double";
  if (state == NumberState::not_finite) return "a finite number";
  return "a number";
}

}  // namespace strads::io
