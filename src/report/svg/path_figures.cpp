#include "report/svg/path_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <set>
#include <string_view>
#include <vector>

#include "report/svg/line_chart.hpp"

namespace strads::report {
namespace {

constexpr std::size_t most_paths = 12;

const Axis falling_lambda{.label = "\u03bb, falling", .log = true, .reverse = true};

double lambda_of(const Run& run, std::size_t point) {
  const Json& lambda = run.summary["steps"][point]["lambda"];
  return lambda.is_number() ? lambda.get<double>() : 0;  // has no place
}

// A number of each point where it is known.
Series series_of(const Run& run, std::string_view field) {
  Series series{.label = run.name};
  const auto& points = run.summary["steps"];
  for (std::size_t k = 0; k < points.size(); ++k) {
    const Json value = points[k].value(std::string(field), Json());
    if (value.is_number()) series.points.push_back({lambda_of(run, k), value.get<double>()});
  }
  return series;
}

// Of a single run: what was chosen, and how many coefficients are not 0.
Guides guides_of(const Run& run) {
  Guides guides;
  for (const auto& [point, label] : marks_of(run.summary)) guides.marks.push_back({lambda_of(run, point), label});
  for (const auto& [lambda, nonzero, starts, spread] : series_of(run, "nonzero").points) {
    if (lambda > 0) guides.top.push_back({lambda, short_number(nonzero)});
  }
  guides.top_label = "nonzero";
  return guides;
}

std::string chart_of_points(const Comparison& comparison, LineChart chart, std::string_view field) {
  chart.x = falling_lambda;
  for (const auto& run : comparison.runs) {
    if (run.is_path()) chart.series.push_back(series_of(run, field));
  }
  if (comparison.runs.size() == 1) chart.guides.marks = guides_of(comparison.runs.front()).marks;
  return draw(chart);
}

}  // namespace

std::vector<Guide> tolerance(const Comparison& comparison, const Measure& measure) {
  std::set<double> all;
  for (const auto& run : comparison.runs) {
    const Json tol = run.summary["settings"].value("tol", Json());
    if (tol.is_number()) all.insert(tol.get<double>());
  }
  if (measure.column != "duality_gap" || all.size() != 1 || *all.begin() <= 0) return {};
  return {{*all.begin(), "converged below"}};
}

std::string measure_chart(const Comparison& comparison, const Measure& measure) {
  LineChart chart{.title = fmt::format("{} at each \u03bb", measure.title),
                  .x = falling_lambda,
                  .y = {.label = std::string(measure.label), .log = measure.log, .nought = Nought::apart},
                  .guides = {.levels = tolerance(comparison, measure)}};
  for (const auto& run : comparison.runs) {
    if (!run.is_path()) continue;
    chart.series.push_back(series_of(run, measure.column));
    for (auto& point : chart.series.back().points) point.starts = true;
  }
  return draw(chart);
}

std::string nonzero_chart(const Comparison& comparison) {
  return chart_of_points(
      comparison,
      {.title = "Nonzero coefficients along the path", .y = {.label = "nonzero", .whole = true}, .from_zero = true},
      "nonzero");
}

std::string explained_chart(const Comparison& comparison) {
  return chart_of_points(
      comparison,
      {.title = "Explained deviance along the path", .y = {.label = "share of the deviance"}, .from_zero = true},
      "explained");
}

std::string validation_chart(const Comparison& comparison) {
  return chart_of_points(comparison,
                         {.title = "Explained deviance of the rows held out", .y = {.label = "share of the deviance"}},
                         "validation_explained");
}

std::string cross_validation_chart(const Comparison& comparison) {
  LineChart chart{.title = "Cross-validation",
                  .x = falling_lambda,
                  .y = {.label = "mean squared error, held-out rows (bars: standard error)"}};
  for (const auto& run : comparison.runs) {
    if (!run.cross_validation) continue;
    const auto& table = *run.cross_validation;
    const auto& error = table["error"];
    const auto& spread = table["standard_error"];
    Series series{.label = run.name};
    for (std::size_t k = 0; k < table.rows(); ++k) {
      series.points.push_back({.x = table["lambda"][k], .y = error[k], .spread = spread[k]});
    }
    chart.series.push_back(std::move(series));
    if (comparison.runs.size() > 1 || error.empty()) continue;
    chart.guides = guides_of(run);
    const auto least = static_cast<std::size_t>(std::min_element(error.begin(), error.end()) - error.begin());
    chart.guides.levels = {{error[least] + spread[least], "least + standard error"}};
    const Json null_error = run.summary["cross_validation"].value("null_error", Json());
    if (null_error.is_number()) chart.guides.levels.push_back({null_error, "null model"});
  }
  return draw(chart);
}

std::string coefficient_chart(const Run& run) {
  LineChart chart{.title = "Coefficients along the path: the largest",
                  .x = falling_lambda,
                  .y = {.label = "coefficient"},
                  .guides = guides_of(run)};
  for (std::size_t j = 0; j < std::min(run.paths.size(), most_paths); ++j) {
    Series series{.label = run.paths[j].name};
    for (std::size_t k = 0; k < run.paths[j].values.size(); ++k) {
      series.points.push_back({lambda_of(run, k), run.paths[j].values[k]});
    }
    chart.series.push_back(std::move(series));
  }
  return draw(chart);
}

}  // namespace strads::report
