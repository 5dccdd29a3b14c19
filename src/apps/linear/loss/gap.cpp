#include "apps/linear/loss/gap.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace strads::linear {

GapTerms gap_terms(const Penalty& penalty, std::span<const Index> variables, std::span<const double> u,
                   std::span<const double> c, double square, double n) {
  GapTerms terms;
  terms.square = square;
  terms.product = square;
  for (std::size_t k = 0; k < variables.size(); ++k) {
    const Index j = variables[k];
    const double gradient = c[k] - penalty.ridge(j) * u[k];
    const double size = penalty.non_negative ? gradient : std::abs(gradient);
    terms.product += n * u[k] * c[k];
    if (penalty.factor(j) == 0) continue;
    terms.value += penalty.value(j, u[k]);
    terms.ridge += penalty.ridge(j) * u[k] * u[k];
    if (size > 0) terms.worst = std::max(terms.worst, size / penalty.threshold(j));
    const double pull = penalty.pull(gradient, u[k]);
    terms.gradient_square += pull * pull / penalty.factor(j);
  }
  return terms;
}

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
