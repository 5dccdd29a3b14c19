#include "report/page/page_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <utility>

#include "report/compare/emulated_time.hpp"
#include "report/compare/schedule_map.hpp"
#include "report/compare/thinned.hpp"

namespace strads::report {
namespace {

constexpr std::size_t most_rows = 1500;  // of a trace
constexpr std::size_t most_rows_of_all = 30000;
constexpr std::size_t most_points = 1000;
constexpr std::size_t most_bins = 200;
constexpr Index most_lanes = 64;
constexpr Index most_bars = 256;

constexpr auto powers_of_ten = [] {
  std::array<double, 23> powers{1.0};  // the last that a double holds exactly
  for (std::size_t k = 1; k < powers.size(); ++k) powers[k] = powers[k - 1] * 10.0;
  return powers;
}();

// Whole numbers as they are, others to 7 digits: more would only make the page heavy. A page holds thousands: where
// powers of ten are exact, one product and one quotient do what printing and reading would.
Json number(double value) {
  if (!std::isfinite(value)) return {};
  if (std::floor(value) == value && std::abs(value) < 1e15) return static_cast<std::int64_t>(value);
  const int behind_point = 6 - static_cast<int>(std::floor(std::log10(std::abs(value))));
  if (behind_point >= 0 && behind_point < static_cast<int>(powers_of_ten.size())) {
    const double power = powers_of_ten[static_cast<std::size_t>(behind_point)];
    return std::nearbyint(value * power) / power;
  }
  return std::strtod(fmt::format("{:.7g}", value).c_str(), nullptr);
}

Json numbers(const std::vector<double>& values) {
  Json out = Json::array();
  for (const double value : values) out.push_back(number(value));
  return out;
}

// A list for each column.
Json columns_of(const Table& table, const std::vector<std::size_t>& rows) {
  Json columns;
  for (const auto& name : table.names) {
    const auto& values = table[name];
    Json& column = columns[name] = Json::array();
    for (const auto row : rows) column.push_back(number(values[row]));
  }
  return columns;
}

Json trace_of(const Run& run, std::size_t most) {
  return {{"rows", run.trace.rows()}, {"columns", columns_of(run.trace, thinned(run.trace.rows(), most))}};
}

// Those points of a path that are drawn and listed.
std::vector<std::size_t> drawn_points(const Run& run) {
  const std::size_t count = run.summary.contains("steps") ? run.summary["steps"].size() : 0;
  auto points = thinned(count, most_points);
  if (count > 0) {
    for (const auto point : chosen_points(run.summary)) points.push_back(point);
  }
  std::sort(points.begin(), points.end());
  points.erase(std::unique(points.begin(), points.end()), points.end());
  return points;
}

// Without what is long and not shown.
Json summary_of(const Run& run, const std::vector<std::size_t>& points) {
  Json summary = Json::object();
  for (const auto& [name, value] : run.summary.items()) {
    if (name != "steps" && name != "columns_left_out" && name != "columns_dependent") summary[name] = value;
  }
  if (!run.summary.contains("steps")) return summary;
  const Json& all = run.summary["steps"];
  Json& kept = summary["steps"] = Json::array();
  for (const auto k : points) {
    kept.push_back(all[k]);
    kept.back()["step"] = k;
  }
  summary["step_count"] = all.size();
  return summary;
}

Json paths_of(const Run& run, const std::vector<std::size_t>& points) {
  Json out = Json::array();
  for (const auto& path : run.paths) {
    std::vector<double> values;
    values.reserve(points.size());
    for (const auto k : points) values.push_back(path.values[k]);
    out.push_back({{"name", path.name}, {"deviation", number(path.deviation)}, {"values", numbers(values)}});
  }
  return out;
}

// What is marked, and whose coefficients are listed.
void put_choice(const Run& run, const std::vector<std::size_t>& points, Json& out) {
  const auto place = [&](std::size_t point) {
    return std::lower_bound(points.begin(), points.end(), point) - points.begin();
  };
  out["marks"] = Json::array();
  out["chosen"] = Json::array();
  if (points.empty()) return;
  for (const auto& [point, label] : marks_of(run.summary)) {
    out["marks"].push_back({{"place", place(point)}, {"label", label}});
  }
  for (const auto point : chosen_points(run.summary)) out["chosen"].push_back(place(point));
}

Json flow_of(const Table& rounds) {
  const CandidateFlow flow = candidate_flow(rounds, most_bins);
  return {{"rows", rounds.rows()},
          {"round", numbers(flow.round)},
          {"drawn", numbers(flow.drawn)},
          {"kept", numbers(flow.kept)},
          {"refused", numbers(flow.refused)}};
}

Json map_of(const Run& run) {
  const WorkloadMap map = workload_map(run, most_bins, most_lanes);
  return {{"workers", map.workers},
          {"lanes", map.lanes},
          {"round", numbers(map.round)},
          {"last", number(map.last_round)},
          {"workload", numbers(map.workload)}};
}

Json loads_of(const Run& run) {
  const WorkerLoads loads = worker_loads(run, most_bars);
  return {{"workers", loads.workers}, {"first", numbers(loads.first)}, {"workload", numbers(loads.workload)}};
}

Json run_of(const Run& run, std::size_t most) {
  const auto points = drawn_points(run);
  Json out = {{"name", run.name},
              {"summary", summary_of(run, points)},
              {"trace", trace_of(run, most)},
              {"paths", paths_of(run, points)}};
  put_choice(run, points, out);
  out["where"] = Json::array();
  for (const auto& [part, seconds] : emulated_time(run)) out["where"].push_back(Json::array({part, number(seconds)}));
  if (const auto& cv = run.cross_validation) {
    out["cv"] = columns_of(*cv, {points.begin(), std::lower_bound(points.begin(), points.end(), cv->rows())});
  }
  if (const auto& predicted = run.predicted)
    out["predicted"] = columns_of(*predicted, thinned(predicted->rows(), most_rows));
  if (run.rounds) out["flow"] = flow_of(*run.rounds);
  if (run.blocks && run.blocks->rows() > 0) {
    out["map"] = map_of(run);
    out["loads"] = loads_of(run);
  }
  return out;
}

}  // namespace

std::string page_data(const Comparison& comparison) {
  Json out = {{"command", comparison.command}, {"title", comparison.title()}, {"warnings", comparison.warnings},
              {"measures", Json::array()},     {"axes", Json::array()},       {"runs", Json::array()}};
  for (const auto& measure : comparison.measures) {
    const bool against_axes = comparison.shows(measure);
    const bool along_paths = comparison.shows_along_paths(measure);
    if (!against_axes && !along_paths) continue;
    out["measures"].push_back({{"column", measure.column},
                               {"title", measure.title},
                               {"label", measure.label},
                               {"log", measure.log},
                               {"fromZero", measure.from_zero},
                               {"perLambda", measure.per_lambda},
                               {"againstAxes", against_axes},
                               {"alongPaths", along_paths},
                               {"starts_far", measure.starts_far}});
  }
  for (const auto& axis : comparison.axes) {
    if (comparison.shows(axis))
      out["axes"].push_back({{"column", axis.column}, {"label", axis.label}, {"whole", axis.whole}});
  }
  const std::size_t most = std::min(most_rows, std::max<std::size_t>(most_rows_of_all / comparison.runs.size(), 2));
  for (const auto& run : comparison.runs) out["runs"].push_back(run_of(run, most));

  std::string text = out.dump(-1, ' ', true, Json::error_handler_t::replace);
  for (std::size_t at = 0; (at = text.find('<', at)) != std::string::npos;) text.replace(at, 1, "\\u003c");
  return text;
}

}  // namespace strads::report
