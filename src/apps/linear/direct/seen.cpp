#include "apps/linear/direct/seen.hpp"

#include <numeric>
#include <utility>

namespace strads::linear {
namespace {

// 0 for each column that spans what it explains. Unpenalized ones that may not fall below zero do not.
std::vector<double> spanning(const Settings& settings) {
  if (!settings.non_negative) return settings.penalty_factors;
  std::vector<double> factors(settings.unbounded.empty() ? 0 : settings.penalty_factors.size(), 1.0);
  for (const Index j : settings.unbounded) factors[j] = 0;
  return factors;
}

// Without screening every column moves, and must be known.
Standardized seen_columns(const AnyMatrix& X, const Settings& settings, Engine& engine) {
  Standardized design(X, settings.intercept, settings.standardize, engine, spanning(settings));
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

UnpenalizedCone Seen::cone(Engine& engine) {
  UnpenalizedCone cone;
  if (!settings_.non_negative) return cone;
  Standardized& columns = design();
  std::vector<Index> bounded;
  for (Index j = 0; j < static_cast<Index>(settings_.penalty_factors.size()); ++j) {
    if (settings_.penalty_factors[j] == 0 && columns.usable(j)) bounded.push_back(j);
  }
  columns.look_at(engine, bounded);
  std::erase_if(bounded, [&](Index j) { return !columns.usable(j); });
  for (const Index j : bounded) {
    std::vector<double> x = columns.column(j);
    columns.unpenalized().project(x);
    if (!cone.add(j, std::move(x), columns.rounding(j))) columns.exclude(j);
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
