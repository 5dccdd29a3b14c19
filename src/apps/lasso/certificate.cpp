#include "apps/lasso/certificate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "apps/lasso/dot.hpp"

namespace strads::lasso {
namespace {

double dot(std::span<const double> a, std::span<const double> b) {
  return lasso::dot(a.data(), b.data(), static_cast<Index>(a.size()));
}

// Of the penalized variables.
double least_factor(const Penalty& penalty) {
  double least = std::numeric_limits<double>::infinity();
  for (const double factor : penalty.factors) {
    if (factor > 0) least = std::min(least, factor);
  }
  return std::isfinite(least) ? least : 1.0;
}

}  // namespace

double duality_gap(const GapTerms& terms, const Penalty& penalty, double n) {
  if (penalty.alpha == 0) {
    const double convexity = penalty.lambda * least_factor(penalty);
    return convexity > 0 ? terms.gradient_square / (2 * convexity) : 0.0;
  }
  const double square = terms.square + n * terms.ridge;
  const double most = 1 / std::max(1.0, terms.worst);
  const double length = square > 0 ? std::clamp(terms.product / square, penalty.non_negative ? 0.0 : -most, most) : 0.0;
  const double bound = (2 * length * terms.product - length * length * square) / (2 * n);
  return std::max(0.0, terms.square / (2 * n) + terms.value - bound);
}

Certificate certify(std::span<const double> r, std::span<const double> dual, std::span<const double> y,
                    std::span<const Index> awake, std::span<const double> u, const Penalty& penalty,
                    const Gradient::Findings& found) {
  const auto n = static_cast<double>(r.size());
  GapTerms terms;
  for (const Index j : awake) {
    terms.value += penalty.value(j, u[j]);
    terms.ridge += penalty.ridge(j) * u[j] * u[j];
  }
  terms.square = dot(dual, dual);
  terms.product = dot(dual, y);
  terms.worst = found.worst;
  terms.gradient_square = found.square;
  Certificate certificate;
  certificate.objective = dot(r, r) / (2 * n) + terms.value;
  // The dual point is `dual`, the primal one r: what the projection took away belongs to the gap.
  const double projected = std::max(0.0, dot(r, r) - terms.square) / (2 * n);
  const double unit = dot(y, y) / (2 * n);
  if (unit > 0) {
    certificate.gap = (duality_gap(terms, penalty, n) + projected) / unit;
    certificate.explained = 1 - dot(r, r) / dot(y, y);
  }
  if (!std::isfinite(certificate.objective)) certificate.gap = std::numeric_limits<double>::infinity();
  return certificate;
}

}  // namespace strads::lasso
