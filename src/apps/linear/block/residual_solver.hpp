// Solves the lasso restricted to one block on a private copy of the residual, over stored entries. For many sparse
// columns, whose Gram matrix would cost more to fill and factor than a few dozen passes cost.
//
// Two moves alternate. Sweeps of coordinate descent find the support. The Newton move solves the normal equations on
// it, signs held, by conjugate gradients preconditioned with the diagonal; coefficients that would change sign end at
// zero (a two-metric projection: Bertsekas 1982). Both only descend. Badly conditioned blocks make it crawl: it says so
// and stops.
#pragma once

#include <span>
#include <vector>

#include "apps/linear/penalty.hpp"
#include "apps/linear/state/residual.hpp"
#include "apps/linear/state/standardized.hpp"

namespace strads::linear {

class ResidualSolver {
 public:
  // Copies the columns out, scaled: 12 bytes a stored entry.
  ResidualSolver(const Standardized& design, std::span<const Index> variables, const Penalty& penalty);

  struct Outcome {
    double decrease = 0;    // of the objective
    bool accurate = false;  // the goal was reached
    double operations = 0;  // multiply-adds, the columns' copying included
  };
  // Until the block's duality gap is at most `goal`, or a tenth of what it was at first. The work is at most that of
  // `sweeps` sweeps; `u` are the scaled coefficients, updated.
  Outcome solve(const Residual& residual, double goal, Index sweeps, std::span<double> u);

 private:
  // An iterate: coefficients and what follows from them linearly.
  struct Iterate {
    std::vector<double> u;
    std::vector<double> r;
    double offset = 0;  // the true residual is r + offset
  };
  [[nodiscard]] double correlation(Index k, const Iterate& at) const;
  void subtract(Index k, double step, Iterate& from) const;
  void project(Iterate& at);
  [[nodiscard]] double objective(const Iterate& at) const;
  void sweep();
  double gap();  // also the correlations c_ at the iterate
  void newton_move(double most_work);
  Iterate conjugate_gradients(double most_work);
  bool advance(const Iterate& step, double length);

  const Standardized& design_;
  std::span<const Index> variables_;
  const Penalty& penalty_;
  std::vector<Index> starts_{0};
  std::vector<std::int32_t> rows_;
  std::vector<double> values_;  // of x_j / s_j
  std::vector<double> means_;   // m_j / s_j, 0 when not centring
  Iterate now_;
  std::vector<double> c_;
  double work_ = 0;  // stored entries touched
  std::vector<Index> support_;
};

}  // namespace strads::linear
