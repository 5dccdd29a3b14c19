#include "apps/linear/state/unpenalized_cone.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "apps/linear/dot.hpp"

namespace strads::linear {
namespace {

constexpr double own_share = 1e-4;  // of its length, what a column must have of its own to be told apart by products
constexpr double rounding_limit = 1e-13;  // of the lengths of a column and the response: no correlation to follow
constexpr Index most_moves = 10;          // entrants a column at most: rounding must not turn in circles

double dot(std::span<const double> a, std::span<const double> b) {
  return linear::dot(a.data(), b.data(), static_cast<Index>(a.size()));
}

}  // namespace

bool UnpenalizedCone::add(Index column, std::vector<double> x, double rounding) {
  const double length = std::sqrt(dot(x, x) / static_cast<double>(x.size()));
  const Index before = apart_.rank();
  apart_.add(column, x, own_share * length);
  variables_.push_back(column);
  lengths_.push_back(length);
  columns_.push_back(std::move(x));
  rounding_.push_back(rounding);
  depends_.push_back(false);
  return apart_.rank() > before;
}

// to += way * X u, in more digits than u has: what large coefficients of nearly dependent columns round off would stay
// in the residual for good.
void UnpenalizedCone::add_fit(double way, std::span<const double> u, std::span<double> to) const {
  std::vector<long double> sums(to.begin(), to.end());
  for (std::size_t k = 0; k < variables_.size(); ++k) {
    const long double weight = way * u[variables_[k]];
    if (weight == 0) continue;
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += weight * columns_[k][i];
  }
  std::copy(sums.begin(), sums.end(), to.begin());
}

// The span of the columns whose coefficients are not zero. Those that depend on others of them leave by the fit.
void UnpenalizedCone::span_support(std::span<const double> u) {
  span_ = {};
  for (std::size_t k = 0; k < variables_.size(); ++k) {
    if (u[variables_[k]] > 0) span_.add(static_cast<Index>(k), columns_[k], rounding_[k]);
  }
}

// u becomes the best one on its support, or goes towards it until a coefficient is zero, which leaves; and again.
void UnpenalizedCone::fit_support(std::span<const double> t, std::span<double> u) {
  for (;;) {
    for (const Index k : span_.dependent()) u[variables_[k]] = 0;
    const std::vector<Index>& support = span_.variables();
    const std::vector<double> best = span_.fit(t);
    double length = 1;
    for (std::size_t i = 0; i < best.size(); ++i) {
      const double now = u[variables_[support[i]]];
      if (best[i] <= 0) length = std::min(length, now / (now - best[i]));
    }
    const bool inside = std::all_of(best.begin(), best.end(), [](double value) { return value > 0; });
    for (std::size_t i = 0; i < best.size(); ++i) {
      double& now = u[variables_[support[i]]];
      const bool stops = best[i] <= 0 && now / (now - best[i]) <= length;
      now = inside ? best[i] : (stops ? 0.0 : std::max(0.0, now + length * (best[i] - now)));
    }
    if (inside) return;
    span_support(u);
  }
}

// The place of the zero coefficient whose column explains most of r; -1 where none explains more than rounding.
Index UnpenalizedCone::steepest(std::span<const double> r, double rounding, std::span<const double> u) const {
  Index best = -1;
  double most = rounding;
  for (std::size_t k = 0; k < variables_.size(); ++k) {
    if (u[variables_[k]] > 0 || depends_[k]) continue;
    const double cosine = dot(columns_[k], r) / static_cast<double>(r.size()) / lengths_[k];
    if (cosine <= most) continue;
    most = cosine;
    best = static_cast<Index>(k);
  }
  return best;
}

void UnpenalizedCone::solve(std::span<double> r, std::span<double> u) {
  if (variables_.empty()) return;
  std::vector<double> t(r.begin(), r.end());
  add_fit(1, u, t);
  std::fill(depends_.begin(), depends_.end(), false);
  span_support(u);
  fit_support(t, u);
  for (Index moves = most_moves * static_cast<Index>(variables_.size());; --moves) {
    std::copy(t.begin(), t.end(), r.begin());
    add_fit(-1, u, r);
    double rounding = rounding_limit * std::sqrt(dot(t, t) / static_cast<double>(t.size()));
    for (std::size_t k = 0; k < variables_.size(); ++k) {
      rounding += std::numeric_limits<double>::epsilon() * u[variables_[k]] * lengths_[k];
    }
    Index entrant = moves > 0 ? steepest(r, rounding, u) : -1;
    for (; entrant >= 0; entrant = steepest(r, rounding, u)) {
      const Index before = span_.rank();
      span_.add(entrant, columns_[entrant], rounding_[entrant]);
      if (span_.rank() > before) break;
      depends_[entrant] = true;
    }
    if (entrant < 0) return;
    fit_support(t, u);
    const bool entered = u[variables_[entrant]] > 0;
    if (entered) std::fill(depends_.begin(), depends_.end(), false);
    depends_[entrant] = !entered;
  }
}

}  // namespace strads::linear
