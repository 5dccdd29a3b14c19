#include "apps/linear/block/support_factor.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

#include "apps/linear/dot.hpp"

namespace strads::linear {
namespace {

// A squared distance to the span of the members below this share of the column's square is rounding: products carry
// about 1e-16 each, and weights up to 1e3 times larger than the column's own are common.
constexpr double dependent = 1e-11;

// Without the elements at these positions, as far as there are any.
template <class T>
void drop(std::vector<T>& from, std::span<const Index> positions) {
  auto to = from.begin() + std::min<Index>(positions.front(), static_cast<Index>(from.size()));
  for (std::size_t s = 0; s < positions.size(); ++s) {
    const auto place = [&](std::size_t next) {
      const auto all = static_cast<Index>(from.size());
      return from.begin() + (next < positions.size() ? std::min(positions[next], all) : all);
    };
    const auto begin = place(s);
    if (begin == from.end()) break;
    to = std::move(begin + 1, place(s + 1), to);
  }
  from.erase(to, from.end());
}

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
    rotate_out(positions.subspan(begin, end - begin));
    end = begin;
  }
}

// Deleting row and column i leaves L33 L33' + l l' below it: a rank-one update by rotations (Gill, Golub, Murray,
// Saunders 1974), done row by row so that memory is read in order; of several columns, the first first. A row's own
// chain of rotations is sequential, so several rows go side by side.
void SupportFactor::rotate_out(std::span<const Index> positions) {
  constexpr Index side_by_side = 8;
  work_.resize(2 * rows_.size() * positions.size());
  const Index first = positions.front();
  for (std::size_t s = 0; s < positions.size(); ++s) {
    const auto tail = static_cast<double>(size() - positions[s] - 1 - static_cast<Index>(positions.size() - s - 1));
    operations_ += 2 * tail * tail;  // four a rotation
  }
  for (Index group = first + 1; group < size(); group += side_by_side) {
    const Index members = std::min(side_by_side, size() - group);
    double* rows[side_by_side] = {};
    for (Index g = 0; g < members; ++g) rows[g] = rows_[static_cast<std::size_t>(group + g)].data();
    double* rotation = work_.data();
    for (const Index position : positions) {
      const Index begin = std::max<Index>(position + 1 - group, 0);  // of the group, the first row below
      const auto rotate = [rotation](double* values, Index k, double l) {
        const double before = values[k];
        values[k] = rotation[2 * k] * before + rotation[2 * k + 1] * l;
        return rotation[2 * k] * l - rotation[2 * k + 1] * before;
      };
      double l[side_by_side] = {};
      for (Index g = begin; g < members; ++g) l[g] = rows[g][position];
      if (begin == 0 && members == side_by_side) {
        for (Index k = position + 1; k < group; ++k) {
#pragma GCC unroll 8
          for (Index g = 0; g < side_by_side; ++g) l[g] = rotate(rows[g], k, l[g]);
        }
      } else {
        for (Index k = position + 1; k < group; ++k) {
          for (Index g = begin; g < members; ++g) l[g] = rotate(rows[g], k, l[g]);
        }
      }
      for (Index g = begin; g < members; ++g) {
        for (Index k = std::max(group, position + 1); k < group + g; ++k) l[g] = rotate(rows[g], k, l[g]);
        const Index t = group + g;
        double& diagonal = rows[g][t];
        const double length = std::sqrt(diagonal * diagonal + l[g] * l[g]);
        rotation[2 * t] = diagonal / length;
        rotation[2 * t + 1] = l[g] / length;
        diagonal = length;
      }
      rotation += 2 * size();
    }
    for (Index g = 0; g < members; ++g) drop(rows_[static_cast<std::size_t>(group + g)], positions);
  }
  drop(rows_, positions);
  drop(members_, positions);
}

}  // namespace strads::linear
