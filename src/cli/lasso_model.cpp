#include "cli/lasso_model.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <limits>
#include <string_view>
#include <system_error>

#include "strads/error.hpp"

namespace strads::cli {
namespace {

LassoModel from_summary(const nlohmann::json& summary) {
  LassoModel model;
  model.columns = summary.at("data").at("columns").get<Index>();
  model.names = summary.at("data").at("names").get<bool>();
  for (const auto& step : summary.at("steps")) model.steps.push_back({.lambda = step.at("lambda").get<double>()});
  if (const auto cv = summary.find("cross_validation"); cv != summary.end() && !cv->is_null()) {
    for (const char* name : {"least", "one_se"}) {
      const auto step = cv->at(name).get<std::size_t>();
      (void)summary.at("steps").at(step);
      model.chosen[name] = static_cast<Index>(step);
    }
  }
  return model;
}

// One line of coefficients.tsv, cut at its tabs.
class Fields {
 public:
  Fields(const std::string& file, Index line, std::string_view text) : file_(file), line_(line) {
    for (std::size_t k = 0; k < fields_.size(); ++k) {
      const auto end = k + 1 == fields_.size() ? std::string_view::npos : text.find('\t');
      if (k + 1 < fields_.size() && end == std::string_view::npos) {
        throw malformed({file_, line_}, "5 columns separated by tabs", text);
      }
      fields_[k] = text.substr(0, end);
      if (end != std::string_view::npos) text.remove_prefix(end + 1);
    }
  }

  [[nodiscard]] std::string_view text(std::size_t k) const { return fields_[k]; }

  template <class T>
  [[nodiscard]] T number(std::size_t k, std::string_view expected, T low, T high) const {
    T value{};
    const char* end = fields_[k].data() + fields_[k].size();
    const auto [stop, error] = std::from_chars(fields_[k].data(), end, value);
    if (error != std::errc() || stop != end || !(value >= low && value <= high)) {
      throw malformed({file_, line_}, expected, fields_[k], "nothing");
    }
    return value;
  }

 private:
  const std::string& file_;
  Index line_;
  std::array<std::string_view, 5> fields_;
};

void add_coefficient(const Fields& fields, LassoModel& model) {
  constexpr double most = std::numeric_limits<double>::max();
  const auto steps = static_cast<Index>(model.steps.size());
  const auto step = fields.number<Index>(0, fmt::format("a step from 0 to {}", steps - 1), 0, steps - 1);
  const auto index =
      fields.number<Index>(2, fmt::format("a column from -1 to {}", model.columns - 1), -1, model.columns - 1);
  const auto value = fields.number<double>(4, "a finite number", -most, most);
  auto& to = model.steps[static_cast<std::size_t>(step)];
  if (index < 0) {
    to.intercept = value;
    return;
  }
  to.index.push_back(index);
  to.names.emplace_back(fields.text(3));
  to.value.push_back(value);
}

}  // namespace

LassoModel read_lasso_model(const ModelDirectory& directory) {
  LassoModel model = directory.from_summary(from_summary);
  const std::string path = directory.file("coefficients.tsv");
  const std::string text = read_text(path);
  std::string_view rest = text;
  for (Index line = 1; !rest.empty(); ++line) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) throw malformed({path, line}, "a line break at the end", rest);
    const std::string_view row = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    if (line > 1) {
      add_coefficient(Fields(path, line, row), model);
    } else if (row != "step\tlambda\tindex\tname\tvalue") {
      throw malformed({path, line}, "the header of coefficients.tsv", row);
    }
  }
  return model;
}

}  // namespace strads::cli
