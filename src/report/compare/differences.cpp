#include "report/compare/differences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <system_error>

namespace strads::report {
namespace {

struct Trait {
  std::string place;  // in the summary, a JSON pointer
  std::string label;
};
using Traits = std::vector<Trait>;

const Traits shape = {{"/data/rows", "rows"},
                      {"/data/columns", "columns"},
                      {"/data/stored", "stored entries"},
                      {"/data/names", "named columns"}};
// What follows from data and problem.
const Traits measured = {{"/lambda_max", "lambda_max"}, {"/null_deviance", "null deviance"}};

// The settings that runs must share, as any of them says.
Traits settings(const std::vector<Run>& runs, const char* kind) {
  Traits traits;
  for (const Run& run : runs) {
    const Json compared = run.summary.value("compared", Json::object()).value(kind, Json::object());
    for (const auto& setting : compared.items()) {
      const std::string place = "/settings/" + setting.key();
      const auto known = [&](const Trait& trait) { return trait.place == place; };
      if (std::any_of(traits.begin(), traits.end(), known)) continue;
      traits.push_back({place, setting.value().get<std::string>()});
    }
  }
  return traits;
}

// Two names of one file are the same.
bool same(const Json& a, const Json& b) {
  if (a == b) return true;
  if (a.is_number() && b.is_number()) {
    const double x = a;
    const double y = b;
    return std::abs(x - y) <= 1e-9 * std::max(std::abs(x), std::abs(y));
  }
  std::error_code failed;
  return a.is_string() && b.is_string() &&
         std::filesystem::equivalent(a.get<std::string>(), b.get<std::string>(), failed) && !failed;
}

std::string text_of(const Json& value) {
  if (value.is_null()) return "none";
  if (value.is_number_float()) return fmt::format("{:.6g}", value.get<double>());
  return value.is_string() ? value.get<std::string>() : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// "rows: 442 in a, 243 in b", each value with the first run that has it; empty when there is one.
std::string difference(const std::vector<Run>& runs, const Trait& trait) {
  const Json::json_pointer place(trait.place);
  std::vector<Json> values;
  std::string text;
  for (const Run& run : runs) {
    if (!run.summary.contains(place)) continue;
    const Json value = run.summary.at(place);
    if (std::any_of(values.begin(), values.end(), [&](const Json& known) { return same(known, value); })) {
      continue;
    }
    text += fmt::format("{}{} in {}", values.empty() ? "" : ", ", text_of(value), run.name);
    values.push_back(value);
  }
  return values.size() > 1 ? fmt::format("{}: {}", trait.label, text) : std::string();
}

std::string differences(const std::vector<Run>& runs, const Traits& traits) {
  std::string text;
  for (const Trait& trait : traits) {
    const std::string part = difference(runs, trait);
    if (!part.empty()) text += (text.empty() ? "" : "; ") + part;
  }
  return text;
}

}  // namespace

std::vector<std::string> differences(const std::vector<Run>& runs) {
  std::vector<std::string> sentences;
  const auto say = [&](const char* what, const std::string& found, const char* so) {
    if (!found.empty()) sentences.push_back(fmt::format("The runs {} ({}): {}.", what, found, so));
  };
  constexpr auto nothing_compares = "neither their errors nor their objectives compare";
  Traits data = settings(runs, "data");
  data.insert(data.end(), shape.begin(), shape.end());
  say("are of different data", differences(runs, data), nothing_compares);
  say("solve different problems", differences(runs, settings(runs, "problem")), "their objectives do not compare");
  if (sentences.empty()) say("are of different data", differences(runs, measured), nothing_compares);
  return sentences;
}

}  // namespace strads::report
