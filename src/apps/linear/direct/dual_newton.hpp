// Elastic nets whose support is larger than the data have rows, on the dual: with ridge_j above 0 the coefficients
// follow from the residual,
//
//   u_j(r) = soft(x~_j'r / n, threshold_j) / ridge_j,
//
// and r is the minimum of  |r|^2 / (2n) - y'r / n + sum_j (|x~_j'r / n| - threshold_j)_+^2 / (2 ridge_j), which is
// smooth and strongly convex, with a gradient that is piecewise linear: a semismooth Newton method (Qi and Sun 1993;
// Li, Sun and Toh 2018) takes a system of n rows a step and ends after a few. One thread at a time; its passes use all.
#pragma once

#include <span>
#include <vector>

#include "apps/linear/block/row_factor.hpp"
#include "apps/linear/penalty.hpp"
#include "apps/linear/state/standardized.hpp"

namespace strads::linear {

class DualNewton {
 public:
  explicit DualNewton(const Standardized& design) : design_(design), factor_(design) {}

  // u, scaled coefficients of `variables` (ascending), and their residual r become those of the optimum among them, all
  // others left as they are; every variable has a ridge. Until a violation of the optimality condition is at most
  // `accuracy` thresholds, or rounding's floor.
  void solve(std::span<const Index> variables, const Penalty& penalty, double accuracy, std::vector<double>& u,
             std::vector<double>& r, Engine& engine);

 private:
  struct Way {
    double length;  // of the step
    bool falls;     // the dual objective, by more than rounding
  };
  [[nodiscard]] Way search(const Penalty& penalty, std::span<const double> r, std::span<const double> y) const;

  const Standardized& design_;
  RowFactor factor_;
  std::span<const Index> variables_;
  std::vector<double> correlations_;  // of the variables, with r
  std::vector<double> changes_;       // with the step
  std::vector<double> step_;
};

}  // namespace strads::linear
