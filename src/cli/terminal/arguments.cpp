#include "cli/terminal/arguments.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cmath>
#include <system_error>

namespace strads::cli {
namespace {

template <class T>
bool parse_all(std::string_view text, T& value) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stop == end;
}

}  // namespace

std::string expected_number(const Bounds& bounds) {
  std::string text = "a number";
  if (std::isfinite(bounds.high)) {
    text += fmt::format(" {} {} {} {}", bounds.above ? "above" : "from", bounds.low, bounds.above ? "and up to" : "to",
                        bounds.high);
  } else if (std::isfinite(bounds.low)) {
    text += fmt::format(" {} {}", bounds.above ? "above" : "not below", bounds.low);
  }
  return text + (bounds.infinite ? ", or inf" : "");
}

std::string expected_whole(Index low, Index high) {
  return high == std::numeric_limits<Index>::max() ? fmt::format("a whole number not below {}", low)
                                                   : fmt::format("a whole number from {} to {}", low, high);
}

void refuse(std::string_view option, const std::string& expected, const std::string& found) {
  option.remove_prefix(option.rfind(',') + 1);  // of "-y,--response" the long name
  throw CLI::ValidationError(std::string(option), fmt::format("expected {}, found \"{}\"", expected, found));
}

double parse_number(std::string_view option, const std::string& text, const Bounds& bounds) {
  double value = 0;
  const bool good = parse_all(text, value) && (bounds.above ? value > bounds.low : value >= bounds.low) &&
                    value <= bounds.high && (std::isfinite(value) || bounds.infinite);
  if (!good) refuse(option, expected_number(bounds), text);
  return value;
}

Index parse_whole(std::string_view option, const std::string& text, Index low, Index high) {
  Index value = 0;
  if (!parse_all(text, value) || value < low || value > high) refuse(option, expected_whole(low, high), text);
  return value;
}

}  // namespace strads::cli
