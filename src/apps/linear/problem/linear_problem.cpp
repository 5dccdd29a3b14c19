#include "apps/linear/problem/linear_problem.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <utility>

#include "apps/linear/block/residual_solver.hpp"
#include "apps/linear/state/line_search.hpp"
#include "strads/scheduler_rules.hpp"

namespace strads::linear {
namespace {

// Of a block's solve, in units of tol: the gap is a few times the violation, and direct solves reach it at no cost.
constexpr double gram_accuracy = 0.01;
constexpr double residual_goal = 0.3;  // of a block's share of the tolerated gap: others may be missing
constexpr double enough = 0.01;        // of it: a sweep that gains less need not be repeated

}  // namespace

LinearProblem::LinearProblem(const Standardized& design, std::span<const double> y, const Settings& settings,
                             double response_scale, UnpenalizedCone cone)
    : design_(design),
      settings_(settings),
      u_(design.columns()),
      residual_(design, y, settings.commit),
      cone_(std::move(cone)),
      coupling_(design, settings),
      uses_gram_(filters(settings.scheduler) || settings.update == Update::exact),
      solves_on_gram_(settings.update == Update::exact || settings.scheduler.conflict == Conflict::group),
      form_(design, settings.alpha, solves_all_at_once()),
      solvers_(settings.update == Update::exact ? settings.scheduler.workers : 0, BlockSolver(design)),
      decreases_(settings.engine.lookahead + 1) {
  penalty_.alpha = settings.alpha;
  penalty_.non_negative = settings.non_negative;
  penalty_.factors = settings.penalty_factors;
  penalty_.response_scale = response_scale;
}

std::span<const double> LinearProblem::exact_residual() {
  const std::span<double> r = residual_.make_exact();
  cone_.solve(r, u_);
  return r;
}

Index LinearProblem::round_limit() const { return std::min(coupling_.round_limit(), room(settings_.scheduler)); }

// Every round is one block of all its candidates, solved to its optimum, and none is in flight beside it.
bool LinearProblem::solves_all_at_once() const {
  const Index set = settings_.scheduler.candidates;
  return settings_.update == Update::exact && settings_.engine.lookahead == 0 &&
         one_block(settings_.scheduler, set > 0 ? set : round_limit());
}

void LinearProblem::begin(std::span<const Index> awake, double tolerance) {
  tolerance_ = tolerance;
  known_ = {};
  epoch_.begin(static_cast<Index>(awake.size()), enough * tolerance);
  form_.choose(awake);
  // No round is in flight: propose finds its place ready.
  for (auto& decreases : decreases_) decreases.assign(settings_.scheduler.workers, 0.0);
}

void LinearProblem::set_correlations(std::span<const Index> variables, std::span<const double> correlations) {
  // With rounds in flight the residual may change while others still propose.
  if (settings_.engine.lookahead > 0) return;
  known_ = variables;
  known_correlations_ = correlations;
}

bool LinearProblem::is_now(Index j, double correlation) const {
  double now = 0;
  design_.correlations({&j, 1}, residual_.values(), residual_.offset(), &now);
  return now == correlation;
}

// With the residual as it is.
std::vector<double> LinearProblem::correlations(Move& move) const {
  const auto variables = move.variables;
  std::vector<double> c(variables.size());
  std::vector<Index> rest;
  std::vector<std::size_t> places;
  auto at = known_.begin();
  for (std::size_t k = 0; k < variables.size(); ++k) {
    at = std::lower_bound(at, known_.end(), variables[k]);
    if (at != known_.end() && *at == variables[k]) {
      c[k] = known_correlations_[at - known_.begin()];
      assert(is_now(variables[k], c[k]));
    } else {
      rest.push_back(variables[k]);
      places.push_back(k);
      move.operations += workload(variables[k]);
    }
  }
  std::vector<double> found(rest.size());
  design_.correlations(rest, residual_.values(), residual_.offset(), found.data());
  for (std::size_t i = 0; i < rest.size(); ++i) c[places[i]] = found[i];
  return c;
}

// With c the correlations before and after, the quadratic part falls by the steps' (c + c_after)/2.
double LinearProblem::decrease(const Move& move, std::span<const double> c, std::span<const double> c_after) const {
  double sum = 0;
  for (std::size_t k = 0; k < move.u.size(); ++k) {
    const Index j = move.variables[k];
    sum += (move.u[k] - u_[j]) * 0.5 * (c[k] + c_after[k]) - (penalty_.value(j, move.u[k]) - penalty_.value(j, u_[j]));
  }
  return sum;
}

void LinearProblem::move_on_residual(Move& move) {
  ResidualSolver solver(design_, move.variables, penalty_);
  const double share = static_cast<double>(move.u.size()) / static_cast<double>(epoch_.awake());
  const auto outcome = solver.solve(residual_, residual_goal * share * tolerance_, form_.sweeps(), move.u);
  move.decrease = outcome.decrease;
  move.operations = outcome.operations;
  if (!outcome.accurate) form_.defeat();
}

void LinearProblem::move_on_gram(Move& move, const Round& round, Index b, const RunPass& run) {
  const auto start = static_cast<std::size_t>(round.starts[b]);
  const auto m = static_cast<Index>(move.variables.size());
  const std::span<const Index> tags(round.tags.data() + start, move.variables.size());
  const BlockProducts products(coupling_.gram(), tags, coupling_.quiet());
  const std::vector<double> c = correlations(move);
  std::vector<double> c_after(m);
  std::vector<double> spread(products.width());
  for (Index k = 0; k < m; ++k) spread[products.at(k)] = c[k];
  const Block block{move.variables, products, penalty_, move.u, spread, run};
  if (settings_.update == Update::exact) {
    move.operations += solvers_[b].solve(block, gram_accuracy * settings_.tol);
  } else {
    move.operations += sweep(block, 0.0);
  }
  for (Index k = 0; k < m; ++k) c_after[k] = spread[products.at(k)];
  move.decrease = decrease(move, c, c_after);
}

// Each variable from the snapshot, as if there were no other.
void LinearProblem::move_alone(Move& move) const {
  const std::vector<double> c = correlations(move);
  std::vector<double> c_after(c);
  for (std::size_t k = 0; k < move.u.size(); ++k) {
    const double square = design_.square(move.variables[k]);
    const double next = penalty_.minimizer(move.variables[k], c[k] + square * move.u[k], square);
    c_after[k] -= square * (next - move.u[k]);
    move.u[k] = next;
  }
  move.decrease = decrease(move, c, c_after);
}

void LinearProblem::propose(Round& round, Index b, const RunPass& run) {
  Move move{round.block(b), {}};
  for (const Index j : move.variables) move.u.push_back(u_[j]);
  if (form_.sweeps() > 0) {
    move_on_residual(move);
  } else if (uses_gram_ && solves_on_gram_ && (settings_.update == Update::exact || move.u.size() > 1)) {
    move_on_gram(move, round, b, run);
  } else {
    move_alone(move);
  }
  for (std::size_t k = 0; k < move.u.size(); ++k) {
    round.steps[static_cast<std::size_t>(round.starts[b]) + k] = move.u[k] - u_[move.variables[k]];
  }
  decreases_[round.number % static_cast<Index>(decreases_.size())][b] = move.decrease;
  round.work.operations[b] = move.operations;
}

// The best length of the joint step when its full length would raise the objective, else 1.
double LinearProblem::judge(const Round& round) const {
  const auto n = static_cast<double>(design_.rows());
  return line_search(penalty_, round.variables, u_, round.steps, residual_.product() / n, residual_.square() / n);
}

void LinearProblem::commit(Round& round, const RunPass& run) {
  const bool moves = std::any_of(round.steps.begin(), round.steps.end(), [](double step) { return step != 0; });
  round.work.state_bytes = moves ? 8 * static_cast<double>(design_.rows()) : 0;
  if (!moves) return;
  const bool trial = settings_.safeguard && round.blocks() > 1;
  residual_.begin(round, trial);
  run(residual_.accumulate());
  if (residual_.folds()) run(residual_.fold());
  if (residual_.projects()) run(residual_.project());
  double length = 1;
  if (trial) {
    run(residual_.measure());
    length = judge(round);
    run(residual_.apply(length));
  }
  residual_.finish(length);
  known_ = {};
  for (std::size_t k = 0; k < round.variables.size(); ++k) {
    round.steps[k] *= length;
    u_[round.variables[k]] += round.steps[k];
  }
}

void LinearProblem::feed_back(Round& round) {
  bool finite = true;
  for (std::size_t k = 0; k < round.variables.size(); ++k) {
    round.priorities[k] = std::abs(round.steps[k]);
    finite = finite && std::isfinite(round.steps[k]);
  }
  if (!finite) {
    std::fill(round.priorities.begin(), round.priorities.end(), 0.0);
    epoch_.end();
    return;
  }
  const auto& decreases = decreases_[round.number % static_cast<Index>(decreases_.size())];
  const bool solved = settings_.update == Update::exact && round.blocks() == 1 && round.kept() >= epoch_.awake();
  epoch_.record(round.kept(), std::accumulate(decreases.begin(), decreases.begin() + round.blocks(), 0.0), solved);
}

// Where blocks are not solved with dependencies, none is computed unless the filter asks.
void LinearProblem::fill_dependencies(Candidates& candidates, const RunPass& run) {
  const bool spared = !solves_on_gram_ && coupling_.quiet() && !candidates.checked;
  if (uses_gram_ && form_.sweeps() == 0 && !spared) return coupling_.fill_dependencies(candidates, run);
  candidates.tags.assign(candidates.variables.size(), 0);
}

void LinearProblem::restore(std::span<const Index> variables, std::span<const double> u, Engine& engine) {
  std::fill(u_.begin(), u_.end(), 0.0);
  for (std::size_t k = 0; k < u.size(); ++k) u_[variables[k]] = u[k];
  residual_.rebuild(u_, engine);
}

void LinearProblem::place(std::span<const Index> variables, std::span<const double> u, std::span<const double> r) {
  for (std::size_t k = 0; k < u.size(); ++k) u_[variables[k]] = u[k];
  residual_.place(r);
  known_ = {};
}

}  // namespace strads::linear
