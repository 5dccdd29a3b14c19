#include "apps/linear/screening/certificate.hpp"

#include <cmath>
#include <limits>

#include "apps/linear/dot.hpp"
#include "apps/linear/loss/gap.hpp"

namespace strads::linear {
namespace {

double dot(std::span<const double> a, std::span<const double> b) {
  return linear::dot(a.data(), b.data(), static_cast<Index>(a.size()));
}

}  // namespace

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
  if (!std::isfinite(certificate.objective)) certificate.gap = std::numeric_limits<double>::infinity();
  return certificate;
}

}  // namespace strads::linear
