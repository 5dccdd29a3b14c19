// Tall data as their triangular factor. A fit sees X~ and y by inner products alone, so that it may as well see
//
//   R with R'R / m = X~'X~ / n,   z with R'z / m = X~'y / n  and  z'z / m = y'y / n,   m = p + 1 rows,
//
// R = sqrt(m) L' from the Cholesky factor of the Gram matrix, z = sqrt(m) (L^-1 X~'y / n, what no column explains).
// Objectives, gradients and dual values are the same, but for rounding; X is read once (Golub 1965 has it by
// reflections).
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "apps/linear/penalty.hpp"
#include "apps/linear/state/standardized.hpp"
#include "strads/linear.hpp"

namespace strads::linear {

class Triangle {
 public:
  // Nothing where the Gram matrix has no such factor in doubles. `y` centred when the design is; the design has no
  // unpenalized columns. O(n p^2 / 2) on the engine and O(p^3 / 6) apart.
  static std::optional<Triangle> of(const Standardized& design, std::span<const double> y, Engine& engine);

  [[nodiscard]] const AnyMatrix& X() const { return X_; }
  [[nodiscard]] const std::vector<double>& y() const { return y_; }

  // How far the relative gap of scaled coefficients u of `variables` can at most be from that on X itself: rounding of
  // the sums, and what was put on the diagonal.
  [[nodiscard]] double rounding(std::span<const Index> variables, std::span<const double> u,
                                const Penalty& penalty) const;

 private:
  Triangle(AnyMatrix X, std::vector<double> y, std::vector<double> lengths, double unit)
      : X_(std::move(X)), y_(std::move(y)), lengths_(std::move(lengths)), unit_(unit) {}

  AnyMatrix X_;
  std::vector<double> y_;
  std::vector<double> lengths_;  // sqrt(x~_j'x~_j / n)
  double unit_;                  // relative error of an inner product
};

// Whether fitting on the triangle saves more than making it costs. Settings that study the scheduler, or emulate a
// cluster, are given the columns as they are.
[[nodiscard]] bool worth_a_triangle(const AnyMatrix& X, const Settings& settings);

}  // namespace strads::linear
