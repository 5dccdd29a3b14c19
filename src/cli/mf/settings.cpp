#include "cli/fit/json.hpp"
#include "cli/mf/names.hpp"
#include "cli/mf/options.hpp"
#include "cli/mf/output.hpp"
#include "strads/error.hpp"

namespace strads::cli {

mf::Settings make_settings(const MfOptions& o) {
  if (o.validation_share && *o.validation_share >= 1) {
    throw Error(ErrorKind::usage, "--validation-share must be below 1: something must be left to train on");
  }
  mf::Settings settings;
  take(o.rank, settings.rank);
  settings.reg = o.reg;
  take(o.reg_exponent, settings.reg_exponent);
  settings.bias = settings.bias && !o.no_bias;
  settings.non_negative = o.non_negative;
  settings.solver = o.solver;
  take(o.tol, settings.tol);
  take(o.max_sweeps, settings.max_sweeps);
  take(o.patience, settings.patience);
  take(o.schedule, settings.scheduler.policy);
  take_common(o, settings.scheduler, settings.engine);
  mf::check(settings);
  return settings;
}

Json settings_json(const MfFitted& fitted) {
  const auto& o = fitted.options;
  const auto& s = fitted.settings;
  Json out;
  out["data"] = o.data;
  out["test"] = maybe(o.test);
  out["validation"] = maybe(o.validation);
  out["validation_share"] = maybe(o.validation_share);
  out["user_col"] = maybe(o.columns.user_col);
  out["item_col"] = maybe(o.columns.item_col);
  out["rating_col"] = maybe(o.rating_col);
  out["separator"] = o.columns.separator ? Json(io::name(*o.columns.separator)) : Json();
  out["decimal"] = o.decimal ? Json(std::string(1, *o.decimal)) : Json();
  out["missing_values"] = o.missing_values;
  out["rank"] = s.rank;
  out["reg"] = maybe(fitted.result.reg);
  out["reg_exponent"] = fitted.result.reg ? Json(s.reg_exponent) : Json();
  out["bias"] = s.bias;
  out["clip"] = o.clip;
  out["non_negative"] = s.non_negative;
  out["solver"] = choice_name(mf::solver_of(s), solvers);
  out["tol"] = s.tol;
  out["max_sweeps"] = s.max_sweeps;
  out["patience"] = s.patience;
  put_limits(s.engine, out);
  put_schedule(s.scheduler, s.engine, out);
  out["emulate"] = o.emulate ? Json(emulation_text(s.engine.cluster)) : Json();
  return out;
}

}  // namespace strads::cli
