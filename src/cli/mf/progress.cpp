#include "cli/mf/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "cli/fit/fit_record.hpp"
#include "cli/mf/baselines.hpp"
#include "cli/terminal/words.hpp"

namespace strads::cli {
namespace {

std::string error(const char* what, const std::optional<double>& rmse) {
  return rmse ? fmt::format("{} {}", what, rmse_text(*rmse)) : std::string();
}

}  // namespace

// A fit that begins anew takes the place of the one before.
void MfObserver::checkpoint(const mf::Checkpoint& now) {
  if (now.sweep == 0) trace_.clear();
  const double before = now.sweep == 0 ? now.objective : last_;
  const double drop = before > 0 ? (before - now.objective) / before : 0;
  trace_.add(now);
  last_ = now.objective;
  first_drop_ = std::max(first_drop_, drop);
  if (line_.due(now.seconds)) draw(now, drop);
  if (line_.prints_lines()) print(now, drop);
}

// What the decrease of a sweep has come down on its way to the tolerance, on a log scale, or sweeps of those allowed.
double MfObserver::share(Index sweep, double drop) const {
  const double sweeps = static_cast<double>(sweep) / static_cast<double>(std::max<Index>(max_sweeps_, 1));
  if (!(tol_ > 0 && first_drop_ > tol_ && drop > tol_)) return std::clamp(sweeps, 0.0, 1.0);
  return std::clamp(std::max(sweeps, std::log(first_drop_ / drop) / std::log(first_drop_ / tol_)), 0.0, 1.0);
}

void MfObserver::draw(const mf::Checkpoint& now, double drop) {
  const std::array<std::string, 5> fields = {fmt::format("sweep {}", now.sweep), error("train", now.train_rmse),
                                             error("validation", now.validation_rmse), error("test", now.test_rmse),
                                             now.sweep > 0 ? fmt::format("objective -{:.1e}", drop) : ""};
  line_.draw(fields, share(now.sweep, drop));
}

void MfObserver::print(const mf::Checkpoint& now, double drop) const {
  std::string text =
      fmt::format("sweep {:>{}}  objective {:<11.5g} {:<8}  {}", now.sweep, std::to_string(max_sweeps_).size(),
                  now.objective, now.sweep > 0 ? fmt::format("-{:.1e}", drop) : "", error("train", now.train_rmse));
  for (const auto& more : {error("validation", now.validation_rmse), error("test", now.test_rmse)}) {
    if (!more.empty()) text += "  " + more;
  }
  fmt::print(stderr, "{}  {}\n", text, duration(now.seconds));
}

}  // namespace strads::cli
