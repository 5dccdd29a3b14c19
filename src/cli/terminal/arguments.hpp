// Options whose values are checked while the command line is read, with complaints of one shape:
// `--alpha: expected a number from 0 to 1, found "2"`.
#pragma once

#include <functional>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "strads/index.hpp"

// CLI11's header takes longer to compile than all of ours: arguments.cpp, help.cpp, usage_error.cpp and main.cpp
// include it, and nobody else.
namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace strads::cli {

// The numbers an option takes: [low, high], or (low, high] when `above`. `inf` is a number where high is infinite
// and `infinite` is set.
struct Bounds {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool above = false;
  bool infinite = false;
};

[[nodiscard]] double parse_number(std::string_view option, const std::string& text, const Bounds& bounds);
[[nodiscard]] Index parse_whole(std::string_view option, const std::string& text, Index low, Index high);

template <class T>
using Choices = std::vector<std::pair<std::string, T>>;

[[noreturn]] void refuse(std::string_view option, const std::string& expected, const std::string& found);

template <class T>
T parse_choice(std::string_view option, const std::string& text, const Choices<T>& choices) {
  std::string names;
  for (const auto& [name, value] : choices) {
    if (name == text) return value;
    names += (names.empty() ? "" : &name == &choices.back().first ? " or " : ", ") + name;
  }
  refuse(option, names, text);
}

template <class T>
std::string choice_name(T value, const Choices<T>& choices) {
  for (const auto& [name, other] : choices) {
    if (other == value) return name;
  }
  return {};
}

// `option` goes with none of `others`.
void exclude(CLI::Option* option, std::initializer_list<CLI::Option*> others);

// A group of options in the help, added one a line.
class Group {
 public:
  Group(CLI::App& app, std::string name) : app_(app), name_(std::move(name)) {}

  CLI::Option* required(const std::string& names, std::string& target, const std::string& type,
                        const std::string& help);
  CLI::Option* several(const std::string& names, std::vector<std::string>& target, const std::string& type,
                       const std::string& help);
  CLI::Option* text(const std::string& names, std::optional<std::string>& target, const std::string& type,
                    const std::string& help);
  // Values separated by commas.
  CLI::Option* list(const std::string& names, std::vector<std::string>& target, const std::string& type,
                    const std::string& help);
  CLI::Option* number(const std::string& names, std::optional<double>& target, Bounds bounds, const std::string& type,
                      const std::string& help);
  CLI::Option* whole(const std::string& names, std::optional<Index>& target, Index low, Index high,
                     const std::string& type, const std::string& help);
  CLI::Option* flag(const std::string& names, bool& target, const std::string& help);

  template <class T>
  CLI::Option* choice(const std::string& names, std::optional<T>& target, Choices<T> choices, const std::string& type,
                      const std::string& help) {
    return add(names, type, help, [names, &target, choices = std::move(choices)](const std::string& value) {
      target = parse_choice(names, value, choices);
    });
  }

  // What none of those above can read.
  CLI::Option* add(const std::string& names, const std::string& type, const std::string& help,
                   const std::function<void(const std::string&)>& take);

 private:
  CLI::App& app_;
  std::string name_;
};

}  // namespace strads::cli
