#include "apps/linear/block/residual_solver.hpp"

#include <algorithm>
#include <cmath>

#include "apps/linear/loss/gap.hpp"
#include "linalg/gathered_dot.hpp"

namespace strads::linear {
namespace {

constexpr int first_sweeps = 2;        // before a Newton move: they find the support, it does the rest
constexpr double reduction = 0.1;      // of the block's gap: what the block lacks is worth no more digits
constexpr double forcing = 0.1;        // of the equations' right side, in the preconditioner's norm
constexpr int most_iterations = 60;    // of conjugate gradients in one move
constexpr double shortest_move = 0.1;  // of a Newton move: below, sweeps go on

}  // namespace

ResidualSolver::ResidualSolver(const Standardized& design, std::span<const Index> variables, const Penalty& penalty)
    : design_(design), variables_(variables), penalty_(penalty), c_(variables.size()) {
  for (const Index j : variables) starts_.push_back(starts_.back() + design.raw().stored(j));
  rows_.resize(starts_.back());
  values_.resize(starts_.back());
  for (std::size_t k = 0; k < variables.size(); ++k) {
    const Index j = variables[k];
    design.raw().entries(j, rows_.data() + starts_[k], values_.data() + starts_[k]);
    for (Index e = starts_[k]; e < starts_[k + 1]; ++e) values_[e] /= design.scale(j);
    means_.push_back(design.centred() ? design.mean(j) / design.scale(j) : 0.0);
  }
}

// x~_k' (r + offset) / n.
double ResidualSolver::correlation(Index k, const Iterate& at) const {
  const Index first = starts_[k];
  const double sum = gathered_dot(rows_.data() + first, values_.data() + first, starts_[k + 1] - first, at.r.data());
  return sum / static_cast<double>(design_.rows()) + at.offset * means_[k];
}

// Takes step * x~_k off the residual.
void ResidualSolver::subtract(Index k, double step, Iterate& from) const {
  for (Index e = starts_[k]; e < starts_[k + 1]; ++e) from.r[rows_[e]] -= step * values_[e];
  from.offset += step * means_[k];
}

// Off what unpenalized columns explain. They are orthogonal to a constant when there is one.
void ResidualSolver::project(Iterate& at) {
  design_.unpenalized().project(at.r);
  work_ += 2 * static_cast<double>(design_.unpenalized().rank() * design_.rows());
}

double ResidualSolver::objective(const Iterate& at) const {
  double value = 0;
  for (const double stored : at.r) value += (stored + at.offset) * (stored + at.offset);
  value /= 2 * static_cast<double>(at.r.size());
  for (std::size_t k = 0; k < variables_.size(); ++k) value += penalty_.value(variables_[k], at.u[k]);
  return value;
}

void ResidualSolver::sweep() {
  for (std::size_t k = 0; k < variables_.size(); ++k) {
    const Index j = variables_[k];
    const double c = correlation(k, now_);
    if (penalty_.violation(j, now_.u[k], c) == 0) continue;
    const double square = design_.full_square(j);
    const double step = penalty_.minimizer(j, c + square * now_.u[k], square) - now_.u[k];
    if (step == 0) continue;
    now_.u[k] += step;
    subtract(k, step, now_);
  }
  work_ += 2 * static_cast<double>(values_.size());
  project(now_);
}

// Of the lasso of this block alone.
double ResidualSolver::gap() {
  const auto n = static_cast<double>(now_.r.size());
  double square = 0;
  for (const double stored : now_.r) square += (stored + now_.offset) * (stored + now_.offset);
  for (std::size_t k = 0; k < variables_.size(); ++k) c_[k] = correlation(static_cast<Index>(k), now_);
  work_ += static_cast<double>(values_.size());
  return duality_gap(gap_terms(penalty_, variables_, now_.u, c_, square, n), penalty_, n);
}

// The step on the support that solves its normal equations with signs held, roughly: coefficients, and what the
// residual loses.
ResidualSolver::Iterate ResidualSolver::conjugate_gradients(double most_work) {
  const std::size_t m = support_.size();
  const auto n = static_cast<Index>(now_.r.size());
  Iterate step{std::vector<double>(m), std::vector<double>(now_.r.size()), 0.0};
  std::vector<double> rest(m);  // of the equations
  std::vector<double> scaled(m);
  std::vector<double> diagonal(m);
  double size = 0;
  double entries = 0;
  for (std::size_t i = 0; i < m; ++i) {
    const Index k = support_[i];
    const Index j = variables_[k];
    const double threshold = penalty_.threshold(j);
    const double pull = threshold == 0 ? 0.0 : std::copysign(threshold, now_.u[k]);
    rest[i] = c_[k] - penalty_.ridge(j) * now_.u[k] - pull;
    diagonal[i] = design_.square(j) + penalty_.ridge(j);
    scaled[i] = rest[i] / diagonal[i];
    size += rest[i] * scaled[i];
    entries += static_cast<double>(starts_[k + 1] - starts_[k]);
  }
  const double enough = forcing * forcing * size;
  std::vector<double> way = scaled;
  for (int iteration = 0; iteration < most_iterations && size > enough && work_ < most_work; ++iteration) {
    Iterate image{{}, std::vector<double>(now_.r.size()), 0.0};  // X~ way
    double curvature = 0;
    for (std::size_t i = 0; i < m; ++i) {
      subtract(support_[i], -way[i], image);
      curvature += penalty_.ridge(variables_[support_[i]]) * way[i] * way[i];
    }
    project(image);
    double square = 0;
    for (const double value : image.r) square += (value + image.offset) * (value + image.offset);
    curvature += square / static_cast<double>(n);
    if (!(curvature > 0)) break;
    const double length = size / curvature;
    for (Index i = 0; i < n; ++i) step.r[i] += length * image.r[i];
    step.offset += length * image.offset;
    double next = 0;
    for (std::size_t i = 0; i < m; ++i) {
      const Index k = support_[i];
      step.u[i] += length * way[i];
      rest[i] -= length * (correlation(k, image) + penalty_.ridge(variables_[k]) * way[i]);
      scaled[i] = rest[i] / diagonal[i];
      next += rest[i] * scaled[i];
    }
    for (std::size_t i = 0; i < m; ++i) way[i] = scaled[i] + next / size * way[i];
    size = next;
    work_ += 2 * entries;
  }
  return step;
}

// Goes `length` of the step, coefficients that would change sign to zero, if that lowers the objective.
bool ResidualSolver::advance(const Iterate& step, double length) {
  Iterate there = now_;
  for (std::size_t i = 0; i < there.r.size(); ++i) there.r[i] -= length * step.r[i];
  there.offset -= length * step.offset;
  for (std::size_t i = 0; i < support_.size(); ++i) {
    const Index k = support_[i];
    double& u = there.u[k];
    u += length * step.u[i];
    if (u * now_.u[k] >= 0 || !penalty_.kinked()) continue;
    subtract(k, -u, there);
    u = 0;
  }
  project(there);
  if (!(objective(there) < objective(now_))) return false;
  now_ = std::move(there);
  return true;
}

void ResidualSolver::newton_move(double most_work) {
  support_.clear();
  for (std::size_t k = 0; k < variables_.size(); ++k) {
    if (now_.u[k] != 0 || !penalty_.kinked()) support_.push_back(static_cast<Index>(k));
  }
  const Iterate step = conjugate_gradients(most_work);
  for (double length = 1; length > shortest_move; length /= 2) {
    if (advance(step, length)) return;
  }
}

ResidualSolver::Outcome ResidualSolver::solve(const Residual& residual, double goal, Index sweeps,
                                              std::span<double> u) {
  now_.u.assign(u.begin(), u.end());
  now_.r.assign(residual.values(), residual.values() + design_.rows());
  now_.offset = residual.offset();
  work_ = 0;
  const double most_work = 2 * static_cast<double>(sweeps) * static_cast<double>(values_.size());
  const double before = objective(now_);
  double left = gap();
  const double target = std::max(goal, reduction * left);
  while (left > target && work_ < most_work) {
    for (int s = 0; s < first_sweeps; ++s) sweep();
    left = gap();
    if (left > target) newton_move(most_work);
  }
  std::copy(now_.u.begin(), now_.u.end(), u.begin());
  return {before - objective(now_), left <= target, work_ + static_cast<double>(values_.size())};
}

}  // namespace strads::linear
