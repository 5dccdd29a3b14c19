#include "report/svg/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "report/compare/emulated_time.hpp"
#include "report/compare/schedule_map.hpp"
#include "report/compare/thinned.hpp"
#include "report/svg/bars.hpp"
#include "report/svg/heat_map.hpp"
#include "report/svg/line_chart.hpp"
#include "report/svg/path_figures.hpp"

namespace strads::report {
namespace {

constexpr std::size_t most_points = 800;  // of a line
constexpr std::size_t most_bins = 120;
constexpr Index most_lanes = 60;
constexpr Index most_bars = 240;

// A path shows what begins anew with each lambda along its lambdas (path_figures.hpp), not here.
std::string trace_chart(const Comparison& comparison, const Measure& measure, const TraceAxis& axis, bool log) {
  LineChart chart{.title = fmt::format("{} against {}", measure.title, axis.label),
                  .x = {.label = std::string(axis.label),
                        .log = log,
                        .whole = axis.whole && !log,
                        .nought = log ? Nought::start : Nought::nowhere},
                  .y = {.label = std::string(measure.label), .log = measure.log, .nought = Nought::outside},
                  .guides = {.levels = tolerance(comparison, measure)},
                  .from_zero = measure.from_zero,
                  .starts_far = measure.starts_far};
  // A gap is certified at the tolerance: how far below it lies does not matter.
  if (!chart.guides.levels.empty()) chart.least = chart.guides.levels.front().at / 10;
  for (const auto& run : comparison.runs) {
    Series series{.label = run.name};
    const auto& x = run.trace[axis.column];
    const auto& y = run.trace[measure.column];
    if (!measure.per_lambda || !run.is_path()) {
      for (const auto k : thinned(run.trace.rows(), most_points)) series.points.push_back({x[k], y[k]});
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
    if (comparison.shows_along_paths(measure)) {
      add(fmt::format("{}-path", measure.column), measure_chart(comparison, measure));
    }
    for (const auto& axis : comparison.axes) {
      if (comparison.shows(measure) && comparison.shows(axis)) {
        add(fmt::format("{}-{}", measure.column, axis.column), trace_chart(comparison, measure, axis, log));
      }
    }
  }
  if (comparison.has_path()) {
    add("nonzero-path", nonzero_chart(comparison));
    add("explained-path", explained_chart(comparison));
    add("validation-path", validation_chart(comparison));
  }
  add("cross_validation", cross_validation_chart(comparison));
  add("where", where_chart(comparison));
  if (comparison.runs.size() > 1) return all;
  const Run& run = comparison.runs.front();
  if (run.is_path()) add("coefficients", coefficient_chart(run));
  if (run.rounds) add("candidates", flow_chart(*run.rounds));
  if (run.blocks && run.blocks->rows() > 0) {
    add("loads", draw(worker_loads(run, most_bars)));
    add("schedule", draw(workload_map(run, most_bins, most_lanes)));
  }
  return all;
}

}  // namespace strads::report
