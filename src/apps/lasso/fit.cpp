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

namespace strads::lasso {
namespace {

constexpr double kNear = 0.9;          // entrants from this share of their threshold on: they save certificates
constexpr double kMargin = 0.999;      // of tol: whoever recomputes the gap from 17 digits finds it within tol
constexpr double kExploded = 10;       // times the starting objective: diverged
constexpr int kPatience = 50;          // certificates without progress: stalled
constexpr int kStepPatience = 500;     // likewise where single steps are drawn by chance
constexpr double kProgress = 1e-12;    // of the null deviance: an objective this much lower is progress,
constexpr double kGapProgress = 0.99;  // and so is a gap below this share of the least so far
constexpr double kEnough = 0.01;       // of tol: a sweep that gains less need not be repeated

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
    result_.seconds = engine_.seconds();
    return std::move(result_);
  }

 private:
  Penalty& penalty() { return problem_.penalty(); }

  // Gradient and certificate at the present residual.
  Certificate refresh(double near = kNear) {
    const auto r = problem_.residual().settle();
    unpenalized_.project(r, dual_);
    found_ = gradient_.refresh(engine_, dual_, penalty(), problem_.coefficients(), near);
    return certify(r, dual_, y_, problem_.coefficients(), penalty(), found_);
  }

  // The least lambda at which everything penalized is zero: the unpenalized columns are fitted first.
  double find_lambda_max() {
    penalty().lambda = std::max(result_.null_deviance, 1e-300);
    const auto& free = unpenalized_.variables();
    if (!free.empty()) {
      awake_.only(free);
      problem_.begin(awake_.variables(), 0.0);
      engine_.rounds(model_, scheduler_);
    }
    // At lambda = 0 every column is touched, and none needs to be listed.
    penalty().lambda = 0;
    refresh(std::numeric_limits<double>::infinity());
    double top = 0;
    for (Index j = 0; j < design_.columns(); ++j) {
      if (!design_.usable(j) || !penalty().penalized(j)) continue;
      const double c = gradient_.correlation(j);
      top = std::max(top, (settings_.non_negative ? c : std::abs(c)) / penalty().factor(j));
    }
    return top / std::max(settings_.alpha, 1e-3);
  }

  void solve(double lambda) {
    Step step;
    step.lambda = lambda;
    const double start = engine_.seconds();
    const Activity before = engine_.activity();
    penalty().lambda = lambda;
    const std::vector<double> u_before(problem_.coefficients().begin(), problem_.coefficients().end());

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

      awake_.choose(gradient_, std::move(found_.entrants), penalty(), problem_.coefficients());
      problem_.begin(awake_.variables(), kEnough * settings_.tol * result_.null_deviance);
      engine_.rounds(model_, scheduler_);
      now = refresh();
    }
    if (step.stop == StopReason::diverged) {
      // What is written must be a model: the step's start.
      problem_.restore(u_before, engine_);
      now = refresh();
    }
    step.objective = now.objective;
    step.duality_gap = now.gap;
    collect(step);
    const Activity& after = engine_.activity();
    step.rounds = after.rounds - before.rounds;
    step.updates = after.updates - before.updates;
    step.seconds = engine_.seconds() - start;
    observer_.step(step);
    result_.steps.push_back(std::move(step));
  }

  // Coefficients on the scale of X.
  void collect(Step& step) const {
    const auto u = problem_.coefficients();
    step.intercept = mean_;
    for (Index j = 0; j < design_.columns(); ++j) {
      if (u[j] == 0) continue;
      const double b = u[j] / design_.scale(j);
      step.index.push_back(j);
      step.value.push_back(b);
      if (settings_.intercept) step.intercept -= b * design_.mean(j);
    }
    step.nonzero = static_cast<Index>(step.index.size());
  }

  void report(const Certificate& now) {
    const auto u = problem_.coefficients();
    Checkpoint checkpoint;
    checkpoint.seconds = engine_.seconds();
    checkpoint.lambda = penalty().lambda;
    checkpoint.objective = now.objective;
    checkpoint.duality_gap = now.gap;
    checkpoint.nonzero = static_cast<Index>(u.size() - std::count(u.begin(), u.end(), 0.0));
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
