// The safeguard of a joint step: blocks that were solved apart may overshoot together.
#pragma once

#include <span>
#include <vector>

#include "apps/linear/penalty.hpp"

namespace strads::linear {

// The objective along the joint step, f(t) = f(0) + t product + t^2/2 square + penalty(u + t d) - penalty(u), with
// product = r'q/n and square = q'q/n for the change q of the residual. Returns 1 when f(1) <= f(0); else the minimizer
// of the convex f in (0, 1), by bisection of its slope: 0 < t < 1 with f(t) <= f(0).
inline double line_search(const Penalty& penalty, std::span<const Index> variables, std::span<const double> u,
                          std::span<const double> steps, double product, double square) {
  const auto change = [&](double t) {
    double sum = t * product + 0.5 * t * t * square;
    for (std::size_t k = 0; k < variables.size(); ++k) {
      const Index j = variables[k];
      sum += penalty.value(j, u[j] + t * steps[k]) - penalty.value(j, u[j]);
    }
    return sum;
  };
  if (!(change(1.0) > 0)) return 1.0;
  const auto slope = [&](double t) {
    double sum = product + t * square;
    for (std::size_t k = 0; k < variables.size(); ++k) {
      const Index j = variables[k];
      const double at = u[j] + t * steps[k];
      const double sign = at > 0 ? 1.0 : (at < 0 ? -1.0 : 0.0);
      sum += steps[k] * (penalty.threshold(j) * sign + penalty.ridge(j) * at);
    }
    return sum;
  };
  double low = 0;
  double high = 1;
  for (int halving = 0; halving < 40; ++halving) {
    const double middle = 0.5 * (low + high);
    (slope(middle) > 0 ? high : low) = middle;
  }
  return low;
}

}  // namespace strads::linear
