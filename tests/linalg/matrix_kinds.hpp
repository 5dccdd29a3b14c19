// Every kind of matrix, made of the same Eigen matrix of random entries.
#pragma once

#include <Eigen/Dense>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <vector>

#include "strads/linalg/dense.hpp"
#include "strads/linalg/genotype.hpp"
#include "strads/linalg/matrix.hpp"
#include "strads/linalg/patched.hpp"
#include "strads/linalg/sparse.hpp"
#include "strads/random.hpp"

namespace strads {

template <class M>
struct Kind {
  using Matrix = M;
};
struct SomePeople {  // genotypes of which every other person is left out
  using Matrix = Genotype;
};
struct Extended {  // genotypes with other columns behind them, and with others at both ends: wrapped twice
  using Matrix = Patched;
};
template <class T>
struct Wrapped {
  using Matrix = AnyMatrix;
  using Inner = T;
};

template <class T>
Dense<T> make_dense(const Eigen::MatrixXd& X) {
  std::vector<T> data(static_cast<std::size_t>(X.size()));
  for (Eigen::Index k = 0; k < X.size(); ++k) data[static_cast<std::size_t>(k)] = static_cast<T>(X.data()[k]);
  return Dense<T>(X.rows(), X.cols(), std::move(data));
}

inline Sparse make_sparse(const Eigen::MatrixXd& X) {
  std::vector<Index> starts{0};
  std::vector<std::int32_t> rows;
  std::vector<double> values;
  for (Eigen::Index j = 0; j < X.cols(); ++j) {
    for (Eigen::Index i = 0; i < X.rows(); ++i) {
      if (X(i, j) == 0) continue;
      rows.push_back(static_cast<std::int32_t>(i));
      values.push_back(X(i, j));
    }
    starts.push_back(static_cast<Index>(rows.size()));
  }
  return Sparse(X.rows(), X.cols(), std::move(starts), std::move(rows), std::move(values));
}

// Each row as person `spread` * row of the file, the others missing calls everywhere: they change no column's mean.
inline Genotype make_genotype(const Eigen::MatrixXd& X, Index spread) {
  const Index people = X.rows() * spread;
  const Index stride = (people + 3) / 4;
  std::vector<char> keep(static_cast<std::size_t>(people), 0);
  const std::shared_ptr<unsigned char[]> codes(new unsigned char[static_cast<std::size_t>(stride * X.cols())]());
  for (Index j = 0; j < X.cols(); ++j) {
    for (Index i = 0; i < people; ++i) {
      const double x = i % spread == 0 ? X(i / spread, j) : -1;
      const unsigned code = x == 0 ? 3 : x == 1 ? 2 : x == 2 ? 0 : 1;
      codes[static_cast<std::size_t>(j * stride + i / 4)] |= static_cast<unsigned char>(code << (2 * (i % 4)));
      if (i % spread == 0) keep[static_cast<std::size_t>(i)] = 1;
    }
  }
  return {people, X.cols(), codes, spread == 1 ? std::vector<char>() : keep};
}

// Every third column is another in the matrix below.
inline Patched make_patched(const Eigen::MatrixXd& X) {
  Eigen::MatrixXd below = X;
  std::vector<Index> places;
  for (Index j = 1; j < X.cols(); j += 3) {
    below.col(j).setConstant(5);
    places.push_back(j);
  }
  return {make_sparse(below), places, make_dense<double>(X(Eigen::all, places))};
}

// How many columns are genotypes; all but the first of them are calls.
inline Index extended_calls(Index p) { return p - p / 3; }

inline Patched make_extended(const Eigen::MatrixXd& X) {
  Eigen::MatrixXd below = X;
  below.col(0).setConstant(1);
  if (X.cols() >= 3) below.rightCols(1).setConstant(3);
  const Index calls = extended_calls(X.cols());
  std::vector<Index> behind;
  for (Index j = calls; j < X.cols(); ++j) behind.push_back(j);
  std::vector<Index> ends{0};
  if (X.cols() >= 3) ends.push_back(X.cols() - 1);
  const Patched once(make_genotype(below.leftCols(calls), 2), behind, make_dense<double>(below(Eigen::all, behind)));
  return {once, ends, make_dense<double>(X(Eigen::all, ends))};
}

template <class M>
M make(const Eigen::MatrixXd& X, Kind<M> /*kind*/) {
  if constexpr (std::is_same_v<M, Sparse>) {
    return make_sparse(X);
  } else if constexpr (std::is_same_v<M, Genotype>) {
    return make_genotype(X, 1);
  } else if constexpr (std::is_same_v<M, Patched>) {
    return make_patched(X);
  } else {
    return make_dense<std::remove_cvref_t<decltype(*std::declval<M>().column(0))>>(X);
  }
}
inline Genotype make(const Eigen::MatrixXd& X, SomePeople /*kind*/) { return make_genotype(X, 2); }
inline Patched make(const Eigen::MatrixXd& X, Extended /*kind*/) { return make_extended(X); }
template <class M>
AnyMatrix make(const Eigen::MatrixXd& X, Wrapped<M> /*kind*/) {
  return make(X, Kind<M>{});
}

// Small integers fit every storage type exactly; a third of the entries is zero, and so are some columns; others are
// constant or fully stored.
inline Eigen::MatrixXd random_matrix(Random& random, Index n, Index p) {
  Eigen::MatrixXd X = Eigen::MatrixXd::Zero(n, p);
  for (Index j = 0; j < p; ++j) {
    const Index shape = random.below(6);
    const auto constant = static_cast<double>(random.below(100) + 1);
    for (Index i = 0; i < n; ++i) {
      if (shape == 0) continue;
      if (shape == 1) X(i, j) = constant;
      if (shape == 2) X(i, j) = static_cast<double>(random.below(50) + 50);
      if (shape > 2 && random.below(3) > 0) X(i, j) = static_cast<double>(random.below(255) - 127);
    }
  }
  return X;
}

// Calls of 0, 1 and 2; some columns are constant, some hold missing calls, which count as the mean of the others.
inline Eigen::MatrixXd random_calls(Random& random, Index n, Index p) {
  Eigen::MatrixXd X = Eigen::MatrixXd::Zero(n, p);
  for (Index j = 0; j < p; ++j) {
    const auto constant = static_cast<double>(random.below(3));
    const bool varies = random.below(4) > 0;
    const bool misses = random.below(2) > 0;
    std::vector<Index> missing;
    for (Index i = 0; i < n; ++i) {
      X(i, j) = varies ? static_cast<double>(random.below(3)) : constant;
      if (misses && random.below(5) == 0) missing.push_back(i);
    }
    for (const Index i : missing) X(i, j) = 0;
    const auto known = static_cast<double>(n - static_cast<Index>(missing.size()));
    const double mean = X.col(j).sum() / std::max(known, 1.0);
    for (const Index i : missing) X(i, j) = mean;
  }
  return X;
}

template <class K>
Eigen::MatrixXd random_matrix(Random& random, Index n, Index p, K /*kind*/) {
  if constexpr (std::is_same_v<K, Kind<Genotype>> || std::is_same_v<K, SomePeople> ||
                std::is_same_v<K, Wrapped<Genotype>>) {
    return random_calls(random, n, p);
  } else if constexpr (std::is_same_v<K, Extended>) {
    Eigen::MatrixXd X = random_matrix(random, n, p);
    const Index calls = extended_calls(p) - 1;
    X.middleCols(1, calls) = random_calls(random, n, calls);
    return X;
  } else {
    return random_matrix(random, n, p);
  }
}

inline std::vector<Index> draw_columns(Random& random, Index p, Index count) {
  std::vector<Index> columns(static_cast<std::size_t>(count));
  for (Index& j : columns) j = random.below(p);
  return columns;
}

inline std::vector<double> draw_normals(Random& random, std::size_t count) {
  std::vector<double> values(count);
  for (double& value : values) value = random.normal();
  return values;
}

inline Eigen::Map<const Eigen::VectorXd> mapped(const std::vector<double>& v) {
  return {v.data(), static_cast<Eigen::Index>(v.size())};
}

struct Shape {
  Index n, p;
};
inline const std::vector<Shape> shapes = {{1, 1},   {1, 5},    {7, 1},    {8, 3},    {15, 9},   {16, 4},
                                          {17, 17}, {71, 130}, {513, 70}, {1100, 6}, {8200, 5}, {20000, 3}};
inline const std::vector<Index> batches = {0, 1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 67};

}  // namespace strads
