// The options of a command, each stated once: what it is called, the variable that it sets, what values it takes, its
// help, and what becomes of it after the fit:
//
//   problem.number("--alpha", settings.alpha, {.low = 0, .high = 1}, "A", "Share of the L1 penalty (default {})",
//                  {.problem = "alpha"});
//
// Command line, help, refusals, the settings in summary.json, the comment of trace.csv and the comparison of runs
// follow from it. Options are taken in the order of the table, whatever the order in which they were given: so one may
// set the defaults of those below it (`then`).
#pragma once

#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "cli/terminal/arguments.hpp"

// CLI11's header takes longer to compile than all of ours: arguments.cpp, option_table.cpp, help.cpp, usage_error.cpp
// and main.cpp include it, and nobody else.
namespace CLI {
class App;
}

namespace strads::cli {

// What an option is at; nothing where it was not given, or is a limit that is off.
using Value = std::variant<std::monostate, bool, Index, double, std::string, std::vector<std::string>>;

// T of an optional T
template <class T>
struct Held {
  using Type = T;
};
template <class T>
struct Held<std::optional<T>> {
  using Type = T;
};

template <class T>
Value value_of(const T& variable) {
  if constexpr (requires { variable.has_value(); }) {
    return variable ? value_of(*variable) : Value();
  } else if constexpr (std::is_floating_point_v<T>) {
    return std::isfinite(variable) ? Value(variable) : Value();
  } else if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
    const auto number = static_cast<Index>(variable);
    return number == std::numeric_limits<Index>::max() ? Value() : Value(number);
  } else {
    return Value(variable);
  }
}

template <class T>
Value value_of(const T& variable, const Choices<typename Held<T>::Type>& choices) {
  if constexpr (requires { variable.has_value(); }) {
    return variable ? value_of(*variable, choices) : Value();
  } else {
    const std::string name = choice_name(variable, choices);
    return name.empty() ? Value() : Value(name);
  }
}

// Where in the settings of summary.json an option stands, in their order; `untold`: nowhere.
enum class Chapter { files, form, problem, schedule, rules, cluster, untold };

// What else there is to say of an option.
struct Traits {
  std::string setting = {};                 // its name in the library; else the key
  std::string key = {};                     // in summary.json; else the name without dashes and "no"
  std::function<Value()> told = {};         // there, where that is not the variable
  bool mark = true;                         // stands in the trace's comment, because it can change a bit of the trace
  std::string data = {};                    // runs that differ in it are of different data; its name in that warning
  std::string problem = {};                 // they solve different problems; likewise
  std::vector<std::string> conflicts = {};  // options above it in the table that do not go with it
  std::function<void()> then = {};          // what follows once it was given and taken
};

struct Option {
  std::string names;     // "-y,--response", or "X" of an argument
  std::string type;      // what stands for its value in the help
  std::string help;      // "{}" in it is replaced by the default
  std::string expected;  // of a value, in words; empty for a flag
  std::function<void(const std::string&)> take;
  std::function<Value()> value;

  Traits traits = {};
  std::string group = {};  // the heading in the help
  Chapter chapter = Chapter::untold;
  bool required = false;
  bool repeats = false;  // one value or more, each taken

  [[nodiscard]] std::string name() const;  // the long one
};

class OptionTable {
 public:
  void add(Option option);
  [[nodiscard]] const std::vector<Option>& options() const { return options_; }
  // Those that summary.json tells, in its order.
  [[nodiscard]] std::vector<const Option*> told() const;
  // A message of the library, which calls settings by `name`, in the words of the command line: --name.
  [[nodiscard]] std::string with_flags(std::string message) const;
  // The table itself may go: the variables must stay.
  void add_to(CLI::App& app) const;

 private:
  std::vector<Option> options_;
};

// A heading of the help, to which options are added one a line.
class Group {
 public:
  Group(OptionTable& table, std::string name, Chapter chapter = Chapter::untold)
      : table_(table), name_(std::move(name)), chapter_(chapter) {}

  void required(const std::string& names, std::string& variable, const std::string& type, const std::string& help,
                const Traits& traits = {});
  void several(const std::string& names, std::vector<std::string>& variable, const std::string& type,
               const std::string& help);
  void text(const std::string& names, std::optional<std::string>& variable, const std::string& type,
            const std::string& help, const Traits& traits = {});
  // Values separated by commas.
  void list(const std::string& names, std::vector<std::string>& variable, const std::string& type,
            const std::string& help, const Traits& traits = {});
  // Sets the variable to `to`.
  void flag(const std::string& names, bool& variable, bool to, const std::string& help, const Traits& traits = {});

  // Of numbers and choices the variable may be optional.
  template <class T>
  void number(const std::string& names, T& variable, const Bounds& bounds, const std::string& type,
              const std::string& help, const Traits& traits = {}) {
    const auto take = [=, &variable](const std::string& text) { variable = parse_number(names, text, bounds); };
    add({names, type, help, expected_number(bounds), take, [&variable] { return value_of(variable); }, traits});
  }

  template <class T>
  void whole(const std::string& names, T& variable, Index low, Index high, const std::string& type,
             const std::string& help, const Traits& traits = {}) {
    const auto take = [=, &variable](const std::string& text) {
      variable = static_cast<T>(parse_whole(names, text, low, high));
    };
    add({names, type, help, expected_whole(low, high), take, [&variable] { return value_of(variable); }, traits});
  }

  template <class T>
  void choice(const std::string& names, T& variable, const Choices<typename Held<T>::Type>& choices,
              const std::string& type, const std::string& help, const Traits& traits = {}) {
    const auto take = [=, &variable](const std::string& text) { variable = parse_choice(names, text, choices); };
    const auto value = [&variable, choices] { return value_of(variable, choices); };
    add({names, type, help, expected_choice(choices), take, value, traits});
  }

  // What none of those above can read.
  void add(Option option);

 private:
  OptionTable& table_;
  std::string name_;
  Chapter chapter_;
};

}  // namespace strads::cli
