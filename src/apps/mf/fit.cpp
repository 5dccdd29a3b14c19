// Sweeps until one of the reasons to stop holds: schedule rounds, look, decide.
#include <cmath>
#include <numeric>
#include <utility>

#include "apps/mf/evaluate.hpp"
#include "apps/mf/mf.hpp"
#include "apps/mf/mf_problem.hpp"
#include "strads/error.hpp"

namespace strads::mf {
namespace {

double sum_of_squares(const Ratings& ratings) {
  const auto& values = ratings.by_user().values;
  return std::inner_product(values.begin(), values.end(), values.begin(), 0.0);
}

class Fit {
 public:
  Fit(const Ratings& train, std::span<const Rating> validation, std::span<const Rating> test, const Settings& settings,
      double lambda, Observer& observer)
      : validation_(validation),
        test_(test),
        settings_(settings),
        observer_(observer),
        engine_(settings.engine),
        state_(train, settings, lambda),
        problem_(settings, state_),
        scheduler_(make_scheduler(problem_, settings.scheduler)),
        nothing_(1e-6 * sum_of_squares(train)) {}

  Result run(double lambda) {
    look();
    keep();
    StopReason stop = StopReason::converged;
    for (bool going = true; going;) {
      stop = sweep_limit();
      if (stop != StopReason::converged) break;
      stop = sweep();
      const double before = now_.objective;
      ++now_.sweep;
      look();
      const bool improved = !now_.validation_rmse || *now_.validation_rmse < *kept_.validation_rmse;
      if (improved) keep();
      if (!std::isfinite(now_.objective)) stop = StopReason::diverged;
      going = stop == StopReason::converged && before - now_.objective >= settings_.tol * std::max(before, nothing_) &&
              now_.sweep - kept_.sweep < settings_.patience;
    }
    Result result;
    result.model = now_.validation_rmse ? std::move(best_) : std::move(state_.model);
    result.kept = kept_;
    result.kept.activity = nullptr;
    result.sweeps = now_.sweep;
    result.stop = stop;
    result.reg = lambda;
    result.activity = engine_.activity();
    result.seconds = engine_.seconds();
    return result;
  }

 private:
  [[nodiscard]] StopReason sweep_limit() const {
    return now_.sweep >= settings_.max_sweeps ? StopReason::round_limit : engine_.limit();
  }

  StopReason sweep() {
    problem_.begin_sweep(engine_);
    Erased<MfProblem> model(problem_);
    const StopReason stop = engine_.rounds(model, scheduler_);
    problem_.end_sweep(engine_);
    return stop;
  }

  // Measures the state and shows it.
  void look() {
    const Fitness found = fitness(state_, engine_);
    now_.objective = found.objective;
    now_.train_rmse = found.train_rmse;
    if (!validation_.empty()) now_.validation_rmse = rmse(state_.model, validation_, engine_);
    if (!test_.empty()) now_.test_rmse = rmse(state_.model, test_, engine_);
    now_.seconds = engine_.seconds();
    now_.activity = &engine_.activity();
    observer_.checkpoint(now_);
  }

  void keep() {
    kept_ = now_;
    if (now_.validation_rmse) best_ = state_.model;
  }

  std::span<const Rating> validation_;
  std::span<const Rating> test_;
  const Settings& settings_;
  Observer& observer_;
  Engine engine_;
  State state_;
  MfProblem problem_;
  Scheduler scheduler_;
  Checkpoint now_;
  Checkpoint kept_;
  Factorization best_;
  double nothing_;  // an objective that counts as 0: ratings that the model meets exactly
};

// Of each phase as many rows at a time as the policy wants: all of them in full sweeps, half where rows are chosen.
Settings with_candidates(Settings settings, const Ratings& train) {
  SchedulerSettings& scheduler = settings.scheduler;
  if (scheduler.candidates > 0) return settings;
  const Index larger = std::max<Index>(1, std::max(train.users(), train.items()));
  const bool chooses = scheduler.policy == Policy::dynamic || scheduler.policy == Policy::random;
  scheduler.candidates = chooses ? (larger + 1) / 2 : larger;
  return settings;
}

}  // namespace

Result fit(const Ratings& train, std::span<const Rating> validation, std::span<const Rating> test,
           const Settings& settings, Observer& observer) {
  check(settings);
  if (train.count() == 0) throw Error(ErrorKind::mismatch, "there is no rating to train on");
  const Settings complete = with_candidates(settings, train);
  const double lambda = settings.reg.value_or(default_reg(train));
  return Fit(train, validation, test, complete, lambda, observer).run(lambda);
}

}  // namespace strads::mf
