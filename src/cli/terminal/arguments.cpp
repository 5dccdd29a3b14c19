#include "cli/terminal/arguments.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

namespace strads::cli {
namespace {

std::string describe(const Bounds& bounds) {
  std::string text = "a number";
  if (std::isfinite(bounds.high)) {
    text += fmt::format(" {} {} {} {}", bounds.above ? "above" : "from", bounds.low, bounds.above ? "and up to" : "to",
                        bounds.high);
  } else if (std::isfinite(bounds.low)) {
    text += fmt::format(" {} {}", bounds.above ? "above" : "not below", bounds.low);
  }
  return text + (bounds.infinite ? ", or inf" : "");
}

const std::string& not_empty(std::string_view option, const std::string& text) {
  if (text.empty()) refuse(option, "a name", text);
  return text;
}

template <class T>
bool parse_all(std::string_view text, T& value) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stop == end;
}

}  // namespace

void refuse(std::string_view option, const std::string& expected, const std::string& found) {
  option.remove_prefix(option.rfind(',') + 1);  // of "-y,--response" the long name
  throw CLI::ValidationError(std::string(option), fmt::format("expected {}, found \"{}\"", expected, found));
}

double parse_number(std::string_view option, const std::string& text, const Bounds& bounds) {
  double value = 0;
  const bool good = parse_all(text, value) && (bounds.above ? value > bounds.low : value >= bounds.low) &&
                    value <= bounds.high && (std::isfinite(value) || bounds.infinite);
  if (!good) refuse(option, describe(bounds), text);
  return value;
}

Index parse_whole(std::string_view option, const std::string& text, Index low, Index high) {
  Index value = 0;
  if (!parse_all(text, value) || value < low || value > high) {
    refuse(option,
           high == std::numeric_limits<Index>::max() ? fmt::format("a whole number not below {}", low)
                                                     : fmt::format("a whole number from {} to {}", low, high),
           text);
  }
  return value;
}

void exclude(CLI::Option* option, std::initializer_list<CLI::Option*> others) {
  for (CLI::Option* other : others) option->excludes(other);
}

CLI::Option* Group::add(const std::string& names, const std::string& type, const std::string& help,
                        const std::function<void(const std::string&)>& take) {
  return app_.add_option_function<std::string>(names, take, help)->type_name(type)->group(name_);
}

CLI::Option* Group::required(const std::string& names, std::string& target, const std::string& type,
                             const std::string& help) {
  return add(names, type, help, [names, &target](const std::string& value) { target = not_empty(names, value); })
      ->required();
}

CLI::Option* Group::several(const std::string& names, std::vector<std::string>& target, const std::string& type,
                            const std::string& help) {
  return app_.add_option(names, target, help)->type_name(type)->group(name_)->required();
}

CLI::Option* Group::text(const std::string& names, std::optional<std::string>& target, const std::string& type,
                         const std::string& help) {
  return add(names, type, help, [names, &target](const std::string& value) { target = not_empty(names, value); });
}

CLI::Option* Group::list(const std::string& names, std::vector<std::string>& target, const std::string& type,
                         const std::string& help) {
  return add(names, type, help, [names, &target](const std::string& value) {
    target.clear();
    for (std::size_t first = 0; first <= value.size();) {
      const std::size_t stop = std::min(value.find(',', first), value.size());
      target.push_back(not_empty(names, value.substr(first, stop - first)));
      first = stop + 1;
    }
  });
}

CLI::Option* Group::number(const std::string& names, std::optional<double>& target, Bounds bounds,
                           const std::string& type, const std::string& help) {
  return add(names, type, help,
             [names, &target, bounds](const std::string& value) { target = parse_number(names, value, bounds); });
}

CLI::Option* Group::whole(const std::string& names, std::optional<Index>& target, Index low, Index high,
                          const std::string& type, const std::string& help) {
  return add(names, type, help,
             [names, &target, low, high](const std::string& value) { target = parse_whole(names, value, low, high); });
}

CLI::Option* Group::flag(const std::string& names, bool& target, const std::string& help) {
  return app_.add_flag(names, target, help)->group(name_);
}

}  // namespace strads::cli
