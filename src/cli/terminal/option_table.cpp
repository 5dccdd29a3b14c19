#include "cli/terminal/option_table.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

namespace strads::cli {
namespace {

// 1e-6 rather than 1e-06
std::string shown(double value) {
  std::string text = fmt::format("{}", value);
  const auto exponent = text.find("e-0");
  return exponent == std::string::npos ? text : text.erase(exponent + 2, 1);
}

std::string default_text(const Value& value) {
  if (const auto* number = std::get_if<double>(&value)) return shown(*number);
  if (const auto* whole = std::get_if<Index>(&value)) return std::to_string(*whole);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return "inf";
}

const std::string& not_empty(std::string_view option, const std::string& text) {
  if (text.empty()) refuse(option, "a name", text);
  return text;
}

// "lambda_min_ratio" of --lambda-min-ratio, "intercept" of --no-intercept
std::string key_of(std::string name) {
  name.erase(0, name.starts_with("--no-") ? 5 : name.find_first_not_of('-'));
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

CLI::Option* added(CLI::App& app, const Option& option) {
  const auto take = [take = option.take, then = option.traits.then](const std::string& text) {
    take(text);
    if (then) then();
  };
  if (option.expected.empty())
    return app.add_flag_callback(
        option.names, [take] { take({}); }, option.help);
  if (!option.repeats) {
    return app.add_option_function<std::string>(option.names, take, option.help)->type_name(option.type);
  }
  const auto take_all = [take](const std::vector<std::string>& texts) {
    std::for_each(texts.begin(), texts.end(), take);
  };
  return app.add_option_function<std::vector<std::string>>(option.names, take_all, option.help)->type_name(option.type);
}

}  // namespace

std::string Option::name() const { return names.substr(names.rfind(',') + 1); }

void OptionTable::add(Option option) {
  if (const auto place = option.help.find("{}"); place != std::string::npos) {
    option.help.replace(place, 2, default_text(option.value()));
  }
  if (option.traits.told) option.value = option.traits.told;
  if (option.traits.key.empty()) option.traits.key = key_of(option.name());
  if (option.traits.setting.empty()) option.traits.setting = option.traits.key;
  options_.push_back(std::move(option));
}

std::vector<const Option*> OptionTable::told() const {
  std::vector<const Option*> told;
  for (const Option& option : options_) {
    if (option.chapter != Chapter::untold) told.push_back(&option);
  }
  std::stable_sort(told.begin(), told.end(), [](const auto* a, const auto* b) { return a->chapter < b->chapter; });
  return told;
}

std::string OptionTable::with_flags(std::string message) const {
  for (const Option& option : options_) {
    const std::string quoted = "`" + option.traits.setting + "`";
    for (auto at = message.find(quoted); at != std::string::npos; at = message.find(quoted, at)) {
      message.replace(at, quoted.size(), option.name());
    }
  }
  return message;
}

void OptionTable::add_to(CLI::App& app) const {
  for (const Option& option : options_) {
    CLI::Option* adding = added(app, option)->group(option.group);
    if (option.required) adding->required();
    for (const auto& other : option.traits.conflicts) adding->excludes(app.get_option(other));
  }
}

void Group::add(Option option) {
  option.group = name_;
  option.chapter = chapter_;
  table_.add(std::move(option));
}

void Group::required(const std::string& names, std::string& variable, const std::string& type, const std::string& help,
                     const Traits& traits) {
  const auto take = [names, &variable](const std::string& text) { variable = not_empty(names, text); };
  Option option = {names, type, help, "a name", take, [&variable] { return Value(variable); }, traits};
  option.required = true;
  add(std::move(option));
}

void Group::several(const std::string& names, std::vector<std::string>& variable, const std::string& type,
                    const std::string& help) {
  const auto take = [&variable](const std::string& text) { variable.push_back(text); };
  Option option = {names, type, help, "a name", take, [&variable] { return Value(variable); }};
  option.required = option.repeats = true;
  add(std::move(option));
}

void Group::text(const std::string& names, std::optional<std::string>& variable, const std::string& type,
                 const std::string& help, const Traits& traits) {
  const auto take = [names, &variable](const std::string& text) { variable = not_empty(names, text); };
  add({names, type, help, "a name", take, [&variable] { return value_of(variable); }, traits});
}

void Group::list(const std::string& names, std::vector<std::string>& variable, const std::string& type,
                 const std::string& help, const Traits& traits) {
  const auto take = [names, &variable](const std::string& text) {
    variable.clear();
    for (std::size_t first = 0; first <= text.size();) {
      const std::size_t stop = std::min(text.find(',', first), text.size());
      variable.push_back(not_empty(names, text.substr(first, stop - first)));
      first = stop + 1;
    }
  };
  add({names, type, help, "a name", take, [&variable] { return Value(variable); }, traits});
}

void Group::flag(const std::string& names, bool& variable, bool to, const std::string& help, const Traits& traits) {
  const auto take = [&variable, to](const std::string& /*text*/) { variable = to; };
  add({names, "", help, "", take, [&variable] { return Value(variable); }, traits});
}

}  // namespace strads::cli
