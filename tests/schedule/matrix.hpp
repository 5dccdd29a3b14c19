// A symmetric matrix of dependencies, and what tests compute from it the long way.
#pragma once

#include <cmath>
#include <vector>

#include "strads/random.hpp"
#include "strads/scheduler.hpp"

namespace strads::test {

struct Matrix {
  explicit Matrix(Index size) : n(size), entries(static_cast<std::size_t>(size * size), 0.0) {}
  double& operator()(Index i, Index j) { return entries[i * n + j]; }
  double operator()(Index i, Index j) const { return entries[i * n + j]; }

  // Tags are rows.
  [[nodiscard]] Dependencies dependencies() const {
    return [this](Index tag, std::span<const Index> tags, std::span<double> out) {
      for (std::size_t k = 0; k < tags.size(); ++k) out[k] = (*this)(tag, tags[k]);
    };
  }

  Index n;
  std::vector<double> entries;
};

// Absolute correlations are multiples of 1/64, so that sums are exact in any order and limits are met exactly.
inline Matrix coarse(Index n, double density, Random& random) {
  Matrix d(n);
  for (Index i = 0; i < n; ++i) {
    for (Index j = 0; j < i; ++j) {
      if (random.uniform() < density) d(i, j) = d(j, i) = std::ldexp(static_cast<double>(random.below(20)), -6);
    }
    d(i, i) = 1;
  }
  return d;
}

// The Gram matrix (signed) of n unit columns of `rows` numbers that share a common part.
inline Matrix gram(Index n, Index rows, double common, Random& random) {
  Matrix x(n);
  std::vector<double> columns(static_cast<std::size_t>(n * rows));
  std::vector<double> shared(static_cast<std::size_t>(rows));
  for (auto& value : shared) value = random.normal();
  for (Index j = 0; j < n; ++j) {
    double norm = 0;
    const double share = common * random.uniform();
    for (Index i = 0; i < rows; ++i) {
      double& value = columns[j * rows + i];
      value = random.normal() + share * shared[i];
      norm += value * value;
    }
    for (Index i = 0; i < rows; ++i) columns[j * rows + i] /= std::sqrt(norm);
  }
  for (Index j = 0; j < n; ++j) {
    for (Index k = 0; k < n; ++k) {
      for (Index i = 0; i < rows; ++i) x(j, k) += columns[j * rows + i] * columns[k * rows + i];
    }
  }
  return x;
}

inline Matrix absolute(Matrix m) {
  for (auto& value : m.entries) value = std::min(1.0, std::abs(value));
  return m;
}

// Whether variables with blocks (any numbers) keep both limits, every sum computed anew.
inline bool within_limits(const Matrix& d, const std::vector<Index>& tags, const std::vector<Index>& blocks,
                          double pair, double sum, double slack = 0) {
  for (std::size_t a = 0; a < tags.size(); ++a) {
    double total = 0;
    for (std::size_t b = 0; b < tags.size(); ++b) {
      if (blocks[a] == blocks[b]) continue;
      if (d(tags[a], tags[b]) >= pair) return false;
      total += d(tags[a], tags[b]);
    }
    if (total > sum + slack) return false;
  }
  return true;
}

// Variables that a filter has let in.
struct Placed {
  std::vector<Index> tags;
  std::vector<Index> blocks;  // negative: in flight
};

}  // namespace strads::test
