// The lasso as a model of the scheduler: variables are columns, the shared state is the residual.
//
//   propose   a block reads the residual once and moves its variables, on the cached Gram matrix or a private residual
//   commit    the steps of all blocks reach the residual by row slices, fixed-point or plain atomics
//   feed back the size of each step is the new priority
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "apps/linear/block/block_form.hpp"
#include "apps/linear/block/block_solver.hpp"
#include "apps/linear/gram/gram_coupling.hpp"
#include "apps/linear/penalty.hpp"
#include "apps/linear/problem/epoch.hpp"
#include "apps/linear/state/residual.hpp"
#include "apps/linear/state/standardized.hpp"
#include "apps/linear/state/unpenalized_cone.hpp"
#include "strads/linear.hpp"

namespace strads::linear {

class LinearProblem {
 public:
  // `y` centred when the design is, `response_scale` that of the penalty. `settings` are those of the fit, `cone` has
  // the unpenalized variables that may not fall below zero.
  LinearProblem(const Standardized& design, std::span<const double> y, const Settings& settings,
                double response_scale = 1, UnpenalizedCone cone = {});

  // Problem (strads/problem.hpp).
  [[nodiscard]] Index variables() const { return design_.columns(); }
  [[nodiscard]] double workload(Index j) const { return static_cast<double>(design_.raw().stored(j)); }
  void propose(Round& round, Index b, const RunPass& run);
  void commit(Round& round, const RunPass& run);
  void feed_back(Round& round);
  [[nodiscard]] bool pause() const { return epoch_.over(); }

  // Coupled.
  void fill_dependencies(Candidates& candidates, const RunPass& run);
  void dependencies(Index tag, std::span<const Index> tags, std::span<double> out) const {
    coupling_.dependencies(tag, tags, out);
  }

  // Between rounds.
  // Penalizes by lambda from here on.
  void at(double lambda) { penalty_.lambda = lambda; }
  [[nodiscard]] const Penalty& penalty() const { return penalty_; }
  [[nodiscard]] std::span<const double> coefficients() const { return u_; }  // scaled
  [[nodiscard]] const UnpenalizedCone& cone() const { return cone_; }
  // The true residual, off all that unpenalized columns can explain.
  std::span<const double> exact_residual();
  [[nodiscard]] const GramCoupling& coupling() const { return coupling_; }
  [[nodiscard]] const FormStatistics& forms() const { return form_.statistics(); }
  // Whether a block of these variables would be solved on the residual.
  [[nodiscard]] bool suits_residual(std::span<const Index> variables) const { return form_.affordable(variables) > 0; }
  // Variables that one round can take: what the workers' blocks hold and the cache keeps.
  [[nodiscard]] Index round_limit() const;
  // Rounds from here on move variables of `awake`; `tolerance` is the gap that the whole may keep.
  void begin(std::span<const Index> awake, double tolerance);
  // The correlations of `variables`, ascending, with the residual as it is: the first round need not touch their
  // columns. Whoever gives them keeps them until then.
  void set_correlations(std::span<const Index> variables, std::span<const double> correlations);
  // From here on the scaled coefficients are `u` of `variables`, all others 0, and the residual is what they leave.
  void restore(std::span<const Index> variables, std::span<const double> u, Engine& engine);
  // From here on these variables have the scaled coefficients u, others what they had, and the residual is r.
  void place(std::span<const Index> variables, std::span<const double> u, std::span<const double> r);

 private:
  // A block being solved: its variables' coefficients, moved in place, what they gained and cost.
  struct Move {
    std::span<const Index> variables;
    std::vector<double> u;
    double decrease = 0;
    double operations = 0;  // multiply-adds
  };
  [[nodiscard]] std::vector<double> correlations(Move& move) const;
  [[nodiscard]] bool is_now(Index j, double correlation) const;
  void move_on_residual(Move& move);
  void move_on_gram(Move& move, const Round& round, Index b, const RunPass& run);
  void move_alone(Move& move) const;
  [[nodiscard]] double decrease(const Move& move, std::span<const double> c, std::span<const double> c_after) const;

  [[nodiscard]] bool solves_all_at_once() const;
  [[nodiscard]] double judge(const Round& round) const;

  const Standardized& design_;
  const Settings& settings_;
  Penalty penalty_;
  std::vector<double> u_;
  Residual residual_;
  UnpenalizedCone cone_;
  GramCoupling coupling_;
  bool uses_gram_;
  bool solves_on_gram_;
  BlockForm form_;
  double tolerance_ = 0;
  std::span<const Index> known_;  // variables whose correlations are known while the residual stays
  std::span<const double> known_correlations_;
  std::vector<BlockSolver> solvers_;            // one a block
  std::vector<std::vector<double>> decreases_;  // of rounds in flight, by block, as each block saw it
  Epoch epoch_;
};

}  // namespace strads::linear
