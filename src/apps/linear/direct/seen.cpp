#include "apps/linear/direct/seen.hpp"

#include <numeric>
#include <utility>

namespace strads::linear {
namespace {

// Without screening every column moves, and must be known. Unpenalized columns that may not fall below zero do not
// span what they explain.
Standardized seen_columns(const AnyMatrix& X, const Settings& settings, Engine& engine) {
  const std::span<const double> factors(settings.penalty_factors);
  const auto spanning = settings.non_negative ? factors.first(0) : factors;
  Standardized design(X, settings.intercept, settings.standardize, engine, spanning);
  std::vector<Index> all(settings.screening ? 0 : static_cast<std::size_t>(X.columns()));
  std::iota(all.begin(), all.end(), Index{0});
  design.look_at(engine, all);
  return design;
}

}  // namespace

Seen::Seen(const AnyMatrix& X, std::span<const double> y, const Settings& settings, Engine& engine, bool triangular)
    : settings_(settings),
      y_(see_response(y, settings)),
      given_(seen_columns(X, settings, engine)),
      triangle_(triangular ? Triangle::of(given_, y_.values, engine) : std::nullopt) {
  if (triangle_) reduced_.emplace(triangle_->X(), false, false, engine);
}

UnpenalizedCone Seen::cone() {
  UnpenalizedCone cone;
  if (!settings_.non_negative) return cone;
  Standardized& columns = design();
  for (Index j = 0; j < static_cast<Index>(settings_.penalty_factors.size()); ++j) {
    if (settings_.penalty_factors[j] != 0 || !columns.usable(j)) continue;
    if (!cone.add(j, columns.column(j), columns.rounding(j))) columns.exclude(j);
  }
  return cone;
}

double Seen::rounding(std::span<const Index> variables, std::span<const double> u, const Penalty& penalty) const {
  return triangle_ ? triangle_->rounding(variables, u, penalty) : 0.0;
}

void Seen::fill(Point& point, Coefficients penalized) const {
  const Coefficients all = design().with_unpenalized(response(), std::move(penalized));
  point.intercept = y_.mean;
  for (std::size_t k = 0; k < all.u.size(); ++k) {
    const Index j = all.variables[k];
    const double b = all.u[k] / given_.scale(j);
    point.value.push_back(b);
    if (settings_.intercept) point.intercept -= b * given_.mean(j) + b * given_.shift(j);
  }
  point.nonzero = static_cast<Index>(all.u.size());
  point.index = all.variables;
}

}  // namespace strads::linear
