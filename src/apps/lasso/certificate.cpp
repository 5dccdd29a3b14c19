#include "apps/lasso/certificate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace strads::lasso {
namespace {

double dot(std::span<const double> a, std::span<const double> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

}  // namespace

Certificate certify(std::span<const double> r, std::span<const double> dual, std::span<const double> y,
                    std::span<const double> u, const Penalty& penalty, const Gradient::Findings& found) {
  const auto n = static_cast<double>(r.size());
  const double unit = dot(y, y) / (2 * n);
  double objective = dot(r, r) / (2 * n);
  double ridge = 0;
  double least_factor = std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < u.size(); ++k) {
    const auto j = static_cast<Index>(k);
    if (penalty.penalized(j)) least_factor = std::min(least_factor, penalty.factor(j));
    if (u[k] == 0) continue;
    objective += penalty.value(j, u[k]);
    ridge += penalty.ridge(j) * u[k] * u[k];
  }
  Certificate certificate{objective, 0.0};
  if (unit == 0) return certificate;
  if (penalty.alpha == 0) {
    const double convexity = penalty.lambda * (std::isfinite(least_factor) ? least_factor : 1.0);
    certificate.gap = convexity > 0 ? found.square / (2 * convexity) / unit : 0.0;
    return certificate;
  }
  const double worst = std::max(1.0, found.worst);
  const double square = dot(dual, dual) + n * ridge;
  const double product = dot(dual, y);
  const double lowest = penalty.non_negative ? 0.0 : -1.0 / worst;
  const double length = square > 0 ? std::clamp(product / square, lowest, 1.0 / worst) : 0.0;
  const double bound = (2 * length * product - length * length * square) / (2 * n);
  certificate.gap = std::max(0.0, objective - bound) / unit;
  if (!std::isfinite(objective)) certificate.gap = std::numeric_limits<double>::infinity();
  return certificate;
}

}  // namespace strads::lasso
