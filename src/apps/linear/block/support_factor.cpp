#include "apps/linear/block/support_factor.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

#include "apps/linear/block/rotations.hpp"
#include "apps/linear/dot.hpp"

namespace strads::linear {
namespace {

// A squared distance to the span of the members below this share of the column's square is rounding: products carry
// about 1e-16 each, and weights up to 1e3 times larger than the column's own are common.
constexpr double dependent = 1e-11;

}  // namespace

void SupportFactor::clear() {
  rows_.clear();
  members_.clear();
}

void SupportFactor::solve_lower(double* x) const {
  for (Index i = 0; i < size(); ++i) x[i] = (x[i] - dot(row(i), x, i)) / row(i)[i];
}

void SupportFactor::solve_upper(double* x) const {
  for (Index i = size() - 1; i >= 0; --i) {
    const double* Li = row(i);
    const double xi = x[i] /= Li[i];
#pragma omp simd
    for (Index k = 0; k < i; ++k) x[k] -= xi * Li[k];
  }
}

void SupportFactor::solve(std::span<double> x) {
  operations_ += square();
  solve_lower(x.data());
  solve_upper(x.data());
}

bool SupportFactor::append(Index member, std::span<const double> products, double diagonal) {
  work_.assign(products.begin(), products.end());
  solve_lower(work_.data());
  operations_ += square() / 2;
  const double pivot = diagonal - dot(work_.data(), work_.data(), size());
  if (!(pivot > dependent * diagonal)) {
    operations_ += square() / 2;
    solve_upper(work_.data());
    return false;
  }
  rows_.push_back(work_);
  rows_.back().push_back(std::sqrt(pivot));
  members_.push_back(member);
  return true;
}

// right = L^-1 right, a panel of L's rows at a time.
void SupportFactor::eliminate(Eigen::MatrixXd& right) const {
  constexpr Index high = 128;
  constexpr Index wide = 512;
  Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> panel;
  const auto copy = [&](Index from, Index rows, Index left, Index columns) {
    panel.resize(rows, columns);
    for (Index i = 0; i < rows; ++i) {
      const Index there = std::min(columns, from + i + 1 - left);  // up to the diagonal
      std::copy_n(row(from + i) + left, there, panel.row(i).data());
      std::fill_n(panel.row(i).data() + there, columns - there, 0.0);
    }
  };
  for (Index from = 0; from < size(); from += high) {
    const Index rows = std::min(high, size() - from);
    for (Index left = 0; left < from; left += wide) {
      const Index columns = std::min(wide, from - left);
      copy(from, rows, left, columns);
      right.middleRows(from, rows).noalias() -= panel * right.middleRows(left, columns);
    }
    copy(from, rows, from, rows);
    panel.triangularView<Eigen::Lower>().solveInPlace(right.middleRows(from, rows));
  }
}

bool SupportFactor::append_all(std::span<const Index> members, std::span<const double> rows) {
  const auto count = static_cast<Index>(members.size());
  Eigen::MatrixXd below(size(), count);  // of each newcomer, transposed: its row of L left of the newcomers
  Eigen::MatrixXd corner = Eigen::MatrixXd::Zero(count, count);
  const auto old = static_cast<double>(size());
  const auto fresh = static_cast<double>(count);
  operations_ += old * fresh * (old + fresh) / 2 + fresh * fresh * fresh / 6;
  const double* from = rows.data();
  for (Index a = 0; a < count; ++a) {
    std::copy_n(from, size(), below.col(a).data());
    for (Index b = 0; b <= a; ++b) corner(a, b) = from[size() + b];
    from += size() + a + 1;
  }
  const Eigen::VectorXd diagonal = corner.diagonal();
  if (size() > 0) {
    eliminate(below);
    corner.selfadjointView<Eigen::Lower>().rankUpdate(below.transpose(), -1.0);
  }
  const Eigen::LLT<Eigen::Ref<Eigen::MatrixXd>> factor(corner);
  if (factor.info() != Eigen::Success) return false;
  for (Index a = 0; a < count; ++a) {
    if (!(corner(a, a) * corner(a, a) > dependent * diagonal[a])) return false;
  }
  for (Index a = 0; a < count; ++a) {
    auto& row = rows_.emplace_back();
    row.reserve(static_cast<std::size_t>(below.rows() + a + 1));
    row.assign(below.col(a).data(), below.col(a).data() + below.rows());
    for (Index b = 0; b <= a; ++b) row.push_back(corner(a, b));
  }
  members_.insert(members_.end(), members.begin(), members.end());
  return true;
}

void SupportFactor::remove(std::span<const Index> positions) {
  constexpr std::size_t most = 16;  // whose rotations stay in the second-level cache
  for (std::size_t end = positions.size(); end > 0;) {
    const std::size_t begin = end > most ? end - most : 0;
    const auto some = positions.subspan(begin, end - begin);
    for (std::size_t s = 0; s < some.size(); ++s) {
      const auto tail = static_cast<double>(size() - some[s] - static_cast<Index>(some.size() - s));
      operations_ += 2 * tail * tail;  // four a rotation
    }
    rotate_out(rows_, some, work_);
    drop(members_, some);
    end = begin;
  }
}

}  // namespace strads::linear
