#include "apps/lasso/residual_solver.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

namespace strads::lasso {

ResidualSolver::ResidualSolver(const Standardized& design, std::span<const Index> variables, const Penalty& penalty)
    : design_(design), variables_(variables), penalty_(penalty) {
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

double ResidualSolver::sweep() {
  const double per_row = 1.0 / static_cast<double>(design_.rows());
  double* r = now_.r.data();
  double worst = 0;
  for (std::size_t k = 0; k < variables_.size(); ++k) {
    const Index j = variables_[k];
    const Index first = starts_[k];
    const Index last = starts_[k + 1];
    double sum = 0;
    for (Index e = first; e < last; ++e) sum += values_[e] * r[rows_[e]];
    const double c = sum * per_row + now_.offset * means_[k];
    const double u = now_.u[k];
    const double threshold = penalty_.threshold(j);
    const double violation = penalty_.violation(j, u, c);
    if (violation == 0) continue;
    worst = std::max(worst, violation / (threshold > 0 ? threshold : penalty_.lambda));
    const double square = design_.square(j);
    const double step = penalty_.minimizer(j, c + square * u, square) - u;
    if (step == 0) continue;
    now_.u[k] += step;
    for (Index e = first; e < last; ++e) r[rows_[e]] -= step * values_[e];
    now_.offset += step * means_[k];
  }
  return worst;
}

double ResidualSolver::objective(const Iterate& at) const {
  double value = 0;
  for (const double stored : at.r) value += (stored + at.offset) * (stored + at.offset);
  value /= 2 * static_cast<double>(at.r.size());
  for (std::size_t k = 0; k < variables_.size(); ++k) value += penalty_.value(variables_[k], at.u[k]);
  return value;
}

// The affine combination of the last iterates whose change is least; taken when it is better than where we are.
void ResidualSolver::extrapolate() {
  const auto m = static_cast<Index>(variables_.size());
  Eigen::MatrixXd changes(m, kMemory);
  for (std::size_t i = 0; i < kMemory; ++i) {
    for (Index k = 0; k < m; ++k) changes(k, static_cast<Index>(i)) = past_[i + 1].u[k] - past_[i].u[k];
  }
  Eigen::MatrixXd products = changes.transpose() * changes;
  products.diagonal().array() += 1e-10 * products.trace();
  Eigen::VectorXd weights = products.ldlt().solve(Eigen::VectorXd::Ones(kMemory));
  const double sum = weights.sum();
  if (!std::isfinite(sum) || sum == 0) return;
  weights /= sum;
  Iterate guess{std::vector<double>(now_.u.size()), std::vector<double>(now_.r.size()), 0.0};
  for (std::size_t i = 0; i < kMemory; ++i) {
    const double weight = weights[static_cast<Index>(i)];
    const Iterate& from = past_[i + 1];
    for (std::size_t k = 0; k < guess.u.size(); ++k) guess.u[k] += weight * from.u[k];
    for (std::size_t row = 0; row < guess.r.size(); ++row) guess.r[row] += weight * from.r[row];
    guess.offset += weight * from.offset;
  }
  if (penalty_.non_negative) {
    for (std::size_t k = 0; k < guess.u.size(); ++k) {
      if (guess.u[k] < 0 && penalty_.penalized(variables_[k])) return;
    }
  }
  if (objective(guess) < objective(now_)) now_ = std::move(guess);
}

ResidualSolver::Outcome ResidualSolver::solve(const Residual& residual, double accuracy, Index sweeps,
                                              std::span<double> u) {
  now_.u.assign(u.begin(), u.end());
  now_.r.assign(residual.values(), residual.values() + design_.rows());
  now_.offset = residual.offset();
  const double before = objective(now_);
  Outcome outcome;
  past_.clear();
  for (Index s = 0; s < sweeps && !outcome.accurate; ++s) {
    past_.push_back(now_);
    outcome.accurate = sweep() <= accuracy;
    if (past_.size() == kMemory && !outcome.accurate) {
      past_.push_back(now_);
      extrapolate();
      past_.clear();
    }
  }
  outcome.decrease = before - objective(now_);
  std::copy(now_.u.begin(), now_.u.end(), u.begin());
  return outcome;
}

}  // namespace strads::lasso
