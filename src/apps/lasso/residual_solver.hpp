// Solves the lasso restricted to one block on a private copy of the residual: coordinate descent over stored entries,
// extrapolated (Anderson acceleration; Bertrand and Massias 2021). For many sparse columns, whose Gram matrix would
// cost more to fill and factor than sweeps cost. Badly conditioned blocks make it crawl: it says so and stops.
#pragma once

#include <span>
#include <vector>

#include "apps/lasso/penalty.hpp"
#include "apps/lasso/residual.hpp"
#include "apps/lasso/standardized.hpp"

namespace strads::lasso {

class ResidualSolver {
 public:
  // Copies the columns out, scaled: 12 bytes a stored entry.
  ResidualSolver(const Standardized& design, std::span<const Index> variables, const Penalty& penalty);

  struct Outcome {
    double decrease = 0;    // of the objective
    bool accurate = false;  // every violation was at most `accuracy` times its threshold in one sweep
  };
  // At most `sweeps`; `u` are the scaled coefficients, updated.
  Outcome solve(const Residual& residual, double accuracy, Index sweeps, std::span<double> u);

 private:
  // An iterate: coefficients and what follows from them linearly.
  struct Iterate {
    std::vector<double> u;
    std::vector<double> r;
    double offset = 0;  // the true residual is r + offset
  };
  double sweep();  // the largest violation met, in units of its threshold
  [[nodiscard]] double objective(const Iterate& at) const;
  void extrapolate();

  static constexpr std::size_t kMemory = 5;  // iterates combined

  const Standardized& design_;
  std::span<const Index> variables_;
  const Penalty& penalty_;
  std::vector<Index> starts_{0};
  std::vector<std::int32_t> rows_;
  std::vector<double> values_;  // of x_j / s_j
  std::vector<double> means_;   // m_j / s_j, 0 when not centring
  Iterate now_;
  std::vector<Iterate> past_;
};

}  // namespace strads::lasso
