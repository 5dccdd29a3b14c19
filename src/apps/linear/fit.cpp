// A path of lambdas, point by point: support first, then entrants, until the certificate holds.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "apps/linear/direct/direct.hpp"
#include "apps/linear/direct/seen.hpp"
#include "apps/linear/knots/homotopy.hpp"
#include "apps/linear/path.hpp"
#include "apps/linear/problem/linear_problem.hpp"
#include "apps/linear/progress.hpp"
#include "apps/linear/screening/certificate.hpp"
#include "apps/linear/screening/gradient.hpp"
#include "apps/linear/screening/working_set.hpp"
#include "strads/error.hpp"
#include "strads/linear.hpp"
#include "strads/scheduler_rules.hpp"
#include "strads/span.hpp"

namespace strads::linear {
namespace {

constexpr double nearly_entering = 0.98;  // entrants from this share of their threshold on: they save certificates
constexpr double entered = 0.15;          // of few columns, from where on the rest is asked no more
constexpr Index few_columns = 2048;       // that are solved for at once along a path, if the rows are as many
constexpr double stride = 0.6;            // from one lambda to the next on the way to a far one
constexpr double margin = 0.999;          // of tol: whoever recomputes the gap from 17 digits finds it within tol
constexpr double top_rounding = 1e-14;    // of the largest correlation there can be: below it is rounding

// The size of one round: what was asked for, else all that is awake.
SchedulerSettings scheduler_settings(const Settings& settings, const LinearProblem& problem) {
  SchedulerSettings scheduler = settings.scheduler;
  if (scheduler.candidates == 0 && draws_all_awake(scheduler)) scheduler.candidates = problem.round_limit();
  return scheduler;
}

// One fit: the path's state, and its verbs.
class Fit {
 public:
  // `so_far`: points that are there already. `triangular`: on the data's triangular factor, where it is worth it.
  Fit(const AnyMatrix& X, std::span<const double> y, const Settings& settings, Observer& observer, Engine& engine,
      Result so_far, bool triangular)
      : settings_(settings),
        observer_(observer),
        engine_(engine),
        seen_(X, y, settings, engine, triangular),
        design_(seen_.design()),
        problem_(design_, seen_.response(), settings, seen_.given_response().scale, seen_.cone(engine)),
        model_(problem_),
        scheduler_(design_.columns(), scheduler_settings(settings, problem_),
                   [this](Index j) { return problem_.workload(j); }),
        awake_(design_, settings, scheduler_, problem_.cone().moving()),
        gradient_(design_, settings.screening && settings.alpha > 0),
        direct_(design_, seen_.response(), settings, settings.tol * seen_.given_response().unit),
        result_(std::move(so_far)) {
    result_.null_deviance = seen_.given_response().unit;
    result_.constant = seen_.given().constant();
    result_.dependent = seen_.given().unpenalized().dependent();
    result_.far = seen_.given().far();
  }

  // False where the triangle lacks the digits for a point: those before it are there.
  bool run() {
    least_ = least_lambda();
    const double found = std::max(find_lambda_max(), least_);
    if (result_.points.empty()) result_.lambda_max = found;
    const bool flat = result_.lambda_max <= least_;
    const auto lambdas = lambda_path(settings_, result_.lambda_max, flat, seen_.given().rows(), design_.columns());
    points_ = static_cast<Index>(lambdas.size());
    for (std::size_t k = result_.points.size(); k < lambdas.size(); ++k) {
      if (!solve(lambdas[k])) return false;
      if (result_.points.back().stop != StopReason::converged) break;
      if (k + 1 == lambdas.size()) break;
      result_.end = path_end(settings_, result_.points);
      if (result_.end == PathEnd::last_lambda && observer_.enough()) result_.end = PathEnd::observer;
      if (result_.end != PathEnd::last_lambda) break;
    }
    result_.asked = points_;
    result_.stop = result_.points.back().stop;
    if (settings_.knots && result_.stop == StopReason::converged) find_knots();
    result_.activity = engine_.activity();
    result_.gram = problem_.coupling().statistics();
    result_.forms = problem_.forms();
    result_.seconds = engine_.seconds();
    return true;
  }
  Result take() { return std::move(result_); }

 private:
  [[nodiscard]] const Penalty& penalty() const { return problem_.penalty(); }

  // Whether the support is solved for lambda after lambda, so that going there by nearer ones pays.
  [[nodiscard]] bool follows() const { return settings_.screening && settings_.update == Update::exact; }

  // Gradient and certificate at the present residual.
  Certificate refresh(double near = nearly_entering) {
    const auto rows = static_cast<double>(design_.rows());
    const auto rank = static_cast<double>(design_.unpenalized().rank() + problem_.cone().columns());
    std::span<const double> r;
    engine_.run({"residual", 1, [&](Index) { r = problem_.exact_residual(); }, 2 * rows * (1 + rank)});
    const auto awake = awake_.variables();
    const auto u = problem_.coefficients();
    found_ = gradient_.refresh(engine_, r, penalty(), awake, u, near);
    fresh_ = true;
    Certificate certificate;
    engine_.run({"certificate", 1,
                 [&](Index) { certificate = certify(r, seen_.response(), awake, u, penalty(), found_); },
                 4 * rows + static_cast<double>(awake.size())});
    unrounded_gap_ = certificate.gap;
    certificate.gap += seen_.rounding(awake, u, penalty());
    return certificate;
  }

  // What no gradient of a residual can be told from.
  [[nodiscard]] double least_lambda() const {
    double longest = 0;
    for (Index j = 0; j < design_.columns(); ++j) {
      if (!design_.usable(j) || penalty().factor(j) == 0) continue;
      longest = std::max(longest, std::sqrt(design_.square(j)) / penalty().factor(j));
    }
    return top_rounding * longest * std::sqrt(2 * result_.null_deviance) / std::max(settings_.alpha, 1e-3);
  }

  // The least lambda at which everything penalized is zero.
  double find_lambda_max() {
    // At lambda = 0 every column is touched, and none needs to be listed.
    problem_.at(0);
    refresh(std::numeric_limits<double>::infinity());
    return found_.top / std::max(settings_.alpha, 1e-3);
  }

  // Where columns are few, no more than the rows, and a share of them is in already: to ask which enter costs more than
  // to solve for all.
  [[nodiscard]] bool all_at_once() const {
    return !result_.points.empty() && design_.unpenalized().rank() == 0 && settings_.screening &&
           !direct_.has_no_limit() &&
           static_cast<double>(result_.points.back().nonzero) >= entered * static_cast<double>(design_.columns()) &&
           design_.columns() <= std::min({few_columns, design_.rows(), problem_.round_limit()});
  }

  // The support follows lambda before anything is admitted: most of what the old residual would admit does not stay.
  void solve_support() {
    if (!follows()) return;
    if (all_at_once()) {
      awake_.wake_all();
    } else {
      awake_.hold(problem_.coefficients());
    }
    if (!awake_.variables().empty()) epoch();
  }

  void admit_entrants() {
    look_at_entrants();
    const auto candidates = static_cast<double>(found_.entrants.size() + awake_.variables().size());
    const Index limit = direct_.has_no_limit() ? design_.columns() : problem_.round_limit();
    engine_.run({"working set", 1,
                 [&](Index) {
                   awake_.choose(gradient_, std::move(found_.entrants), penalty(), problem_.coefficients(), limit);
                 },
                 candidates});
    epoch();
  }

  // What turns out to be a combination of unpenalized columns stays out.
  void look_at_entrants() {
    std::vector<Index> columns;
    for (const Entrant& entrant : found_.entrants) columns.push_back(entrant.variable);
    design_.look_at(engine_, columns);
    std::erase_if(found_.entrants, [this](const Entrant& entrant) { return !design_.usable(entrant.variable); });
  }

  // Rounds until they have done what they can, where nothing else does.
  void epoch() {
    if (!direct_.solve_awake(problem_, awake_, engine_)) {
      problem_.begin(awake_.variables(), settings_.tol * result_.null_deviance);
      if (fresh_) problem_.set_correlations(gradient_.touched(), gradient_.exact());
      engine_.rounds(model_, scheduler_);
    }
    fresh_ = false;
  }

  // A far lambda is reached by way of nearer ones, each left after one epoch: few entrants that will not stay.
  void approach(double lambda) {
    if (!follows()) return;
    const bool first = result_.points.empty();
    problem_.at(lambda);
    if (first && gradient_.violators(penalty()) <= awake_.few()) return;
    const double from = first ? result_.lambda_max : result_.points.back().lambda;
    const double far = std::max(lambda, least_);  // of lambda 0 no way would end
    for (double nearer = stride * from; nearer * stride > far; nearer *= stride) {
      if (engine_.limit() != StopReason::converged) return;
      problem_.at(nearer);
      solve_support();
      refresh();
      admit_entrants();
    }
  }

  // False, and no point, where rounding of the triangle hides whether it is found.
  bool solve(double lambda) {
    const auto number = static_cast<Index>(result_.points.size());
    const Span span("point", SpanKind::part, number);
    engine_.label_rounds(number);
    Point point;
    point.lambda = lambda;
    const double start = engine_.seconds();
    const Activity before = engine_.activity();
    problem_.at(lambda);
    const bool found = direct_.solve(problem_, awake_, engine_);
    if (!found) approach(lambda);
    problem_.at(lambda);
    const Coefficients start_from = nonzero();

    if (!found) solve_support();
    Certificate now = refresh();
    Progress progress(now.objective, result_.null_deviance, settings_.update);
    for (;;) {
      report(now);
      if (now.gap <= margin * settings_.tol) {
        point.stop = StopReason::converged;
        break;
      }
      if (progress.exploded(now.objective)) {
        point.stop = StopReason::diverged;
        break;
      }
      if (unrounded_gap_ <= margin * settings_.tol) return false;
      if (progress.stalls(now.objective, now.gap)) {
        point.stop = StopReason::stalled;
        break;
      }
      if (point.stop = engine_.limit(); point.stop != StopReason::converged) break;

      admit_entrants();
      now = refresh();
    }
    if (point.stop == StopReason::diverged) {
      // What is written must be a model: the point's start.
      fresh_ = false;
      problem_.restore(start_from.variables, start_from.u, engine_);
      now = refresh();
    }
    point.objective = now.objective;
    point.duality_gap = now.gap;
    point.explained = now.explained;
    seen_.fill(point, nonzero());
    const Activity& after = engine_.activity();
    point.rounds = after.rounds - before.rounds;
    point.updates = after.updates - before.updates;
    point.seconds = engine_.seconds() - start;
    observer_.point(point);
    result_.points.push_back(std::move(point));
    return true;
  }

  void find_knots() {
    double last = result_.lambda_max;
    for (const Point& point : result_.points) last = std::min(last, point.lambda);
    Homotopy homotopy(seen_, penalty(), settings_.tol, engine_);
    result_.stop = homotopy.run(result_.lambda_max, std::max(last, least_));
    result_.knots = homotopy.take();
  }

  // Scaled coefficients that are not zero, but of the unpenalized span. They are among those awake and the still.
  [[nodiscard]] Coefficients nonzero() const {
    const auto u = problem_.coefficients();
    const auto awake = awake_.variables();
    const auto& still = problem_.cone().still();
    Coefficients found;
    std::set_union(awake.begin(), awake.end(), still.begin(), still.end(), std::back_inserter(found.variables));
    std::erase_if(found.variables, [u](Index j) { return u[j] == 0; });
    for (const Index j : found.variables) found.u.push_back(u[j]);
    return found;
  }

  [[nodiscard]] Index count_nonzero() const {
    const auto u = problem_.coefficients();
    const auto awake = awake_.variables();
    const auto& still = problem_.cone().still();
    const auto others = std::count_if(still.begin(), still.end(), [&](Index j) {
      return u[j] != 0 && !std::binary_search(awake.begin(), awake.end(), j);
    });
    return others + std::count_if(awake.begin(), awake.end(), [u](Index j) { return u[j] != 0; });
  }

  void report(const Certificate& now) {
    Checkpoint checkpoint;
    checkpoint.seconds = engine_.seconds();
    checkpoint.lambda = penalty().lambda;
    checkpoint.objective = now.objective;
    checkpoint.duality_gap = now.gap;
    checkpoint.nonzero = design_.unpenalized().rank() + count_nonzero();
    checkpoint.point = static_cast<Index>(result_.points.size());
    checkpoint.points = points_;
    checkpoint.activity = &engine_.activity();
    observer_.checkpoint(checkpoint);
  }

  const Settings& settings_;
  Observer& observer_;
  Engine& engine_;
  Seen seen_;
  Standardized& design_;  // what is fitted on
  LinearProblem problem_;
  Erased<LinearProblem> model_;
  Scheduler scheduler_;
  WorkingSet awake_;
  Gradient gradient_;
  Direct direct_;
  Gradient::Findings found_;
  bool fresh_ = false;        // the gradient is that of the residual as it is
  double unrounded_gap_ = 0;  // of the last certificate, without what rounding may hide
  double least_ = 0;          // no lambda below has a gradient that can be told from rounding
  Index points_ = 0;
  Result result_;
};

static_assert(Coupled<LinearProblem>);

}  // namespace

Result fit(const AnyMatrix& X, std::span<const double> y, const Settings& settings, Observer& observer) {
  check(settings, X.rows(), X.columns());
  if (static_cast<Index>(y.size()) != X.rows()) {
    throw Error(ErrorKind::mismatch, "the response has " + std::to_string(y.size()) + " values, the data " +
                                         std::to_string(X.rows()) + " rows");
  }
  Engine engine(settings.engine);
  Result so_far;
  if (worth_a_triangle(X, settings)) {
    Fit reduced(X, y, settings, observer, engine, {}, true);
    const bool whole = reduced.run();
    so_far = reduced.take();
    if (whole) return so_far;
  }
  Fit fit(X, y, settings, observer, engine, std::move(so_far), false);
  fit.run();
  return fit.take();
}

Result fit(const AnyMatrix& X, std::span<const double> y, const Settings& settings) {
  Observer nobody;
  return fit(X, y, settings, nobody);
}

}  // namespace strads::linear
