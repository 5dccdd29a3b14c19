// Values of the command line, checked while it is read, with complaints of one shape:
// `--alpha: expected a number from 0 to 1, found "2"`.
#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "strads/index.hpp"

namespace strads::cli {

// The numbers an option takes: [low, high], or (low, high] when `above`. `inf` is a number where high is infinite
// and `infinite` is set.
struct Bounds {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool above = false;
  bool infinite = false;
};

// What is expected, in words.
[[nodiscard]] std::string expected_number(const Bounds& bounds);
[[nodiscard]] std::string expected_whole(Index low, Index high);

[[nodiscard]] double parse_number(std::string_view option, const std::string& text, const Bounds& bounds);
[[nodiscard]] Index parse_whole(std::string_view option, const std::string& text, Index low, Index high);

[[noreturn]] void refuse(std::string_view option, const std::string& expected, const std::string& found);

template <class T>
using Choices = std::vector<std::pair<std::string, T>>;

// "exact, step or none"
template <class T>
std::string expected_choice(const Choices<T>& choices) {
  std::string names;
  for (const auto& choice : choices) {
    names += (names.empty() ? "" : &choice == &choices.back() ? " or " : ", ") + choice.first;
  }
  return names;
}

template <class T>
T parse_choice(std::string_view option, const std::string& text, const Choices<T>& choices) {
  for (const auto& [name, value] : choices) {
    if (name == text) return value;
  }
  refuse(option, expected_choice(choices), text);
}

// Empty where the value has no name.
template <class T>
std::string choice_name(const T& value, const Choices<T>& choices) {
  for (const auto& [name, other] : choices) {
    if (other == value) return name;
  }
  return {};
}

}  // namespace strads::cli
