// Lasso and elastic net, one lambda or a warm-started path, every point of it with a certified duality gap.
//
//   P(b0, b) = 1/(2n) ||y - b0 - X b||^2 + lambda * sum_j v_j ( alpha s_j |b_j| + (1 - alpha)/(2 s_y) (s_j b_j)^2 )
//
// n rows; s_j the population standard deviation of column j (1 when not standardizing); v_j penalty factors, used as
// given; s_y is 1, or with scale_response the population standard deviation of y. Coefficients are on the original
// scale of X. Constant columns are left out: without an intercept too, when standardizing. So are unpenalized columns
// that are combinations of those before them (and the intercept), but where non_negative decides which of them stay.
//
// A point is converged when (P - D) <= tol * ||y - mean(y)||^2 / (2n) (no centring without an intercept), D the dual
// value at the residual scaled into the dual box; lambda_max is the least lambda at which all penalized coefficients
// are 0 (for alpha < 1e-3 that of alpha = 1e-3, as glmnet has it).
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "strads/engine.hpp"
#include "strads/engine_settings.hpp"
#include "strads/linalg/matrix.hpp"
#include "strads/scheduler_settings.hpp"

namespace strads::linear {

// How one worker updates the variables of its block.
enum class Update {
  exact,  // to the block's optimum, on the cached Gram matrix: coordinate descent, then direct solves on the support
  step,   // one coordinate step a variable (the papers)
};

// What a variable's priority is.
enum class Score {
  exact,  // the size of the step it would take now, from a gradient pass: sees zero coefficients that ought to move
  step,   // the size of its last step (the papers)
};

inline constexpr Index usual_points = 100;  // of a path, where none are asked for: glmnet's

struct Settings {
  // Problem.
  double alpha = 1.0;  // in [0, 1]; 1 is the lasso, 0 ridge
  bool intercept = true;
  bool standardize = true;
  bool non_negative = false;    // every coefficient but the intercept and those of `unbounded`, unpenalized ones too
  bool scale_response = false;  // as glmnet, which divides y by its deviation first: at alpha < 1 the same lambda then
                                // gives the same coefficients
  std::vector<double> penalty_factors{};  // one a column, >= 0, 0 for never penalized; empty: all 1
  std::vector<Index> unbounded{};  // of penalty factor 0, ascending: non_negative does not hold for these columns

  // Which lambdas: an absolute one, a fraction of lambda_max, or (neither) a path.
  std::optional<double> lambda{};
  std::optional<double> lambda_ratio{};
  std::optional<Index> path{};        // points, geometric from lambda_max; default: usual_points, or fewer (PathEnd)
  bool whole_path = false;            // without `path`: all usual_points
  std::optional<double> min_ratio{};  // last lambda / lambda_max; default 0.01 if n < p, else 1e-4
  std::vector<double> lambdas{};      // not empty: exactly these, in this order, whatever stands above
  // Result::knots, too: for alpha = 1, where the path between two of them is a straight line. Takes a pass over the
  // columns that come near and a system of the support for each. Not for unpenalized coefficients that are
  // held non-negative.
  bool knots = false;

  double tol = 1e-6;

  // How.
  SchedulerSettings scheduler{};
  EngineSettings engine{};
  Update update = Update::exact;
  Score score = Score::exact;
  bool screening = true;  // put to sleep what a bound proves to stay zero
  bool safeguard = true;  // line search when the joint step of several blocks would raise the objective
  CommitKind commit = CommitKind::slices;
  // Of the dependency cache; at least what one round needs is used. Default: a quarter of the memory that the process
  // may have, as only what is needed is touched. Bits follow it where the variables that are awake have no room in it.
  std::optional<Index> gram_cache_bytes{};
};

// Throws Error (usage, mismatch) with a sentence that names the setting.
void check(const Settings& settings, Index rows, Index columns);

// The schedules that have a name: --schedule of the command line.
enum class Schedule {
  dynamic,        // the default of every setting
  published,      // the papers' own (Lee et al. 2013), as their released code has it
  static_blocks,  // the papers' baselines: fixed blocks,
  random,         // Shotgun,
  cyclic,         // sequential coordinate descent: one worker
};

// Sets all that makes the schedule, and nothing else: policy, conflict, pair_limit, sum_limit, eta, update, score,
// screening, safeguard, and for cyclic workers. What is to differ from it is set afterwards.
//
// published is the one definition of the papers' schedule. Variables are drawn by the size of their last step plus
// eta = 0.1 of the mean, four for each worker; a candidate that depends by papers_pair_limit or more on one that is
// kept is refused, whatever the sum; each of the rest takes one coordinate step; nothing is screened or safeguarded.
// The baselines take single steps in the same way.
void set_schedule(Settings& settings, Schedule schedule);

// The model at one lambda of the path.
struct Point {
  double lambda = 0;
  double objective = 0;
  double duality_gap = 0;  // relative, as above
  double explained = 0;    // 1 - ||y - b0 - X b||^2 / ||y - mean(y)||^2 (no centring without an intercept)
  Index nonzero = 0;       // penalized and unpenalized coefficients that are not 0, without the intercept
  Index rounds = 0;
  Index updates = 0;
  double seconds = 0;
  StopReason stop = StopReason::converged;
  double intercept = 0;
  std::vector<Index> index;   // ascending columns with nonzero coefficient
  std::vector<double> value;  // on the original scale
};

// Where the path bends: a lambda at which a coefficient becomes nonzero or zero, as lambda falls.
struct Knot {
  double lambda = 0;
  Index column = 0;
  bool enters = false;     // else it leaves
  int sign = 0;            // of the coefficient, below lambda or above
  Index nonzero = 0;       // coefficients below lambda, as in Point
  double duality_gap = 0;  // relative, of the coefficients at lambda
};

// The state at a certificate: one line of the trace.
struct Checkpoint {
  double seconds = 0;
  double lambda = 0;
  double objective = 0;
  double duality_gap = 0;  // relative
  Index nonzero = 0;
  Index point = 0;                     // of the path, from 0
  Index points = 0;                    // in all
  const Activity* activity = nullptr;  // since the start of the fit
};

// Told of a fit as it runs, on the thread that called it.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void checkpoint(const Checkpoint& /*now*/) {}
  virtual void point(const Point& /*done*/) {}
  // Asked after each point that another would follow: whether the path ends with it.
  [[nodiscard]] virtual bool enough() { return false; }
};

struct GramStatistics {
  Index hits = 0;     // pairs asked for and present
  Index misses = 0;   // pairs computed
  Index bytes = 0;    // held at the end
  Index evicted = 0;  // variables that lost their place
};

// How epochs were solved, chosen by counted costs.
struct FormStatistics {
  Index gram = 0;      // epochs on the cached Gram matrix
  Index residual = 0;  // epochs on the residual
  Index defeats = 0;   // blocks that the residual form gave up
};

// Why a path has no further point. Where neither `lambdas` nor `path` asks for points one by one, it ends as glmnet's
// does (fdev, devmax and mnlam of glmnet.control), after the fifth point or a later one that
//   - explains more than 0.999 of the deviance: what is left is hardly to be told from nothing;
//   - explains less than 1e-5 of itself more than the point before: further ones would all be the same model. Where tol
//     is above 1e-5 this is not asked, as differences of that size are within it.
// `whole_path` goes on to the last. Whatever was asked for, a path also ends where its observer has seen enough.
enum class PathEnd { last_lambda, explained, no_gain, observer };
[[nodiscard]] std::string_view name(PathEnd end);

struct Result {
  double lambda_max = 0;     // 0 when y is constant; then, or when no penalized column can enter, a path has one point
  double null_deviance = 0;  // ||y - mean(y)||^2 / (2n): the unit of the relative gap
  std::vector<Index> constant;   // columns left out, ascending
  std::vector<Index> dependent;  // unpenalized ones left out: combinations of those before them
  std::vector<Index> far;        // means of more than 10,000 deviations: in float they would keep 3 digits
  std::vector<Point> points;
  PathEnd end = PathEnd::last_lambda;  // of a fit that converged
  Index asked = 0;                     // points of the path, had it not ended before
  // Settings::knots: all from lambda_max to the least lambda of the points, falling. Between two of them, and to that
  // lambda, coefficients are linear in lambda. Columns that depend on the support stay out: of equal ones, the first is
  // taken. They end where a certificate fails.
  std::vector<Knot> knots;
  StopReason stop = StopReason::converged;  // of the first point that did not converge, or of the knots
  Activity activity;
  GramStatistics gram;
  FormStatistics forms;
  double seconds = 0;
};

// y of length X.rows(), all finite. Throws as `check` does, and Error (mismatch) if y's length differs. X and y are
// read where they are and not copied. Any number of fits may run at once, on the same X too.
Result fit(const AnyMatrix& X, std::span<const double> y, const Settings& settings, Observer& observer);
Result fit(const AnyMatrix& X, std::span<const double> y, const Settings& settings = {});

// Of each row of X what the point predicts, in the units of y: intercept + X b. X has the columns that were fitted, in
// their order; Error (mismatch) if it has not as many as the point uses. O(entries of the columns used), one thread.
[[nodiscard]] std::vector<double> predict(const Point& point, const AnyMatrix& X);

}  // namespace strads::linear
