#include "apps/linear/block/row_factor.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace strads::linear {

RowFactor::Member RowFactor::member(Index variable, const Penalty& penalty) const {
  std::vector<double> x = design_->column(variable);
  design_->unpenalized().project(x);
  const Eigen::Map<const Eigen::VectorXd> column(x.data(), rows());
  return {variable, 1 / penalty.factor(variable), column / std::sqrt(static_cast<double>(rows()))};
}

void RowFactor::follow(std::span<const Index> members, const Penalty& penalty) {
  const Index n = rows();
  if (products_.size() == 0) products_ = Eigen::MatrixXd::Zero(n, n);
  std::vector<Member> kept;
  std::vector<Eigen::VectorXd> come;
  std::vector<Eigen::VectorXd> gone;
  auto old = members_.begin();
  const auto leave = [&](Member& who) { gone.emplace_back(std::sqrt(who.weight) * who.column); };
  for (const Index j : members) {
    for (; old != members_.end() && old->variable < j; ++old) leave(*old);
    if (old != members_.end() && old->variable == j) {
      kept.push_back(std::move(*old++));
    } else {
      kept.push_back(member(j, penalty));
      come.emplace_back(std::sqrt(kept.back().weight) * kept.back().column);
    }
  }
  for (; old != members_.end(); ++old) leave(*old);
  members_ = std::move(kept);
  const auto add = [&](const std::vector<Eigen::VectorXd>& columns, double sign) {
    if (columns.empty()) return;
    Eigen::MatrixXd panel(n, static_cast<Index>(columns.size()));
    for (std::size_t k = 0; k < columns.size(); ++k) panel.col(static_cast<Index>(k)) = columns[k];
    products_.selfadjointView<Eigen::Lower>().rankUpdate(panel, sign);
    operations_ += static_cast<double>(n) * static_cast<double>(n) * static_cast<double>(columns.size()) / 2;
  };
  add(gone, -1);
  add(come, 1);
  const double ridge = penalty.ridge_of(1.0);
  const bool same = ridge == ridge_ && gone.empty() && come.empty();
  ridge_ = ridge;
  if (!same) factorize();
}

void RowFactor::factorize() {
  Eigen::MatrixXd system = products_;
  system.diagonal().array() += ridge_;
  factor_.compute(system);
  operations_ += std::pow(static_cast<double>(rows()), 3) / 6;
}

void RowFactor::remove(std::span<const Index> positions) {
  for (std::size_t s = positions.size(); s-- > 0;) {
    const Member& who = members_[static_cast<std::size_t>(positions[s])];
    products_.selfadjointView<Eigen::Lower>().rankUpdate(who.column, -who.weight);
    factor_.rankUpdate(who.column, -who.weight);
    if (factor_.info() != Eigen::Success) factorize();
    operations_ += 2 * static_cast<double>(rows()) * static_cast<double>(rows());
    members_.erase(members_.begin() + positions[s]);
  }
}

void RowFactor::solve_rows(std::span<double> x) {
  Eigen::Map<Eigen::VectorXd> right(x.data(), rows());
  factor_.solveInPlace(right);
  right *= ridge_;
  operations_ += static_cast<double>(rows()) * static_cast<double>(rows());
}

void RowFactor::solve(std::span<double> x) {
  Eigen::VectorXd sum = Eigen::VectorXd::Zero(rows());
  for (std::size_t k = 0; k < x.size(); ++k) {
    x[k] *= members_[k].weight;
    sum += x[k] * members_[k].column;
  }
  factor_.solveInPlace(sum);
  for (std::size_t k = 0; k < x.size(); ++k) {
    x[k] = (x[k] - members_[k].weight * members_[k].column.dot(sum)) / ridge_;
  }
  operations_ += static_cast<double>(rows()) * (2 * static_cast<double>(size()) + static_cast<double>(rows()));
}

}  // namespace strads::linear
