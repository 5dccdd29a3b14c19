// What settings of a factorization must hold, and the defaults that depend on others.
#include <cmath>
#include <limits>

#include "strads/error.hpp"
#include "strads/mf.hpp"
#include "strads/scheduler_rules.hpp"

namespace strads::mf {

SchedulerSettings Settings::default_scheduler() {
  SchedulerSettings settings;
  settings.policy = Policy::static_blocks;
  settings.workers = 64;     // enough blocks for the cores of a workstation to share evenly; 5 us of dispatch a round
  settings.block_floor = 1;  // rows do not depend on each other: always all workers
  settings.block_cap = std::numeric_limits<Index>::max();
  settings.filter = false;  // nothing to filter inside a phase
  return settings;
}

Solver solver_of(const Settings& settings) {
  constexpr Index highest_rank = 64;  // that als solves in no more time than the others need
  if (settings.solver) return *settings.solver;
  if (settings.rank <= highest_rank) return Solver::als;
  return settings.non_negative ? Solver::block : Solver::cg;
}

void check(const Settings& settings) {
  const auto refuse = [](const char* sentence) { throw Error(ErrorKind::usage, sentence); };
  if (settings.rank < 1 || settings.rank > 4096) refuse("`rank` must be between 1 and 4096");
  if (settings.reg && !(std::isfinite(*settings.reg) && *settings.reg >= 0)) refuse("`reg` must not be negative");
  if (!(settings.reg_exponent >= 0 && settings.reg_exponent <= 1)) refuse("`reg_exponent` must be between 0 and 1");
  if (!(settings.tol >= 0 && settings.tol < 1)) refuse("`tol` must be at least 0 and below 1");
  if (settings.max_sweeps < 0) refuse("`max_sweeps` must not be negative");
  if (settings.patience < 1) refuse("`patience` must be at least 1");
  if (settings.engine.stale) refuse("`stale` makes no sense here: the phases read each other's last state");
  if (settings.non_negative && settings.solver == Solver::cg) {
    refuse("`solver` cg cannot keep factors non-negative: take als, block, ccd or ccd++");
  }
  const SchedulerSettings& scheduler = settings.scheduler;
  if (settings.solver == Solver::ccdpp && (!whole_passes(scheduler) || scheduler.candidates != 0 ||
                                           scheduler.shards != 1 || settings.engine.lookahead != 0)) {
    refuse("`solver` ccd++ needs full sweeps: `policy` static or cyclic, without `candidates`, `shards`, `lookahead`");
  }
  strads::check(scheduler);
  strads::check(settings.engine);
}

}  // namespace strads::mf
