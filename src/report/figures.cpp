#include "report/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "report/bars.hpp"
#include "report/emulated_time.hpp"
#include "report/heat_map.hpp"
#include "report/line_chart.hpp"
#include "report/schedule_map.hpp"
#include "report/thinned.hpp"

namespace strads::report {
namespace {

constexpr std::size_t most_points = 800;  // of a line
constexpr std::size_t most_paths = 12;
constexpr std::size_t most_bins = 120;
constexpr Index most_lanes = 60;
constexpr Index most_bars = 240;

const Axis falling_lambda{.label = "\u03bb, falling", .log = true, .reverse = true};

std::optional<Reference> tolerance(const Comparison& comparison, const Measure& measure) {
  if (measure.column != "duality_gap") return {};
  const Json tol = comparison.runs.front().summary["settings"].value("tol", Json());
  return tol.is_number() ? std::optional(Reference{tol.get<double>(), "converged below"}) : std::nullopt;
}

std::string trace_chart(const Comparison& comparison, const Measure& measure, const TraceAxis& axis, bool log) {
  LineChart chart{.title = fmt::format("{} against {}", measure.title, axis.label),
                  .x = {.label = std::string(axis.label), .log = log, .whole = axis.whole && !log, .foot = log},
                  .y = {.label = std::string(measure.label), .log = measure.log, .foot = true},
                  .reference = tolerance(comparison, measure),
                  .from_zero = measure.from_zero,
                  .settles = measure.settles};
  // A gap is certified at the tolerance: how far below it lies does not matter.
  const double floor = chart.reference ? chart.reference->y / 10 : std::numeric_limits<double>::lowest();
  for (const auto& run : comparison.runs) {
    Series series{.label = run.name};
    const auto& x = run.trace[axis.column];
    const auto& y = run.trace[measure.column];
    double lambda = 0;
    for (const auto k : thinned(run.trace.rows(), most_points)) {
      const double now = measure.strokes ? run.trace["lambda"][k] : 0;
      series.points.push_back({x[k], std::isnan(y[k]) ? y[k] : std::max(y[k], floor), now != lambda});
      lambda = now;
    }
    chart.series.push_back(std::move(series));
  }
  return draw(chart);
}

std::string nonzero_chart(const Comparison& comparison) {
  LineChart chart{.title = "Nonzero coefficients along the path",
                  .x = falling_lambda,
                  .y = {.label = "nonzero"},
                  .from_zero = true};
  for (const auto& run : comparison.runs) {
    Series series{.label = run.name};
    for (const auto& step : run.summary["steps"]) {
      if (!step["lambda"].is_number() || !step["nonzero"].is_number()) continue;
      series.points.push_back({step["lambda"].get<double>(), step["nonzero"].get<double>()});
    }
    chart.series.push_back(std::move(series));
  }
  return draw(chart);
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
    const auto least = static_cast<std::size_t>(std::min_element(error.begin(), error.end()) - error.begin());
    chart.reference = {error[least] + spread[least], "least + standard error"};
  }
  return draw(chart);
}

std::string path_chart(const Run& run) {
  LineChart chart{
      .title = "Coefficients along the path: the largest", .x = falling_lambda, .y = {.label = "coefficient"}};
  const auto& steps = run.summary["steps"];
  for (std::size_t j = 0; j < std::min(run.paths.size(), most_paths); ++j) {
    Series series{.label = run.paths[j].name};
    for (std::size_t k = 0; k < steps.size(); ++k) {
      if (steps[k]["lambda"].is_number()) series.points.push_back({steps[k]["lambda"], run.paths[j].values[k]});
    }
    chart.series.push_back(std::move(series));
  }
  return draw(chart);
}

std::string flow_chart(const Table& rounds) {
  const CandidateFlow flow = candidate_flow(rounds, most_points);
  LineChart chart{.title = "Candidates by round",
                  .x = {.label = "round", .whole = true},
                  .y = {.label = "candidates a round"},
                  .from_zero = true};
  const auto add = [&](const char* label, const std::vector<double>& values) {
    Series series{.label = label};
    for (std::size_t k = 0; k < values.size(); ++k) series.points.push_back({flow.round[k], values[k]});
    chart.series.push_back(std::move(series));
  };
  add("drawn", flow.drawn);
  add("kept", flow.kept);
  add("refused", flow.refused);
  return draw(chart);
}

std::string where_chart(const Comparison& comparison) {
  StackedBars bars{.title = "Where the emulated time went",
                   .label = "emulated seconds",
                   .parts = {"compute", "wait", "schedule", "network"}};
  for (const auto& run : comparison.runs) {
    const auto time = emulated_time(run);
    if (time.empty()) continue;
    std::vector<double> values(bars.parts.size(), 0.0);
    for (const auto& [part, seconds] : time) {
      values[static_cast<std::size_t>(std::find(bars.parts.begin(), bars.parts.end(), part) - bars.parts.begin())] =
          seconds;
    }
    bars.names.push_back(run.name);
    bars.values.push_back(std::move(values));
  }
  return bars.names.empty() ? std::string() : draw(bars);
}

}  // namespace

std::vector<Figure> figures(const Comparison& comparison, bool log) {
  std::vector<Figure> all;
  const auto add = [&](const std::string& name, std::string svg) {
    if (!svg.empty()) all.push_back({name + ".svg", std::move(svg)});
  };
  for (const auto& measure : comparison.measures) {
    if (!comparison.shows(measure)) continue;
    for (const auto& axis : comparison.axes) {
      if (comparison.shows(axis)) {
        add(fmt::format("{}-{}", measure.column, axis.column), trace_chart(comparison, measure, axis, log));
      }
    }
  }
  const auto is_path = [](const Run& run) { return run.command() == "lasso" && run.summary["steps"].size() > 1; };
  if (std::any_of(comparison.runs.begin(), comparison.runs.end(), is_path)) {
    add("nonzero-path", nonzero_chart(comparison));
  }
  add("cross_validation", cross_validation_chart(comparison));
  add("where", where_chart(comparison));
  if (comparison.runs.size() > 1) return all;
  const Run& run = comparison.runs.front();
  if (is_path(run)) add("coefficients", path_chart(run));
  if (run.rounds) add("candidates", flow_chart(*run.rounds));
  if (run.blocks && run.blocks->rows() > 0) {
    add("loads", draw(worker_loads(run, most_bars)));
    add("schedule", draw(workload_map(run, most_bins, most_lanes)));
  }
  return all;
}

}  // namespace strads::report
