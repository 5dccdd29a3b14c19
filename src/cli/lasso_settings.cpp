#include <algorithm>

#include "cli/lasso_options.hpp"

namespace strads::cli {
namespace {

template <class From, class To>
void take(const std::optional<From>& given, To& setting) {
  if (given) setting = static_cast<To>(*given);
}

void take_scheduling(const LassoOptions& o, lasso::Settings& settings) {
  auto& s = settings.scheduler;
  take(o.conflict, s.conflict);
  const bool filters = s.policy == Policy::dynamic || s.policy == Policy::static_blocks;
  if (filters && s.conflict == Conflict::drop) s.pair_limit = papers_pair_limit;
  if (s.policy == Policy::cyclic) s.workers = 1;
  take(o.workers, s.workers);
  if (o.workers) s.block_floor = 1;  // who asks for P workers wants to see P blocks
  take(o.candidates, s.candidates);
  take(o.pair_limit, s.pair_limit);
  take(o.sum_limit, s.sum_limit);
  take(o.block_floor, s.block_floor);
  take(o.block_cap, s.block_cap);
  take(o.eta, s.eta);
  take(o.shards, s.shards);
  take(o.seed, s.seed);
  s.priority = s.priority && !o.no_priority;
  s.filter = s.filter && !o.no_filter;
  s.balance = s.balance && !o.no_balance;
  take(o.update, settings.update);
  take(o.score, settings.score);
  settings.screening = settings.screening && !o.no_screening;
  take(o.safeguard, settings.safeguard);
}

void take_execution(const LassoOptions& o, lasso::Settings& settings) {
  auto& e = settings.engine;
  take(o.executor, e.executor);
  take(o.threads, e.threads);
  take(o.lookahead, e.lookahead);
  e.stale = o.staleness;
  take(o.max_rounds, e.max_rounds);
  take(o.time_limit, e.time_limit);
  take(o.commit, settings.commit);
  if (o.gram_cache) settings.gram_cache_bytes = *o.gram_cache << 20U;
}

}  // namespace

lasso::Settings make_settings(const LassoOptions& o) {
  lasso::Settings settings;
  take(o.alpha, settings.alpha);
  settings.intercept = !o.no_intercept;
  settings.standardize = !o.no_standardize;
  settings.non_negative = o.non_negative;
  settings.lambda = o.lambda;
  settings.lambda_ratio = o.lambda_ratio;
  take(o.path, settings.path);
  settings.min_ratio = o.min_ratio;
  take(o.tol, settings.tol);

  take(o.schedule, settings.scheduler.policy);
  if (settings.scheduler.policy != Policy::dynamic) lasso::make_baseline(settings);
  take_scheduling(o, settings);
  take_execution(o, settings);
  lasso::check(settings, 1, 1);  // all that does not depend on the data, before any of it is read
  return settings;
}

}  // namespace strads::cli
