#include "apps/linear/loss/gap.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace strads::linear {

double duality_gap(const GapTerms& terms, const Penalty& penalty, double n) {
  constexpr double unknown = std::numeric_limits<double>::infinity();
  if (penalty.alpha == 0) {
    if (terms.gradient_square == 0) return 0.0;
    const double convexity = penalty.ridge_of(1.0);
    return convexity > 0 ? terms.gradient_square / (2 * convexity) : unknown;
  }
  const double square = terms.square + n * terms.ridge;
  if (!std::isfinite(square) || !std::isfinite(terms.product)) return unknown;
  const double most = 1 / std::max(1.0, terms.worst);
  const double length = square > 0 ? std::clamp(terms.product / square, penalty.non_negative ? 0.0 : -most, most) : 0.0;
  const double bound = (2 * length * terms.product - length * length * square) / (2 * n);
  return std::max(0.0, terms.square / (2 * n) + terms.value - bound);
}

}  // namespace strads::linear
