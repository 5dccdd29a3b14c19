#include "apps/linear/state/unpenalized.hpp"

#include <cmath>

#include "apps/linear/dot.hpp"

namespace strads::linear {
namespace {

constexpr double dependent_share = 1e-10;  // of its length, what a column must have of its own to count

double product(const std::vector<double>& axis, std::span<const double> r) {
  return dot(axis.data(), r.data(), static_cast<Index>(r.size())) / static_cast<double>(r.size());
}

void subtract(const std::vector<double>& axis, double share, std::span<double> r) {
  for (std::size_t i = 0; i < r.size(); ++i) r[i] -= share * axis[i];
}

}  // namespace

void Unpenalized::add(Index column, std::vector<double> x, double rounding) {
  const double length = std::sqrt(product(x, x));
  std::vector<double> shares(axes_.size() + 1);
  // Twice: the second pass takes out what rounding left where little remains.
  for (int pass = 0; pass < 2; ++pass) {
    for (std::size_t k = 0; k < axes_.size(); ++k) {
      const double share = product(axes_[k], x);
      shares[k] += share;
      subtract(axes_[k], share, x);
    }
  }
  const double own = shares.back() = std::sqrt(product(x, x));
  if (!(own > dependent_share * length + rounding)) {
    dependent_.push_back(column);
    return;
  }
  for (double& value : x) value /= own;
  variables_.push_back(column);
  axes_.push_back(std::move(x));
  shares_.push_back(std::move(shares));
}

void Unpenalized::project(std::span<double> r) const {
  for (const auto& axis : axes_) subtract(axis, product(axis, r), r);
}

std::vector<double> Unpenalized::fit(std::span<const double> t) const {
  std::vector<double> rest(t.begin(), t.end());
  std::vector<double> u;
  for (const auto& axis : axes_) {
    u.push_back(product(axis, rest));
    subtract(axis, u.back(), rest);
  }
  for (std::size_t k = u.size(); k-- > 0;) {
    u[k] /= shares_[k][k];
    for (std::size_t i = 0; i < k; ++i) u[i] -= shares_[k][i] * u[k];
  }
  return u;
}

}  // namespace strads::linear
