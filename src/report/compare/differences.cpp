#include "report/compare/differences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <span>
#include <system_error>

namespace strads::report {
namespace {

enum class Kind { value, file };

struct Trait {
  const char* place;  // in the summary, a JSON pointer
  const char* label;
  Kind kind = Kind::value;
};

constexpr std::array<Trait, 13> data_traits = {{{"/settings/data", "data", Kind::file},
                                                {"/data/rows", "rows"},
                                                {"/data/columns", "columns"},
                                                {"/data/stored", "stored entries"},
                                                {"/data/names", "named columns"},
                                                {"/settings/column_names", "names of columns", Kind::file},
                                                {"/settings/response", "response", Kind::file},
                                                {"/settings/target", "target"},
                                                {"/settings/pheno", "phenotypes", Kind::file},
                                                {"/settings/pheno_name", "phenotype"},
                                                {"/settings/test", "test", Kind::file},
                                                {"/settings/validation", "validation", Kind::file},
                                                {"/settings/validation_share", "validation share"}}};
constexpr std::array<Trait, 10> problem_traits = {{{"/settings/alpha", "alpha"},
                                                   {"/settings/intercept", "intercept"},
                                                   {"/settings/standardize", "standardize"},
                                                   {"/settings/scale_response", "scale_response"},
                                                   {"/settings/non_negative", "non_negative"},
                                                   {"/settings/penalty_factors", "penalty factors", Kind::file},
                                                   {"/settings/impute", "impute"},
                                                   {"/settings/reg", "reg"},
                                                   {"/settings/reg_exponent", "reg_exponent"},
                                                   {"/settings/bias", "bias"}}};
// What follows from both.
constexpr std::array<Trait, 2> measured_traits = {{{"/lambda_max", "lambda_max"}, {"/null_deviance", "null deviance"}}};

bool same(const Json& a, const Json& b, Kind kind) {
  if (a == b) return true;
  if (a.is_number() && b.is_number()) {
    const double x = a;
    const double y = b;
    return std::abs(x - y) <= 1e-9 * std::max(std::abs(x), std::abs(y));
  }
  std::error_code failed;
  return kind == Kind::file && a.is_string() && b.is_string() &&
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
    if (std::any_of(values.begin(), values.end(), [&](const Json& known) { return same(known, value, trait.kind); })) {
      continue;
    }
    text += fmt::format("{}{} in {}", values.empty() ? "" : ", ", text_of(value), run.name);
    values.push_back(value);
  }
  return values.size() > 1 ? fmt::format("{}: {}", trait.label, text) : std::string();
}

std::string differences(const std::vector<Run>& runs, std::span<const Trait> traits) {
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
  say("are of different data", differences(runs, data_traits), nothing_compares);
  say("solve different problems", differences(runs, problem_traits), "their objectives do not compare");
  if (sentences.empty()) say("are of different data", differences(runs, measured_traits), nothing_compares);
  return sentences;
}

}  // namespace strads::report
