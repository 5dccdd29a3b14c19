// The penalty at one lambda, on scaled coefficients u_j = s_j b_j:  threshold_j |u_j| + ridge_j / 2 u_j^2, with
// threshold_j = lambda alpha v_j and ridge_j = lambda (1 - alpha) v_j / response_scale. Variables with v_j = 0 have
// none of both (unpenalized.hpp, and unpenalized_cone.hpp for its wall at zero).
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "strads/index.hpp"

namespace strads::linear {

struct Penalty {
  double lambda = 0;
  double alpha = 1;
  double response_scale = 1;
  bool non_negative = false;
  std::vector<double> factors;  // v_j; empty: all 1

  [[nodiscard]] double factor(Index j) const { return factors.empty() ? 1.0 : factors[j]; }
  // True when zero is a corner of the penalty (or its wall), where a coefficient may come to rest.
  [[nodiscard]] bool kinked() const { return alpha > 0 || non_negative; }
  [[nodiscard]] double threshold_of(double v) const { return lambda * alpha * v; }
  [[nodiscard]] double threshold(Index j) const { return threshold_of(factor(j)); }
  [[nodiscard]] double ridge_of(double v) const { return lambda * (1 - alpha) * v / response_scale; }
  [[nodiscard]] double ridge(Index j) const { return ridge_of(factor(j)); }
  [[nodiscard]] double value(Index j, double u) const { return threshold(j) * std::abs(u) + 0.5 * ridge(j) * u * u; }

  // The minimizer of square/2 (u - z/square)^2 + penalty(u): one coordinate step (soft thresholding).
  [[nodiscard]] double minimizer(Index j, double z, double square) const {
    const double t = threshold(j);
    const double free = z > t ? z - t : (z < -t && !non_negative ? z + t : 0.0);
    return free / (square + ridge(j));
  }

  // How far u with correlation c is from optimal, in units of the correlation (the KKT residual).
  [[nodiscard]] double violation(Index j, double u, double c) const {
    const double t = threshold(j);
    const double g = c - ridge(j) * u;
    if (u != 0) return std::abs(g - std::copysign(t, u));
    return std::max(0.0, (non_negative ? g : std::abs(g)) - t);
  }

  // What is left of a gradient once the wall at zero has pushed back: 0 where nothing can be gained.
  [[nodiscard]] double pull(double gradient, double u) const {
    return non_negative && u == 0 ? std::max(gradient, 0.0) : gradient;
  }
};

}  // namespace strads::linear
