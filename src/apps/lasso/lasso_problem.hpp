// The lasso as a model of the scheduler: variables are columns, the shared state is the residual.
//
//   propose   a block reads the residual once (its correlations) and moves its variables on the cached Gram matrix
//   commit    the steps of all blocks reach the residual by row slices, fixed-point or plain atomics
//   feed back the size of each step is the new priority
#pragma once

#include <deque>
#include <span>
#include <vector>

#include "apps/lasso/block_solver.hpp"
#include "apps/lasso/gram_cache.hpp"
#include "apps/lasso/lasso.hpp"
#include "apps/lasso/penalty.hpp"
#include "apps/lasso/residual.hpp"
#include "apps/lasso/standardized.hpp"

namespace strads::lasso {

class LassoProblem {
 public:
  // `y` centred when the design is. `settings` are those of the fit.
  LassoProblem(const Standardized& design, std::span<const double> y, const Settings& settings);

  // Problem (strads/problem.hpp).
  [[nodiscard]] Index variables() const { return design_.columns(); }
  [[nodiscard]] double workload(Index j) const { return static_cast<double>(design_.raw().stored(j)); }
  void propose(Round& round, Index block);
  bool commit(Round& round, Pass& pass);
  void feed_back(Round& round);
  [[nodiscard]] bool pause() const { return pause_; }

  // Coupled.
  bool couple(Candidates& candidates, Pass& pass);
  void dependencies(Index tag, std::span<const Index> tags, std::span<double> out) const;

  // Between rounds.
  Penalty& penalty() { return penalty_; }
  [[nodiscard]] std::span<const double> coefficients() const { return u_; }  // scaled
  Residual& residual() { return residual_; }
  // Rounds from here on move `awake` variables; `enough` is a decrease of the objective not worth another sweep.
  void begin(Index awake, double enough);
  // Takes back everything since `coefficients` were `u`: scaled coefficients and the residual they leave.
  void restore(std::span<const double> u, Engine& engine);

  [[nodiscard]] GramStatistics gram_statistics() const;
  // Variables of one round at most, so that the cache holds all rounds in flight.
  [[nodiscard]] Index round_limit() const { return gram_.slots() / in_flight_; }

 private:
  // What a proposed round needs when it commits.
  struct Proposal {
    std::vector<double> decreases;  // of the objective, by block, as each block saw it
  };
  enum class Stage { accumulate, fold, measure, apply, done };
  [[nodiscard]] double judge(const Round& round) const;
  std::vector<Index> with_those_in_flight(const std::vector<Index>& candidates);

  const Standardized& design_;
  const Settings& settings_;
  Penalty penalty_;
  std::vector<double> u_;
  Residual residual_;
  Index in_flight_;
  GramCache gram_;
  bool uses_gram_;
  Index uses_ = 0;                         // rounds coupled
  std::deque<std::vector<Index>> recent_;  // candidates of the last lookahead rounds
  Index asked_ = 0;
  std::vector<Index> computed_;  // pairs, by tile of the last fill
  Index misses_ = 0;
  std::vector<BlockSolver> solvers_;
  std::vector<Proposal> proposals_;
  Stage stage_ = Stage::accumulate;
  double length_ = 1;  // of the joint step

  Index awake_ = 0;
  double enough_ = 0;
  Index sweep_updates_ = 0;
  double sweep_decrease_ = 0;
  double first_decrease_ = 0;
  int sweeps_ = 0;
  bool pause_ = false;
};

}  // namespace strads::lasso
