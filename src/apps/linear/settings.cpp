// What settings of the lasso must hold, and the schedules that have a name.
#include <algorithm>
#include <cmath>
#include <limits>

#include "strads/error.hpp"
#include "strads/linear.hpp"

namespace strads::linear {
namespace {

void require(bool holds, const std::string& sentence, ErrorKind kind = ErrorKind::usage) {
  if (!holds) throw Error(kind, sentence);
}

Policy policy_of(Schedule schedule) {
  switch (schedule) {
    case Schedule::static_blocks:
      return Policy::static_blocks;
    case Schedule::random:
      return Policy::random;
    case Schedule::cyclic:
      return Policy::cyclic;
    case Schedule::dynamic:
    case Schedule::published:
      break;
  }
  return Policy::dynamic;
}

}  // namespace

void check(const Settings& settings, Index rows, Index columns) {
  strads::check(settings.scheduler);
  strads::check(settings.engine);
  require(settings.alpha >= 0 && settings.alpha <= 1, "`alpha` must be between 0 (ridge) and 1 (lasso)");
  require(!settings.lambda || (*settings.lambda > 0 && std::isfinite(*settings.lambda)),
          "`lambda` must be a number above 0; penalty factors of 0 leave columns unpenalized");
  require(!settings.lambda_ratio || (*settings.lambda_ratio > 0 && std::isfinite(*settings.lambda_ratio)),
          "`lambda_ratio` must be a number above 0; penalty factors of 0 leave columns unpenalized");
  for (const double lambda : settings.lambdas) {
    require(lambda >= 0 && std::isfinite(lambda), "`lambdas` must be numbers of at least 0");
  }
  require(!settings.path || *settings.path >= 1, "`path` must be at least 1");
  require(!settings.min_ratio || (*settings.min_ratio > 0 && *settings.min_ratio <= 1),
          "`min_ratio` must be above 0 and at most 1");
  require(settings.tol > 0 && settings.tol < 1, "`tol` must be above 0 and below 1");
  require(!settings.knots || settings.alpha == 1,
          "`knots` needs `alpha` 1: a path with a ridge is curved between knots");
  require(settings.gram_cache_bytes.value_or(1) > 0, "`gram_cache_bytes` must be above 0");
  require(rows > 0 && columns > 0, "the data must have at least one row and one column", ErrorKind::mismatch);
  const auto& factors = settings.penalty_factors;
  require(factors.empty() || static_cast<Index>(factors.size()) == columns,
          "the penalty factors are " + std::to_string(factors.size()) + ", the columns " + std::to_string(columns),
          ErrorKind::mismatch);
  for (const double factor : factors) {
    require(factor >= 0 && std::isfinite(factor), "penalty factors must be numbers of at least 0", ErrorKind::mismatch);
  }
  Index last = -1;
  for (const Index j : settings.unbounded) {
    require(j > last && j < static_cast<Index>(factors.size()) && factors[j] == 0,
            "`unbounded` must be columns of penalty factor 0, ascending");
    last = j;
  }
  const auto unpenalized = static_cast<std::size_t>(std::count(factors.begin(), factors.end(), 0.0));
  require(!settings.knots || !settings.non_negative || unpenalized == settings.unbounded.size(),
          "`knots` does not take penalty factors of 0 with `non_negative`");
}

void set_schedule(Settings& settings, Schedule schedule) {
  const bool dynamic = schedule == Schedule::dynamic;
  const bool published = schedule == Schedule::published;
  settings.update = dynamic ? Update::exact : Update::step;
  settings.score = dynamic ? Score::exact : Score::step;
  settings.screening = settings.safeguard = dynamic;

  const SchedulerSettings defaults;
  SchedulerSettings& scheduler = settings.scheduler;
  scheduler.policy = policy_of(schedule);
  scheduler.conflict = dynamic ? Conflict::group : Conflict::drop;
  const bool limited = published || schedule == Schedule::static_blocks;
  scheduler.pair_limit = limited ? papers_pair_limit : defaults.pair_limit;
  scheduler.sum_limit = published ? std::numeric_limits<double>::infinity() : defaults.sum_limit;
  scheduler.eta = published ? 0.1 : defaults.eta;
  if (schedule == Schedule::cyclic) scheduler.workers = 1;
}

}  // namespace strads::linear
