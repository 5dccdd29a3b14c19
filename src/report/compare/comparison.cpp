#include "report/compare/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <limits>
#include <map>
#include <utility>

#include "folder/names.hpp"
#include "report/compare/differences.hpp"
#include "report/compare/emulated_time.hpp"
#include "strads/error.hpp"

namespace strads::report {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr std::string_view balance = "largest block / mean block, rounds so far";

constexpr std::array<Measure, 5> lasso_measures = {
    {{.column = "duality_gap",
      .title = "Duality gap",
      .label = "relative duality gap",
      .log = true,
      .per_lambda = true},
     {.column = "excess",
      .title = "Objective above the best seen",
      .label = "objective \u2212 best",
      .log = true,
      .per_lambda = true},
     {.column = "objective", .title = "Objective", .label = "objective"},
     {.column = "nonzero", .title = "Nonzero coefficients", .label = "nonzero", .from_zero = true},
     {.column = "imbalance", .title = "Imbalance", .label = balance}}};

constexpr std::array<Measure, 6> mf_measures = {
    {{.column = "test_rmse", .title = "Test error", .label = "RMSE, test ratings", .starts_far = true},
     {.column = "validation_rmse",
      .title = "Validation error",
      .label = "RMSE, validation ratings",
      .starts_far = true},
     {.column = "train_rmse", .title = "Training error", .label = "RMSE, training ratings", .starts_far = true},
     {.column = "objective", .title = "Objective", .label = "objective", .starts_far = true},
     {.column = "decrease",
      .title = "Decrease of the objective",
      .label = "decrease / objective, a sweep",
      .log = true},
     {.column = "imbalance", .title = "Imbalance", .label = balance, .starts_far = true}}};

constexpr std::array<TraceAxis, 4> lasso_axes = {{{"seconds", "seconds"},
                                                  {"emulated_seconds", "emulated seconds"},
                                                  {"rounds", "rounds", true},
                                                  {"updates", "updates", true}}};
constexpr std::array<TraceAxis, 4> mf_axes = {{{"seconds", "seconds"},
                                               {"emulated_seconds", "emulated seconds"},
                                               {"sweep", "sweeps", true},
                                               {"updates", "updates", true}}};

// Objectives of two runs can be compared where these agree. A run that does not say what counts is alone with its like.
std::string problem_of(const Run& run) {
  const Json& settings = run.summary["settings"];
  const Json compared = run.summary.value("compared", Json{{"data", settings}});
  std::string text;
  for (const auto& kind : compared) {
    for (const auto& setting : kind.items()) {
      text += settings.value(setting.key(), Json()).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    }
  }
  return text;
}

// The least objective of each problem and lambda that any checkpoint saw.
using Best = std::map<std::pair<std::string, double>, double>;

Best best_of(const std::vector<Run>& runs) {
  Best best;
  for (const auto& run : runs) {
    const std::string problem = problem_of(run);
    for (std::size_t k = 0; k < run.trace.rows(); ++k) {
      double& least = best.try_emplace({problem, run.trace["lambda"][k]}, infinity).first->second;
      least = std::min(least, std::isnan(run.trace["objective"][k]) ? infinity : run.trace["objective"][k]);
    }
  }
  return best;
}

void add_excess(std::vector<Run>& runs) {
  const Best best = best_of(runs);
  for (auto& run : runs) {
    const std::string problem = problem_of(run);
    std::vector<double> excess;
    for (std::size_t k = 0; k < run.trace.rows(); ++k) {
      excess.push_back(run.trace["objective"][k] - best.at({problem, run.trace["lambda"][k]}));
    }
    run.trace.add("excess", std::move(excess));
    for (auto& point : run.summary["steps"]) {
      if (!point["lambda"].is_number() || !point["objective"].is_number()) continue;
      const auto least = best.find({problem, point["lambda"].get<double>()});
      if (least != best.end()) point["excess"] = std::max(point["objective"].get<double>() - least->second, 0.0);
    }
  }
}

void drop_unasked_time(std::vector<Run>& runs) {
  for (auto& run : runs) {
    if (!emulates(run)) run.trace["emulated_seconds"].assign(run.trace.rows(), nothing);
  }
}

// Before the first round there is none.
void drop_zeros(std::vector<double>& values) { std::replace(values.begin(), values.end(), 0.0, nothing); }

void add_decrease(std::vector<Run>& runs) {
  for (auto& run : runs) {
    const auto& objective = run.trace["objective"];
    std::vector<double> decrease(objective.size(), nothing);
    for (std::size_t k = 1; k < objective.size(); ++k) {
      decrease[k] = (objective[k - 1] - objective[k]) / std::abs(objective[k - 1]);
    }
    run.trace.add("decrease", std::move(decrease));
  }
}

}  // namespace

bool Comparison::shows(const Measure& measure) const {
  // A balance that is perfect needs no drawing.
  const double least = measure.column == "imbalance" ? 1.0005 : measure.log ? 0 : std::numeric_limits<double>::lowest();
  return std::any_of(runs.begin(), runs.end(), [&](const Run& run) {
    if (measure.per_lambda && run.is_path()) return false;
    const auto& values = run.trace[measure.column];
    return std::any_of(values.begin(), values.end(),
                       [&](double value) { return std::isfinite(value) && value > least; });
  });
}

bool Comparison::shows(const TraceAxis& axis) const {
  return std::any_of(runs.begin(), runs.end(), [&](const Run& run) {
    const auto& values = run.trace[axis.column];
    return std::any_of(values.begin(), values.end(), [](double value) { return value > 0; });
  });
}

bool Comparison::shows_along_paths(const Measure& measure) const {
  if (measure.column != "excess") return measure.per_lambda && has_path();
  return std::any_of(runs.begin(), runs.end(), [](const Run& run) {
    const auto& points = run.summary["steps"];
    return run.is_path() &&
           std::any_of(points.begin(), points.end(), [](const Json& point) { return point.value("excess", 0.0) > 0; });
  });
}

bool Comparison::has_path() const {
  return std::any_of(runs.begin(), runs.end(), [](const Run& run) { return run.is_path(); });
}

std::string Comparison::title() const {
  const std::string model = command == folder::lasso_command ? "Lasso" : "Matrix factorization";
  const std::string many = runs.size() > 1 ? fmt::format(": {} runs", runs.size()) : "";
  const auto data_of = [](const Run& run) { return run.summary["settings"].value("data", Json()); };
  const Json data = data_of(runs.front());
  const bool same = std::all_of(runs.begin(), runs.end(), [&](const Run& run) { return data_of(run) == data; });
  if (!same || !data.is_string()) return model + many;
  // With its folder, which tells more where the file is just X.npy.
  const std::filesystem::path path(data.get<std::string>());
  const auto folder = path.parent_path().filename();
  return model + " on " + (folder == "." || folder == ".." ? path.filename() : folder / path.filename()).string() +
         many;
}

Comparison compare(std::vector<Run> runs) {
  Comparison comparison;
  comparison.command = runs.front().command();
  for (const auto& run : runs) {
    if (run.command() == comparison.command) continue;
    throw Error(ErrorKind::usage, fmt::format("{} is a run of strads {}, {} one of strads {}: give runs of one kind",
                                              runs.front().name, comparison.command, run.name, run.command()));
  }
  const bool lasso = comparison.command == folder::lasso_command;
  lasso ? add_excess(runs) : add_decrease(runs);
  for (auto& run : runs) drop_zeros(run.trace["imbalance"]);
  drop_unasked_time(runs);
  if (runs.size() > 1) comparison.warnings = differences(runs);
  comparison.runs = std::move(runs);
  comparison.measures = lasso ? std::span<const Measure>(lasso_measures) : mf_measures;
  comparison.axes = lasso ? lasso_axes : mf_axes;
  return comparison;
}

}  // namespace strads::report
