// The columns that the model really uses: centred when there is an intercept, divided by their standard deviation when
// standardizing, off the span of the unpenalized columns, never densified. Everything here is on that scale, and
// products carry the factor 1/n:
//
//   x~_j = P (x_j - m_j) / s_j,   correlation_j = x~_j' r / n,   gram_jk = x~_j' x~_k / n
//
// With an intercept the residual r is kept centred, and always off that span, so x~_j' r = x_j' r / s_j. A residual may
// carry a constant apart (`offset`: the true residual is r + offset on every row), so that a step on a sparse column
// touches its entries only.
//
// A column whose mean is more than 10,000 deviations from zero would lose that many digits in every product. With an
// intercept it is held as a copy, less its first value: that difference is exact. What is constant follows from the
// rounding of its own numbers.
#pragma once

#include <span>
#include <vector>

#include "apps/linear/state/unpenalized.hpp"
#include "strads/engine.hpp"
#include "strads/linalg/matrix.hpp"

namespace strads::linear {

// Scaled coefficients, by variable, ascending.
struct Coefficients {
  std::vector<Index> variables;
  std::vector<double> u;
};

class Standardized {
 public:
  // One pass over X, by tiles on the engine. The span of columns with factor 0 is set apart; no factors: none is.
  // Throws Error (malformed) when a number or its square is beyond double precision.
  Standardized(const AnyMatrix& X, bool centre, bool scale, Engine& engine, std::span<const double> factors = {});

  [[nodiscard]] Index rows() const { return X_.rows(); }
  [[nodiscard]] Index columns() const { return static_cast<Index>(mean_.size()); }
  [[nodiscard]] const AnyMatrix& raw() const { return X_; }  // far columns less their shift
  [[nodiscard]] bool centred() const { return centre_; }
  [[nodiscard]] const Unpenalized& unpenalized() const { return unpenalized_; }
  // Constant (with an intercept or scaling) or all zero, ascending; and those far from zero.
  [[nodiscard]] const std::vector<Index>& constant() const { return constant_; }
  [[nodiscard]] const std::vector<Index>& far() const { return far_; }

  // False for a column that cannot enter: constant, unpenalized, or (once looked at) in the span of those.
  [[nodiscard]] bool usable(Index j) const { return square_[j] > 0; }
  [[nodiscard]] double mean(Index j) const { return mean_[j]; }      // of raw()
  [[nodiscard]] double shift(Index j) const;                         // what raw() lacks of the column that was given
  [[nodiscard]] double scale(Index j) const { return scale_[j]; }    // s_j, 1 when not scaling or constant
  [[nodiscard]] double square(Index j) const { return square_[j]; }  // x~_j' x~_j / n, 0 when not usable
  // The same before anything was projected off, of a usable column. What is not looked at has no other.
  [[nodiscard]] double full_square(Index j) const;
  [[nodiscard]] double bound(Index j) const;  // no |x_ij| of raw() is above it

  // Before `square` and `gram` are asked about columns: what of them lies in the unpenalized span.
  void look_at(Engine& engine, std::span<const Index> columns);

  // From here on column j cannot enter.
  void exclude(Index j) { square_[j] = 0; }

  // out[k] = x~_k' (r + offset) / n. The residual must be centred (offset included) when centring.
  void correlations(std::span<const Index> js, const double* r, double offset, double* out) const;
  // out[a * bs.size() + b] = x~_a' x~_b / n.
  void gram(std::span<const Index> as, std::span<const Index> bs, double* out) const;
  // Steps on the scaled coefficients as weights of raw columns, negated: what a residual gains.
  void residual_weights(std::span<const Index> js, std::span<const double> steps, std::vector<double>& weights) const;
  // The constant that the residual gains with those steps (0 when not centring).
  [[nodiscard]] double residual_offset(std::span<const Index> js, std::span<const double> steps) const;
  // These coefficients of penalized columns, and the best ones of the unpenalized for the response y beside them.
  [[nodiscard]] Coefficients with_unpenalized(std::span<const double> y, Coefficients penalized) const;
  // Column j, centred and scaled, and what its numbers are true to.
  [[nodiscard]] std::vector<double> column(Index j) const;
  [[nodiscard]] double rounding(Index j) const;

  // Columns of a tile in passes over all columns: about 64 thousand entries, whatever the number of threads.
  [[nodiscard]] Index tile_columns() const { return tile_columns_; }
  [[nodiscard]] Index tiles() const { return (columns() + tile_columns_ - 1) / tile_columns_; }

 private:
  enum class Kind : char { usual, constant, far, large, small };
  [[nodiscard]] Kind measure(Index j, bool scale);
  static void refuse(Kind kind, Index j);
  [[nodiscard]] bool all_equal(Index j) const;
  void set_apart(bool scale, Engine& engine);
  void look_at(Index j);

  AnyMatrix X_;
  bool centre_;
  Index tile_columns_;
  std::vector<double> mean_;
  std::vector<double> scale_;
  std::vector<double> square_;
  std::vector<Index> constant_;
  std::vector<Index> far_;
  std::vector<double> shifts_;  // of those far
  Unpenalized unpenalized_;
  std::vector<std::vector<double>> shares_;  // of columns looked at, along the axes of the unpenalized span
};

}  // namespace strads::linear
