// The columns that the model really uses: centred when there is an intercept, divided by their standard deviation when
// standardizing, never densified. Everything here is on that scale, and products carry the factor 1/n:
//
//   x~_j = (x_j - m_j) / s_j,   correlation_j = x~_j' r / n,   gram_jk = x~_j' x~_k / n
//
// With an intercept the residual r is kept centred, so x~_j' r = x_j' r / s_j. A residual may carry a constant apart
// (`offset`: the true residual is r + offset on every row), so that a step on a sparse column touches its entries only.
#pragma once

#include <span>
#include <vector>

#include "strads/engine.hpp"
#include "strads/linalg/matrix.hpp"

namespace strads::lasso {

class Standardized {
 public:
  // One pass over X, by tiles on the engine. Throws Error (malformed) when a number is not finite.
  Standardized(const AnyMatrix& X, bool centre, bool scale, Engine& engine);

  [[nodiscard]] Index rows() const { return X_.rows(); }
  [[nodiscard]] Index columns() const { return static_cast<Index>(mean_.size()); }
  [[nodiscard]] const AnyMatrix& raw() const { return X_; }
  [[nodiscard]] bool centred() const { return centre_; }

  // False for a column that cannot enter: constant (with an intercept or scaling) or all zero.
  [[nodiscard]] bool usable(Index j) const { return square_[j] > 0; }
  [[nodiscard]] double mean(Index j) const { return mean_[j]; }
  [[nodiscard]] double scale(Index j) const { return scale_[j]; }    // s_j, 1 when not scaling or not usable
  [[nodiscard]] double square(Index j) const { return square_[j]; }  // x~_j' x~_j / n, 0 when not usable
  [[nodiscard]] double bound(Index j) const;                         // no |x_ij| is above it

  // out[k] = x~_k' (r + offset) / n. The residual must be centred (offset included) when centring.
  void correlations(std::span<const Index> js, const double* r, double offset, double* out) const;
  // out[a * bs.size() + b] = x~_a' x~_b / n.
  void gram(std::span<const Index> as, std::span<const Index> bs, double* out) const;
  // Steps on the scaled coefficients as weights of raw columns, negated: what a residual gains.
  void residual_weights(std::span<const Index> js, std::span<const double> steps, std::vector<double>& weights) const;
  // The constant that the residual gains with those steps (0 when not centring).
  [[nodiscard]] double residual_offset(std::span<const Index> js, std::span<const double> steps) const;

  // Columns of a tile in passes over all columns: about 64 thousand entries, whatever the number of threads.
  [[nodiscard]] Index tile_columns() const { return tile_columns_; }
  [[nodiscard]] Index tiles() const { return (columns() + tile_columns_ - 1) / tile_columns_; }

 private:
  const AnyMatrix& X_;
  bool centre_;
  Index tile_columns_;
  std::vector<double> mean_;
  std::vector<double> scale_;
  std::vector<double> square_;
};

}  // namespace strads::lasso
