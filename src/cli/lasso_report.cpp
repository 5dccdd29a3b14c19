#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cli/json.hpp"
#include "cli/lasso_output.hpp"
#include "cli/report_head.hpp"
#include "cli/words.hpp"
#include "report/lasso_page.hpp"

namespace strads::cli {
namespace {

report::Pairs facts(const LassoFitted& f) {
  const auto& steps = f.result.steps;
  report::Pairs out = {{"rows", count(f.rows)}, {"columns", count(f.columns)}, {"stored entries", count(f.stored)}};
  if (!steps.empty()) {
    double worst = 0;
    Index most = 0;
    for (const auto& step : steps) {
      worst = std::isnan(step.duality_gap) ? step.duality_gap : std::max(worst, step.duality_gap);
      most = std::max(most, step.nonzero);
    }
    out.emplace_back("steps", count(static_cast<Index>(steps.size())));
    out.emplace_back(steps.size() == 1 ? "nonzero" : "most nonzero", count(most));
    out.emplace_back("largest duality gap", fmt::format("{:.1e}", worst));
  }
  out.emplace_back("updates", count(f.result.activity.updates));
  put_times(f, out);
  return out;
}

}  // namespace

std::string report_page(const LassoFitted& f) {
  report::LassoPage page;
  fill_head(page, "Lasso", f.options.data, f, settings_json(f), f.settings.scheduler.seed);
  page.facts = facts(f);
  page.tol = f.settings.tol;
  for (const auto& step : f.result.steps) {
    page.steps.push_back({step.lambda, step.objective, step.duality_gap, step.nonzero, step.rounds, step.updates,
                          step.seconds, std::string(name(step.stop)), step.index, step.value});
  }
  for (const auto& row : f.trace) page.trace.push_back({row.seconds, row.lambda, row.duality_gap, row.nonzero});
  page.column_name = [&f](Index j) { return column_name(f.names, j); };
  return report::lasso_page(page);
}

}  // namespace strads::cli
