#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "apps/lasso/certificate.hpp"
#include "apps/lasso/gradient.hpp"
#include "apps/lasso/lasso.hpp"
#include "apps/lasso/lasso_problem.hpp"
#include "apps/lasso/path.hpp"
#include "apps/lasso/unpenalized.hpp"
#include "apps/lasso/working_set.hpp"
#include "strads/error.hpp"
#include "strads/span.hpp"

namespace strads::lasso {
namespace {

constexpr double kNear = 0.98;         // entrants from this share of their threshold on: they save certificates
constexpr double kStride = 0.6;        // from one lambda to the next on the way to a far one
constexpr double kMargin = 0.999;      // of tol: whoever recomputes the gap from 17 digits finds it within tol
constexpr double kExploded = 10;       // times the starting objective: diverged
constexpr int kPatience = 50;          // certificates without progress: stalled
constexpr int kStepPatience = 500;     // likewise where single steps are drawn by chance
constexpr double kProgress = 1e-12;    // of the null deviance: an objective this much lower is progress,
constexpr double kGapProgress = 0.99;  // and so is a gap below this share of the least so far

// The size of one round: what was asked for, else all that is awake.
SchedulerSettings scheduler_settings(const Settings& settings, const LassoProblem& problem) {
  SchedulerSettings scheduler = settings.scheduler;
  if (scheduler.candidates == 0 && scheduler.policy == Policy::dynamic && scheduler.conflict == Conflict::group) {
    scheduler.candidates = problem.round_limit();
  }
  return scheduler;
}

std::vector<double> centred(std::span<const double> y, bool centre) {
  std::vector<double> values(y.begin(), y.end());
  if (!centre) return values;
  // Twice: the second pass takes out what the first mean's rounding left.
  for (int pass = 0; pass < 2; ++pass) {
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    for (double& value : values) value -= mean;
  }
  return values;
}

// One fit: the path's state, and its verbs.
class Fit {
 public:
  Fit(const AnyMatrix& X, std::span<const double> y, const Settings& settings, Observer& observer)
      : settings_(settings),
        observer_(observer),
        engine_(settings.engine),
        mean_(settings.intercept ? std::accumulate(y.begin(), y.end(), 0.0) / static_cast<double>(y.size()) : 0.0),
        y_(centred(y, settings.intercept)),
        design_(X, settings.intercept, settings.standardize, engine_),
        problem_(design_, y_, settings),
        model_(problem_),
        scheduler_(design_.columns(), scheduler_settings(settings, problem_),
                   [this](Index j) { return problem_.workload(j); }),
        awake_(design_, settings, scheduler_, problem_.round_limit()),
        unpenalized_(design_, problem_.penalty()),
        gradient_(design_, settings.screening),
        dual_(y.size()) {
    problem_.asked_by([this](const Candidates& candidates) { return scheduler_.filters(candidates); });
    result_.null_deviance =
        std::inner_product(y_.begin(), y_.end(), y_.begin(), 0.0) / (2 * static_cast<double>(y.size()));
  }

  Result run() {
    result_.lambda_max = find_lambda_max();
    const auto lambdas = lambda_path(settings_, result_.lambda_max, design_.rows(), design_.columns());
    steps_ = static_cast<Index>(lambdas.size());
    for (const double lambda : lambdas) {
      solve(lambda);
      if (result_.steps.back().stop != StopReason::converged) break;
    }
    result_.stop = result_.steps.back().stop;
    result_.activity = engine_.activity();
    result_.gram = problem_.coupling().statistics();
    result_.forms = problem_.forms();
    result_.seconds = engine_.seconds();
    return std::move(result_);
  }

 private:
  Penalty& penalty() { return problem_.penalty(); }

  // Whether the support is solved for lambda after lambda, so that going by small steps pays.
  [[nodiscard]] bool follows() const { return settings_.screening && settings_.update == Update::exact; }

  // Gradient and certificate at the present residual.
  Certificate refresh(double near = kNear) {
    const auto rows = static_cast<double>(design_.rows());
    std::span<const double> r;
    engine_.run({"residual", 1,
                 [&](Index) {
                   r = problem_.residual().settle();
                   unpenalized_.project(r, dual_);
                 },
                 2 * rows});
    const auto awake = awake_.variables();
    const auto u = problem_.coefficients();
    found_ = gradient_.refresh(engine_, dual_, penalty(), awake, u, near);
    fresh_ = true;
    Certificate certificate;
    engine_.run({"certificate", 1, [&](Index) { certificate = certify(r, dual_, y_, awake, u, penalty(), found_); },
                 4 * rows + static_cast<double>(awake.size())});
    return certificate;
  }

  // The least lambda at which everything penalized is zero: the unpenalized columns are fitted first.
  double find_lambda_max() {
    penalty().lambda = std::max(result_.null_deviance, 1e-300);
    const auto& free = unpenalized_.variables();
    if (!free.empty()) {
      awake_.only(free);
      epoch();
    }
    // At lambda = 0 every column is touched, and none needs to be listed.
    penalty().lambda = 0;
    refresh(std::numeric_limits<double>::infinity());
    return found_.top / std::max(settings_.alpha, 1e-3);
  }

  // The support follows lambda before anything is let in: most of what the old residual would let in does not stay.
  void settle() {
    if (!follows()) return;
    awake_.hold(penalty(), problem_.coefficients());
    if (!awake_.variables().empty()) epoch();
  }

  void let_in() {
    const auto candidates = static_cast<double>(found_.entrants.size() + awake_.variables().size());
    engine_.run(
        {"working set", 1,
         [&](Index) { awake_.choose(gradient_, std::move(found_.entrants), penalty(), problem_.coefficients()); },
         candidates});
    epoch();
  }

  // Rounds until they have done what they can.
  void epoch() {
    problem_.begin(awake_.variables(), settings_.tol * result_.null_deviance);
    // Taken at this residual, unless it was projected.
    if (fresh_ && unpenalized_.variables().empty()) problem_.knows(gradient_.touched(), gradient_.exact());
    engine_.rounds(model_, scheduler_);
    fresh_ = false;
  }

  // A far lambda is reached by way of nearer ones, each left after one epoch: few entrants that will not stay.
  void approach(double lambda) {
    if (!follows()) return;
    const bool first = result_.steps.empty();
    penalty().lambda = lambda;
    if (first && gradient_.violators(penalty()) <= awake_.few()) return;
    const double from = first ? result_.lambda_max : result_.steps.back().lambda;
    for (double nearer = kStride * from; nearer * kStride > lambda; nearer *= kStride) {
      if (engine_.limit() != StopReason::converged) return;
      penalty().lambda = nearer;
      settle();
      refresh();
      let_in();
    }
  }

  void solve(double lambda) {
    const auto number = static_cast<Index>(result_.steps.size());
    const Span span("step", SpanKind::phase, number);
    engine_.at_step(number);
    Step step;
    step.lambda = lambda;
    const double start = engine_.seconds();
    const Activity before = engine_.activity();
    approach(lambda);
    penalty().lambda = lambda;
    const Coefficients start_from = nonzero();

    settle();
    Certificate now = refresh();
    const double first_objective = now.objective;
    double best = now.objective;
    double best_gap = std::numeric_limits<double>::infinity();
    int without_progress = 0;
    for (;;) {
      report(now);
      if (now.gap <= kMargin * settings_.tol) {
        step.stop = StopReason::converged;
        break;
      }
      if (!std::isfinite(now.objective) || now.objective > kExploded * first_objective) {
        step.stop = StopReason::diverged;
        break;
      }
      // Both marks stay where they are until one is passed: slow progress adds up.
      ++without_progress;
      if (now.objective < best - kProgress * result_.null_deviance || now.gap < kGapProgress * best_gap) {
        best = now.objective;
        best_gap = now.gap;
        without_progress = 0;
      }
      if (without_progress > (settings_.update == Update::exact ? kPatience : kStepPatience)) {
        step.stop = StopReason::stalled;
        break;
      }
      if (step.stop = engine_.limit(); step.stop != StopReason::converged) break;

      let_in();
      now = refresh();
    }
    if (step.stop == StopReason::diverged) {
      // What is written must be a model: the step's start.
      fresh_ = false;
      problem_.restore(start_from.variables, start_from.u, engine_);
      now = refresh();
    }
    step.objective = now.objective;
    step.duality_gap = now.gap;
    step.explained = now.explained;
    collect(step);
    const Activity& after = engine_.activity();
    step.rounds = after.rounds - before.rounds;
    step.updates = after.updates - before.updates;
    step.seconds = engine_.seconds() - start;
    observer_.step(step);
    result_.steps.push_back(std::move(step));
  }

  // Scaled coefficients that are not zero, by variable. They are among those awake.
  struct Coefficients {
    std::vector<Index> variables;
    std::vector<double> u;
  };
  [[nodiscard]] Coefficients nonzero() const {
    const auto u = problem_.coefficients();
    Coefficients found;
    for (const Index j : awake_.variables()) {
      if (u[j] == 0) continue;
      found.variables.push_back(j);
      found.u.push_back(u[j]);
    }
    return found;
  }

  // Coefficients on the scale of X.
  void collect(Step& step) const {
    auto [variables, u] = nonzero();
    step.intercept = mean_;
    for (std::size_t k = 0; k < u.size(); ++k) {
      u[k] /= design_.scale(variables[k]);
      if (settings_.intercept) step.intercept -= u[k] * design_.mean(variables[k]);
    }
    step.nonzero = static_cast<Index>(u.size());
    step.index = std::move(variables);
    step.value = std::move(u);
  }

  void report(const Certificate& now) {
    const auto u = problem_.coefficients();
    const auto awake = awake_.variables();
    Checkpoint checkpoint;
    checkpoint.seconds = engine_.seconds();
    checkpoint.lambda = penalty().lambda;
    checkpoint.objective = now.objective;
    checkpoint.duality_gap = now.gap;
    checkpoint.nonzero = std::count_if(awake.begin(), awake.end(), [u](Index j) { return u[j] != 0; });
    checkpoint.step = static_cast<Index>(result_.steps.size());
    checkpoint.steps = steps_;
    checkpoint.activity = &engine_.activity();
    observer_.checkpoint(checkpoint);
  }

  const Settings& settings_;
  Observer& observer_;
  Engine engine_;
  double mean_;
  std::vector<double> y_;
  Standardized design_;
  LassoProblem problem_;
  Erased<LassoProblem> model_;
  Scheduler scheduler_;
  WorkingSet awake_;
  Unpenalized unpenalized_;
  Gradient gradient_;
  std::vector<double> dual_;
  Gradient::Findings found_;
  bool fresh_ = false;  // the gradient is that of the residual as it is
  Index steps_ = 0;
  Result result_;
};

static_assert(Coupled<LassoProblem>);

}  // namespace

Result fit(const AnyMatrix& X, std::span<const double> y, const Settings& settings, Observer& observer) {
  check(settings, X.rows(), X.columns());
  if (static_cast<Index>(y.size()) != X.rows()) {
    throw Error(ErrorKind::mismatch, "the response has " + std::to_string(y.size()) + " values, the data " +
                                         std::to_string(X.rows()) + " rows");
  }
  return Fit(X, y, settings, observer).run();
}

}  // namespace strads::lasso
