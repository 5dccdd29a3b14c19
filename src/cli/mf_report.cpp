#include <fmt/format.h>

#include "cli/json.hpp"
#include "cli/mf_output.hpp"
#include "cli/report_head.hpp"
#include "cli/words.hpp"
#include "report/mf_page.hpp"

namespace strads::cli {
namespace {

report::Pairs facts(const MfFitted& f) {
  const auto& kept = f.result.kept;
  report::Pairs out = {
      {"users", count(f.users.size())}, {"items", count(f.items.size())}, {"ratings", count(f.stored)}};
  out.emplace_back("train RMSE", fmt::format("{:.4f}", kept.train_rmse));
  if (kept.validation_rmse) out.emplace_back("validation RMSE", fmt::format("{:.4f}", *kept.validation_rmse));
  if (kept.test_rmse) out.emplace_back("test RMSE", fmt::format("{:.4f}", *kept.test_rmse));
  out.emplace_back("rank", count(f.settings.rank));
  out.emplace_back("sweeps", kept.sweep == f.result.sweeps ? count(f.result.sweeps)
                                                           : fmt::format("{} of {} kept", kept.sweep, f.result.sweeps));
  out.emplace_back("imbalance", fmt::format("{:.3f}", mean_imbalance(f.result.activity)));
  put_times(f, out);
  return out;
}

}  // namespace

std::string report_page(const MfFitted& f) {
  report::MfPage page;
  fill_head(page, "Matrix factorization", f.options.data, f, settings_json(f), f.settings.scheduler.seed);
  page.facts = facts(f);
  page.tol = f.settings.tol;
  page.kept = f.result.kept.sweep;
  for (const auto& row : f.trace) {
    page.trace.push_back({row.sweep, row.seconds, row.objective, row.train_rmse, row.validation_rmse, row.test_rmse,
                          row.sweep_imbalance});
  }
  return report::mf_page(page);
}

}  // namespace strads::cli
