#include "apps/linear/direct/dual_newton.hpp"

#include <algorithm>
#include <cmath>

#include "apps/linear/direct/products.hpp"
#include "apps/linear/dot.hpp"

namespace strads::linear {
namespace {

constexpr int most_steps = 60;
constexpr int patience = 4;          // steps that bring nothing: rounding's floor
constexpr double sufficient = 1e-4;  // of the decrease that the slope foretells (Armijo)
constexpr double rounding = 1e-13;   // of the dual objective: no less tells two of its values apart

double dot(std::span<const double> a, std::span<const double> b) {
  return linear::dot(a.data(), b.data(), static_cast<Index>(a.size()));
}

// How far the correlation is beyond the threshold, with its sign.
double beyond(const Penalty& penalty, Index j, double correlation) {
  const double t = penalty.threshold(j);
  if (correlation > t) return correlation - t;
  return correlation < -t && !penalty.non_negative ? correlation + t : 0.0;
}

}  // namespace

// From r along the step: all of it, or halves until the dual objective falls.
DualNewton::Way DualNewton::search(const Penalty& penalty, std::span<const double> r, std::span<const double> y) const {
  const auto n = static_cast<double>(r.size());
  const double straight = (dot(r, step_) - dot(y, step_)) / n;
  const double square = dot(step_, step_) / n;
  const auto penalties = [&](double length) {
    double sum = 0;
    for (std::size_t k = 0; k < variables_.size(); ++k) {
      const Index j = variables_[k];
      const double over = beyond(penalty, j, correlations_[k] + length * changes_[k]);
      sum += over * over / (2 * penalty.ridge(j));
    }
    return sum;
  };
  const double before = penalties(0);
  double slope = straight;
  for (std::size_t k = 0; k < variables_.size(); ++k) {
    const Index j = variables_[k];
    slope += beyond(penalty, j, correlations_[k]) / penalty.ridge(j) * changes_[k];
  }
  const double slack = rounding * (before + dot(y, y) / n);
  for (double length = 1;; length /= 2) {
    const double change = length * straight + length * length * square / 2 + penalties(length) - before;
    if (change <= sufficient * length * slope + slack || length < 1e-12) return {length, change < -slack};
  }
}

void DualNewton::solve(std::span<const Index> variables, const Penalty& penalty, double accuracy,
                       std::vector<double>& u, std::vector<double>& r, Engine& engine) {
  variables_ = variables;
  std::vector<double> y = fitted(design_, "newton", variables, u, engine);
  for (std::size_t i = 0; i < r.size(); ++i) y[i] += r[i];
  correlations(design_, "newton", variables, r, correlations_, engine);
  double longest = 0;
  for (const Index j : variables) longest = std::max(longest, std::sqrt(design_.square(j)) / penalty.factor(j));
  const double goal = accuracy * penalty.threshold_of(1.0) / longest * std::sqrt(static_cast<double>(r.size()));

  int without_progress = 0;
  for (int step = 0;; ++step) {
    std::vector<Index> support;
    std::vector<double> of_support;
    for (std::size_t k = 0; k < variables.size(); ++k) {
      const Index j = variables[k];
      u[k] = beyond(penalty, j, correlations_[k]) / penalty.ridge(j);
      if (u[k] == 0) continue;
      support.push_back(j);
      of_support.push_back(u[k]);
    }
    // What these coefficients leave, and how far r is from it.
    std::vector<double> left = fitted(design_, "newton", support, of_support, engine);
    for (std::size_t i = 0; i < r.size(); ++i) left[i] = y[i] - left[i];
    step_.resize(r.size());
    for (std::size_t i = 0; i < r.size(); ++i) step_[i] = left[i] - r[i];
    const double error = std::sqrt(dot(step_, step_));
    const bool ends =
        error <= goal || without_progress >= patience || step >= most_steps || engine.limit() != StopReason::converged;
    if (ends) {
      r = std::move(left);
      return;
    }
    engine.run({"newton system", 1,
                [&](Index) {
                  factor_.follow(support, penalty);
                  factor_.solve_rows(step_);
                },
                std::pow(static_cast<double>(r.size()), 3) / 6});
    correlations(design_, "newton", variables, step_, changes_, engine);
    const auto [length, falls] = search(penalty, r, y);
    without_progress = falls ? 0 : without_progress + 1;
    for (std::size_t i = 0; i < r.size(); ++i) r[i] += length * step_[i];
    for (std::size_t k = 0; k < variables.size(); ++k) correlations_[k] += length * changes_[k];
  }
}

}  // namespace strads::linear
