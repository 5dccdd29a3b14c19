#include <algorithm>

#include "cli/linear/options.hpp"

namespace strads::cli {
namespace {

void take_scheduling(const LassoOptions& o, linear::Settings& settings) {
  auto& s = settings.scheduler;
  take(o.conflict, s.conflict);
  const bool filters = s.policy == Policy::dynamic || s.policy == Policy::static_blocks;
  if (filters && s.conflict == Conflict::drop) s.pair_limit = papers_pair_limit;
  if (s.policy == Policy::cyclic) s.workers = 1;
  if (o.workers) s.block_floor = 1;  // who asks for P workers wants to see P blocks
  take(o.pair_limit, s.pair_limit);
  take(o.sum_limit, s.sum_limit);
  take(o.block_floor, s.block_floor);
  take(o.block_cap, s.block_cap);
  s.filter = s.filter && !o.no_filter;
  take(o.update, settings.update);
  take(o.score, settings.score);
  settings.screening = settings.screening && !o.no_screening;
  take(o.safeguard, settings.safeguard);
}

}  // namespace

linear::Settings make_settings(const LassoOptions& o) {
  linear::Settings settings;
  take(o.alpha, settings.alpha);
  settings.intercept = !o.no_intercept;
  settings.standardize = !o.no_standardize;
  settings.non_negative = o.non_negative;
  settings.scale_response = o.scale_response;
  settings.lambda = o.lambda;
  settings.lambda_ratio = o.lambda_ratio;
  take(o.path, settings.path);
  settings.min_ratio = o.min_ratio;
  take(o.tol, settings.tol);

  take(o.schedule, settings.scheduler.policy);
  if (settings.scheduler.policy != Policy::dynamic) linear::make_baseline(settings);
  take_scheduling(o, settings);
  take_common(o, settings.scheduler, settings.engine);
  settings.engine.stale = o.staleness;
  take(o.commit, settings.commit);
  if (o.gram_cache) settings.gram_cache_bytes = *o.gram_cache << 20U;
  linear::check(settings, 1, 1);  // all that does not depend on the data, before any of it is read
  return settings;
}

}  // namespace strads::cli
