#include "report/lasso_charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "report/svg.hpp"

namespace strads::report {
namespace {

constexpr std::size_t most_paths = 12;

std::string gap_chart(const LassoPage& page, const std::vector<LassoPoint>& trace) {
  // A gap of 0, or below it by rounding, has no place on a log axis: it is drawn at the foot.
  // One that is infinite or no number, of a fit that diverged, is drawn above all others.
  double foot = page.tol / 10;
  double head = page.tol;
  for (const auto& point : trace) {
    if (std::isfinite(point.duality_gap)) head = std::max(head, 100 * point.duality_gap);
    if (point.duality_gap > 0) foot = std::min(foot, std::max(point.duality_gap, page.tol * 1e-4));
  }
  Series series;  // a stroke for each lambda
  double lambda = 0;
  for (const auto& point : trace) {
    series.points.push_back(
        {.x = point.seconds,
         .y = std::isfinite(point.duality_gap) ? std::max(point.duality_gap, foot) : head,
         .title = fmt::format("gap {} after {:.4g} s (\u03bb {:.5g}, {} nonzero)", short_number(point.duality_gap),
                              point.seconds, point.lambda, point.nonzero),
         .starts = point.lambda != lambda});
    lambda = point.lambda;
  }
  return draw({.title = page.steps.size() > 1 ? "Duality gap over time, for each \u03bb" : "Duality gap over time",
               .x = {.label = "seconds"},
               .y = {.label = "relative duality gap", .log = true},
               .series = {series},
               .reference = Reference{page.tol, "converged below"}});
}

std::string nonzero_over_time(const std::vector<LassoPoint>& trace) {
  Series series;
  for (const auto& point : trace) {
    series.points.push_back({point.seconds, static_cast<double>(point.nonzero),
                             fmt::format("{} nonzero after {:.4g} s", point.nonzero, point.seconds)});
  }
  return draw({.title = "Nonzero coefficients over time",
               .x = {.label = "seconds"},
               .y = {.label = "nonzero"},
               .series = {series},
               .from_zero = true});
}

std::string nonzero_over_lambda(const LassoPage& page) {
  Series series;
  for (const auto& step : page.steps) {
    series.points.push_back({step.lambda, static_cast<double>(step.nonzero),
                             fmt::format("{} nonzero at \u03bb = {:.5g}", step.nonzero, step.lambda)});
  }
  return draw({.title = "Nonzero coefficients along the path",
               .x = {.label = "\u03bb, falling", .log = true, .reverse = true},
               .y = {.label = "nonzero"},
               .series = {series},
               .from_zero = true});
}

std::string path_chart(const LassoPage& page) {
  Chart chart{.title = "Coefficients along the path",
              .x = {.label = "\u03bb, falling", .log = true, .reverse = true},
              .y = {.label = "coefficient"},
              .label_series = true};
  const auto paths = largest_paths(page, most_paths);
  if (paths.size() == most_paths) chart.title += fmt::format(": the {} largest", most_paths);
  for (const auto& path : paths) {
    Series series{.label = path.name};
    for (std::size_t k = 0; k < page.steps.size(); ++k) {
      series.points.push_back({page.steps[k].lambda, path.values[k], ""});
    }
    chart.series.push_back(std::move(series));
  }
  return draw(chart);
}

}  // namespace

std::vector<CoefficientPath> largest_paths(const LassoPage& page, std::size_t most) {
  std::map<Index, double> largest;
  for (const auto& step : page.steps) {
    for (std::size_t i = 0; i < step.index.size(); ++i) {
      double& value = largest[step.index[i]];
      if (std::abs(step.value[i]) > std::abs(value)) value = step.value[i];
    }
  }
  std::vector<std::pair<Index, double>> order(largest.begin(), largest.end());
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return std::abs(a.second) > std::abs(b.second); });
  order.resize(std::min(order.size(), most));

  std::vector<CoefficientPath> paths;
  for (const auto& [column, value] : order) {
    CoefficientPath path{page.column_name(column), std::vector<double>(page.steps.size(), 0.0), value};
    for (std::size_t k = 0; k < page.steps.size(); ++k) {
      const auto& index = page.steps[k].index;
      const auto at = std::lower_bound(index.begin(), index.end(), column);
      if (at != index.end() && *at == column)
        path.values[k] = page.steps[k].value[static_cast<std::size_t>(at - index.begin())];
    }
    paths.push_back(std::move(path));
  }
  return paths;
}

std::string lasso_charts(const LassoPage& page) {
  const auto trace = thinned(page.trace);
  std::string text = gap_chart(page, trace) + nonzero_over_time(trace);
  if (page.steps.size() > 1) text += nonzero_over_lambda(page) + path_chart(page);
  return text;
}

}  // namespace strads::report
