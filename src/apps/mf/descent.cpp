// Sweeps until one of the reasons to stop holds: schedule rounds, look, decide.
#include "apps/mf/descent.hpp"

#include <cmath>
#include <utility>

#include "apps/mf/evaluate.hpp"
#include "apps/mf/learn.hpp"
#include "apps/mf/mf_problem.hpp"
#include "apps/mf/principal_axes.hpp"
#include "apps/mf/warm_start.hpp"
#include "strads/scheduler_rules.hpp"
#include "strads/span.hpp"

namespace strads::mf {
namespace {

class Descent {
 public:
  Descent(const Ratings& train, std::span<const Rating> validation, std::span<const Rating> test,
          const Settings& settings, Observer& observer, Start start)
      : validation_(validation),
        test_(test),
        settings_(settings),
        observer_(observer),
        start_(start),
        engine_(settings.engine),
        state_(train, settings),
        problem_(settings, state_),
        scheduler_(make_scheduler(problem_, settings.scheduler)),
        turns_(state_.learns() && !settings.non_negative) {}

  Result run() {
    show(state_.spread * static_cast<double>(state_.ratings.count()), objective_at_start());
    keep();
    StopReason stop = StopReason::converged;
    for (bool going = true; going;) {
      stop = sweep_limit();
      if (stop != StopReason::converged) break;
      const double before = now_.objective;
      stop = sweep();
      const bool improved = !now_.validation_rmse || *now_.validation_rmse < *kept_.validation_rmse;
      if (improved) keep();
      if (!std::isfinite(now_.objective) || has_failed(before)) stop = StopReason::diverged;
      if (now_.sweep > 1 && now_.objective > before) turns_ = false;
      const bool first = now_.sweep == 1;  // it has begun anew, not from what was before
      going = stop == StopReason::converged && (first || before - now_.objective >= settings_.tol * scale(before)) &&
              now_.sweep - kept_.sweep < settings_.patience;
    }
    Result result;
    result.model = now_.validation_rmse ? std::move(best_) : std::move(state_.model);
    result.kept = kept_;
    result.kept.activity = nullptr;
    result.sweeps = now_.sweep;
    result.stop = stop;
    result.reg = settings_.reg;
    if (state_.learns()) result.noise = std::sqrt(state_.noise);
    result.activity = engine_.activity();
    result.seconds = engine_.seconds();
    return result;
  }

 private:
  [[nodiscard]] StopReason sweep_limit() const {
    return now_.sweep >= settings_.max_sweeps ? StopReason::round_limit : engine_.limit();
  }

  StopReason sweep() {
    const Span span("sweep", SpanKind::part, now_.sweep + 1);
    engine_.label_rounds(now_.sweep + 1);
    if (now_.sweep == 0) {
      begin();
    } else if (turns_) {
      turn();
    }
    const StopReason stop = update_rows();
    ++now_.sweep;
    const Misfit found = find_misfit();
    show(found.squares, state_.learns() ? learn(state_, found, engine_) : penalized(state_, found.squares, engine_));
    return stop;
  }

  StopReason update_rows() {
    problem_.begin_sweep(engine_);
    Erased<MfProblem> model(problem_);
    const StopReason stop = engine_.rounds(model, scheduler_);
    problem_.end_sweep(engine_);
    state_.end_rounding();
    return stop;
  }

  // From the updates themselves where they tell, and where not nearly all of the ratings cancels.
  Misfit find_misfit() {
    constexpr double cancelled = 1e-4;
    const double all = state_.spread * static_cast<double>(state_.ratings.count());
    const std::optional<Misfit> known = problem_.misfit();
    return known && known->squares > cancelled * all ? *known : misfit(state_, engine_);
  }

  void begin() {
    const Span span("warm start", SpanKind::part);
    if (settings_.non_negative) {
      random_start(state_, settings_, engine_);
    } else {
      warm_start(state_, settings_, engine_);
      if (start_ == Start::close) come_close();
    }
  }

  // Sweeps while the noise is held down.
  void come_close() {
    constexpr int sweeps = 10;
    constexpr double held = 0.01;  // of the ratings' variance; a tenth of it does as well
    for (int sweep = 0; sweep < sweeps; ++sweep) {
      if (sweep > 0) turn();
      state_.hold_noise(held * state_.variance);
      if (update_rows() != StopReason::converged) return;
      learn(state_, find_misfit(), engine_);
    }
  }

  // Priors belong to the coordinates, so they are learned anew with them.
  void turn() {
    const std::vector<double> moments = turn_to_principal_axes(state_, Weights::rows, engine_);
    if (moments.empty()) return;
    state_.user_prior.learn(moments, state_.user_prior.bias_variance(), state_.noise);
    state_.item_prior.learn(moments, state_.item_prior.bias_variance(), state_.noise);
  }

  [[nodiscard]] double objective_at_start() const {
    return state_.learns() ? free_energy_at_start(state_) : state_.spread * static_cast<double>(state_.ratings.count());
  }

  // Beside fixed penalties no sweep raises the objective, unless factors have grown beyond what floats resolve.
  [[nodiscard]] bool has_failed(double before) const {
    constexpr double rounding = 1e-3;
    return !state_.learns() && now_.sweep > 1 && now_.objective - before > rounding * scale(before);
  }

  // What decreases are measured by.
  [[nodiscard]] double scale(double objective) const {
    constexpr double nothing = 1e-6;               // of the start: ratings that the model meets exactly
    const Index ratings = state_.ratings.count();  // as many numbers at most as there are ratings to tell them by
    return state_.learns() ? static_cast<double>(ratings + std::min(ratings, problem_.variables() * settings_.rank))
                           : std::max(objective, nothing * objective_at_start());
  }

  // Measures the rest of the state and shows it.
  void show(double squares, double objective) {
    now_.objective = objective;
    now_.train_rmse = std::sqrt(std::max(squares, 0.0) / static_cast<double>(state_.ratings.count()));
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
  Start start_;
  Engine engine_;
  State state_;
  MfProblem problem_;
  Scheduler scheduler_;
  Checkpoint now_;
  Checkpoint kept_;
  Factorization best_;
  bool turns_;  // to principal axes before each sweep but the first, until one does not pay
};

// Of each phase as many rows at a time as the policy wants: all of them in full sweeps, half where rows are chosen.
Settings with_candidates(Settings settings, const Ratings& train) {
  SchedulerSettings& scheduler = settings.scheduler;
  if (scheduler.candidates > 0) return settings;
  const Index larger = std::max<Index>(1, std::max(train.users(), train.items()));
  scheduler.candidates = whole_passes(scheduler) ? larger : (larger + 1) / 2;
  return settings;
}

}  // namespace

Result descend(const Ratings& train, std::span<const Rating> validation, std::span<const Rating> test,
               const Settings& settings, Observer& observer, Start start) {
  const Settings complete = with_candidates(settings, train);
  return Descent(train, validation, test, complete, observer, start).run();
}

}  // namespace strads::mf
