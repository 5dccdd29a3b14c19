#include "cli/linear/model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <string_view>
#include <system_error>
#include <unordered_map>

#include "folder/names.hpp"
#include "strads/error.hpp"

namespace strads::cli {
namespace {

LassoModel from_summary(const nlohmann::json& summary) {
  LassoModel model;
  model.columns = summary.at("data").at("columns").get<Index>();
  model.names = summary.at("data").at("names").get<bool>();
  const auto& settings = summary.at("settings");
  model.imputes = settings.at("impute") == "mean";
  model.table = table_of(settings);
  if (const auto& target = settings.at("target"); !target.is_null()) model.target = target.get<std::string>();
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
  Fields(const std::string& file, Index line, std::string_view text, std::size_t count) : file_(file), line_(line) {
    const std::string_view whole = text;
    for (auto tab = text.find('\t'); tab != std::string_view::npos; tab = text.find('\t')) {
      fields_.push_back(text.substr(0, tab));
      text.remove_prefix(tab + 1);
    }
    fields_.push_back(text);
    if (fields_.size() != count) {
      throw malformed({file_, line_}, fmt::format("{} columns separated by tabs", count), whole);
    }
  }

  [[nodiscard]] std::string text(std::size_t k) const { return std::string(fields_[k]); }

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

  [[nodiscard]] double finite(std::size_t k) const {
    constexpr double most = std::numeric_limits<double>::max();
    return number<double>(k, "a finite number", -most, most);
  }

 private:
  const std::string& file_;
  Index line_;
  std::vector<std::string_view> fields_;
};

class Reading {
 public:
  explicit Reading(LassoModel& model) : model_(model) {}

  void add(const Fields& fields) {
    const auto steps = static_cast<Index>(model_.steps.size());
    const auto step = fields.number<Index>(0, fmt::format("a step from 0 to {}", steps - 1), 0, steps - 1);
    const auto index =
        fields.number<Index>(2, fmt::format("a column from -1 to {}", model_.columns - 1), -1, model_.columns - 1);
    const double value = fields.finite(4);
    auto& to = model_.steps[static_cast<std::size_t>(step)];
    if (index < 0) {
      to.intercept = value;
      return;
    }
    const auto [at, added] = places_.try_emplace(index, model_.used.size());
    if (added) model_.used.push_back(column(index, fields));
    to.column.push_back(at->second);
    to.value.push_back(value);
  }

 private:
  [[nodiscard]] ModelColumn column(Index index, const Fields& fields) const {
    ModelColumn column{index, fields.text(3), fields.finite(5), fields.finite(6)};
    if (model_.genotypes) {
      constexpr Index most = std::numeric_limits<Index>::max();
      column.variant = {fields.text(7), fields.number<Index>(8, "a position", -most, most), fields.text(9),
                        fields.text(10)};
    }
    return column;
  }

  LassoModel& model_;
  std::unordered_map<Index, std::size_t> places_;  // of columns, in LassoModel::used
};

}  // namespace

LassoModel read_lasso_model(const ModelDirectory& directory) {
  LassoModel model = directory.from_summary(from_summary);
  const std::string path = directory.file(folder::coefficients_file);
  const std::string text = read_text(path);
  std::string_view rest = text;
  const std::string genotypes = std::string(coefficients_header) + std::string(variant_header);
  const auto tabs = [](std::string_view header) { return std::count(header.begin(), header.end(), '\t'); };
  Reading reading(model);
  std::size_t count = 0;
  for (Index line = 1; !rest.empty(); ++line) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) throw malformed({path, line}, "a line break at the end", rest);
    const std::string_view row = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    if (line > 1) {
      reading.add(Fields(path, line, row, count));
      continue;
    }
    model.genotypes = row == genotypes;
    if (row != coefficients_header && !model.genotypes) {
      throw malformed({path, line}, "the header of coefficients.tsv (was it written by this version of strads?)", row);
    }
    count = static_cast<std::size_t>(tabs(row)) + 1;
  }
  return model;
}

}  // namespace strads::cli
