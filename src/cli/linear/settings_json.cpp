#include "cli/fit/json.hpp"
#include "cli/fit/table_options.hpp"
#include "cli/linear/names.hpp"
#include "cli/linear/output.hpp"

namespace strads::cli {
namespace {

void put_path(const LassoFitted& fitted, Json& out) {
  const auto& s = fitted.settings;
  const bool path = !s.lambda && !s.lambda_ratio;
  out["lambda"] = maybe(s.lambda);
  out["lambda_ratio"] = maybe(s.lambda_ratio);
  out["path"] = path ? Json(s.path) : Json();
  out["lambda_min_ratio"] = path ? Json(s.min_ratio.value_or(fitted.rows < fitted.columns ? 0.01 : 1e-4)) : Json();
}

void put_scheduling(const linear::Settings& settings, Json& out) {
  const auto& s = settings.scheduler;
  put_schedule(s, settings.engine, out);
  out["conflict"] = choice_name(s.conflict, conflicts);
  out["pair_limit"] = limit(s.pair_limit);
  out["sum_limit"] = limit(s.sum_limit);
  out["block_floor"] = s.block_floor;
  out["block_cap"] = s.block_cap;
  out["staleness"] = settings.engine.stale;
  out["filter"] = s.filter;
  out["update"] = choice_name(settings.update, updates);
  out["score"] = choice_name(settings.score, scores);
  out["screening"] = settings.screening;
  out["safeguard"] = settings.safeguard;
  out["commit"] = choice_name(settings.commit, commits);
  out["gram_cache"] = settings.gram_cache_bytes >> 20U;
}

}  // namespace

Json settings_json(const LassoFitted& fitted) {
  const auto& s = fitted.settings;
  Json out;
  out["data"] = fitted.options.data;
  out["response"] = maybe(fitted.options.response);
  out["target"] = maybe(fitted.options.target);
  out["pheno"] = maybe(fitted.options.pheno);
  out["pheno_name"] = maybe(fitted.options.pheno_name);
  out["column_names"] = maybe(fitted.options.column_names);
  out["penalty_factors"] = maybe(fitted.options.penalty_factors);
  out["impute"] = fitted.options.impute_mean ? Json("mean") : Json();
  put_table(fitted.options.table, out);
  out["storage"] = fitted.options.float_storage.value_or(false) ? Json("float") : Json();
  out["alpha"] = s.alpha;
  out["intercept"] = s.intercept;
  out["standardize"] = s.standardize;
  out["non_negative"] = s.non_negative;
  out["scale_response"] = s.scale_response;
  put_path(fitted, out);
  out["folds"] = maybe(fitted.options.folds);
  out["fold_ids"] = maybe(fitted.options.fold_ids);
  out["tol"] = s.tol;
  put_limits(s.engine, out);
  put_scheduling(s, out);
  out["emulate"] = fitted.options.emulate ? Json(emulation_text(s.engine.cluster)) : Json();
  return out;
}

}  // namespace strads::cli
