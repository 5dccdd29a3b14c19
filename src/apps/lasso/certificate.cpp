#include "apps/lasso/certificate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "apps/lasso/dot.hpp"

namespace strads::lasso {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::infinity();

double dot(std::span<const double> a, std::span<const double> b) {
  return lasso::dot(a.data(), b.data(), static_cast<Index>(a.size()));
}

}  // namespace

double duality_gap(const GapTerms& terms, const Penalty& penalty, double n) {
  if (penalty.alpha == 0) {
    if (terms.gradient_square == 0) return 0.0;
    const double convexity = penalty.ridge_of(1.0);
    return convexity > 0 ? terms.gradient_square / (2 * convexity) : kUnknown;
  }
  const double square = terms.square + n * terms.ridge;
  if (!std::isfinite(square) || !std::isfinite(terms.product)) return kUnknown;
  const double most = 1 / std::max(1.0, terms.worst);
  const double length = square > 0 ? std::clamp(terms.product / square, penalty.non_negative ? 0.0 : -most, most) : 0.0;
  const double bound = (2 * length * terms.product - length * length * square) / (2 * n);
  return std::max(0.0, terms.square / (2 * n) + terms.value - bound);
}

Certificate certify(std::span<const double> r, std::span<const double> y, std::span<const Index> awake,
                    std::span<const double> u, const Penalty& penalty, const Gradient::Findings& found) {
  const auto n = static_cast<double>(r.size());
  GapTerms terms;
  for (const Index j : awake) {
    terms.value += penalty.value(j, u[j]);
    terms.ridge += penalty.ridge(j) * u[j] * u[j];
  }
  terms.square = dot(r, r);
  terms.product = dot(r, y);
  terms.worst = found.worst;
  terms.gradient_square = found.square;
  Certificate certificate;
  certificate.objective = terms.square / (2 * n) + terms.value;
  const double unit = dot(y, y) / (2 * n);
  if (unit > 0) {
    certificate.gap = duality_gap(terms, penalty, n) / unit;
    certificate.explained = 1 - terms.square / dot(y, y);
  }
  if (!std::isfinite(certificate.objective)) certificate.gap = kUnknown;
  return certificate;
}

}  // namespace strads::lasso
