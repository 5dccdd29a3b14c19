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

}  // namespace

void SupportFactor::clear() {
  size_ = 0;
  members_.clear();
  values_.clear();
}

void SupportFactor::solve_lower(double* x) const {
  for (Index i = 0; i < size_; ++i) x[i] = (x[i] - dot(row(i), x, i)) / row(i)[i];
}

void SupportFactor::solve_upper(double* x) const {
  for (Index i = size_ - 1; i >= 0; --i) {
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
  const double pivot = diagonal - dot(work_.data(), work_.data(), size_);
  if (!(pivot > dependent * diagonal)) {
    operations_ += square() / 2;
    solve_upper(work_.data());
    return false;
  }
  values_.insert(values_.end(), work_.begin(), work_.end());
  values_.push_back(std::sqrt(pivot));
  members_.push_back(member);
  ++size_;
  return true;
}

bool SupportFactor::append_all(std::span<const Index> members, std::span<const double> rows) {
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const auto count = static_cast<Index>(members.size());
  Eigen::MatrixXd below(size_, count);  // of each newcomer, transposed: its row of L left of the newcomers
  Eigen::MatrixXd corner = Eigen::MatrixXd::Zero(count, count);
  const auto old = static_cast<double>(size_);
  const auto fresh = static_cast<double>(count);
  operations_ += old * fresh * (old + fresh) / 2 + fresh * fresh * fresh / 6;
  const double* from = rows.data();
  for (Index a = 0; a < count; ++a) {
    std::copy_n(from, size_, below.col(a).data());
    for (Index b = 0; b <= a; ++b) corner(a, b) = from[size_ + b];
    from += size_ + a + 1;
  }
  const Eigen::VectorXd diagonal = corner.diagonal();
  if (size_ > 0) {
    RowMajor lower = RowMajor::Zero(size_, size_);
    for (Index i = 0; i < size_; ++i) std::copy_n(row(i), i + 1, lower.row(i).data());
    lower.triangularView<Eigen::Lower>().solveInPlace(below);
    corner.selfadjointView<Eigen::Lower>().rankUpdate(below.transpose(), -1.0);
  }
  const Eigen::LLT<Eigen::Ref<Eigen::MatrixXd>> factor(corner);
  if (factor.info() != Eigen::Success) return false;
  for (Index a = 0; a < count; ++a) {
    if (!(corner(a, a) * corner(a, a) > dependent * diagonal[a])) return false;
  }
  for (Index a = 0; a < count; ++a) {
    values_.insert(values_.end(), below.col(a).data(), below.col(a).data() + size_);
    for (Index b = 0; b <= a; ++b) values_.push_back(corner(a, b));
  }
  members_.insert(members_.end(), members.begin(), members.end());
  size_ += count;
  return true;
}

// Deleting row and column i leaves L33 L33' + l l' below it: a rank-one update by rotations (Gill, Golub, Murray,
// Saunders 1974), done row by row so that memory is read in order. A row's own chain of rotations is sequential, so
// several rows go side by side; each moves up by one place in the packed array and loses column `position`.
void SupportFactor::remove(Index position) {
  constexpr Index side_by_side = 8;
  const Index tail = size_ - position - 1;
  work_.resize(2 * static_cast<std::size_t>(tail));
  operations_ += 2 * static_cast<double>(tail) * static_cast<double>(tail);  // four a rotation
  double* rotation = work_.data();
  const auto rotate = [position, rotation](double* values, Index k, double l) {
    double& value = values[position + 1 + k];
    const double before = value;
    value = rotation[2 * k] * before + rotation[2 * k + 1] * l;
    return rotation[2 * k] * l - rotation[2 * k + 1] * before;
  };
  for (Index group = 0; group < tail; group += side_by_side) {
    const Index members = std::min(side_by_side, tail - group);
    double* rows[side_by_side] = {};
    double l[side_by_side] = {};
    for (Index g = 0; g < members; ++g) {
      rows[g] = row(position + 1 + group + g);
      l[g] = rows[g][position];
    }
    if (members == side_by_side) {
      for (Index k = 0; k < group; ++k) {
#pragma GCC unroll 8
        for (Index g = 0; g < side_by_side; ++g) l[g] = rotate(rows[g], k, l[g]);
      }
    } else {
      for (Index k = 0; k < group; ++k) {
        for (Index g = 0; g < members; ++g) l[g] = rotate(rows[g], k, l[g]);
      }
    }
    for (Index g = 0; g < members; ++g) {
      for (Index k = group; k < group + g; ++k) l[g] = rotate(rows[g], k, l[g]);
      const Index t = group + g;
      double& diagonal = rows[g][position + 1 + t];
      const double length = std::sqrt(diagonal * diagonal + l[g] * l[g]);
      rotation[2 * t] = diagonal / length;
      rotation[2 * t + 1] = l[g] / length;
      diagonal = length;
    }
    for (Index g = 0; g < members; ++g) {
      double* to = row(position + group + g);
      std::copy(rows[g], rows[g] + position, to);
      std::copy(rows[g] + position + 1, rows[g] + position + 2 + group + g, to + position);
    }
  }
  --size_;
  values_.resize(static_cast<std::size_t>(size_ * (size_ + 1) / 2));
  members_.erase(members_.begin() + position);
}

}  // namespace strads::linear
