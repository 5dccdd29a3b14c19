#include "report/mf_charts.hpp"

#include <fmt/format.h>

#include <functional>

#include "report/svg.hpp"

namespace strads::report {
namespace {

using Trace = std::vector<MfPoint>;

std::string rmse_chart(const Trace& trace, const std::string& title, const std::string& across,
                       const std::function<double(const MfPoint&)>& place) {
  Chart chart{.title = title, .x = {.label = across}, .y = {.label = "RMSE"}, .label_series = true};
  const auto add = [&](const std::string& label, const auto& value) {
    Series series{.label = label};
    for (const MfPoint& point : trace) {
      const std::optional<double> rmse = value(point);
      if (!rmse) continue;
      series.points.push_back(
          {place(point), *rmse,
           fmt::format("{} RMSE {:.5f} after sweep {}, {:.4g} s", label, *rmse, point.sweep, point.seconds)});
    }
    if (!series.points.empty()) chart.series.push_back(std::move(series));
  };
  add("train", [](const MfPoint& point) { return std::optional(point.train_rmse); });
  add("validation", [](const MfPoint& point) { return point.validation_rmse; });
  add("test", [](const MfPoint& point) { return point.test_rmse; });
  return draw(chart);
}

// How much of the objective each sweep took off. One that took nothing off has no place on a log axis.
std::string objective_chart(const Trace& trace, double tol) {
  Series series;
  for (std::size_t k = 1; k < trace.size(); ++k) {
    const double drop = (trace[k - 1].objective - trace[k].objective) / trace[k - 1].objective;
    series.points.push_back(
        {static_cast<double>(trace[k].sweep), drop,
         fmt::format("sweep {}: objective {:.6g}, {} less", trace[k].sweep, trace[k].objective, short_number(drop))});
  }
  Chart chart{.title = "Relative decrease of the objective",
              .x = {.label = "sweep"},
              .y = {.label = "decrease / objective", .log = true},
              .series = {series}};
  if (tol > 0) chart.reference = Reference{tol, "converged below"};
  return draw(chart);
}

std::string imbalance_chart(const Trace& trace) {
  Series series;
  for (std::size_t k = 1; k < trace.size(); ++k) {
    series.points.push_back({static_cast<double>(trace[k].sweep), trace[k].imbalance,
                             fmt::format("sweep {}: {:.4g}", trace[k].sweep, trace[k].imbalance)});
  }
  return draw({.title = "Imbalance: largest block over mean block, in ratings",
               .x = {.label = "sweep"},
               .y = {.label = "imbalance"},
               .series = {series},
               .reference = Reference{1, "perfect balance"}});
}

}  // namespace

std::string mf_charts(const MfPage& page) {
  // Before the first sweep there is no error worth a scale that hides the later ones.
  const Trace whole = thinned(page.trace);
  const Trace later = whole.size() > 2 ? Trace(whole.begin() + 1, whole.end()) : whole;
  return rmse_chart(later, "Error by sweep", "sweep",
                    [](const MfPoint& point) { return static_cast<double>(point.sweep); }) +
         rmse_chart(later, "Error over time", "seconds", [](const MfPoint& point) { return point.seconds; }) +
         objective_chart(page.trace, page.tol) + imbalance_chart(whole);
}

}  // namespace strads::report
