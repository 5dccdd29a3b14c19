// Ridge regression (alpha = 0) at every lambda from one Krylov space. With ridge_j = rho v_j the residual solves
//
//   (A + rho) r = rho y,   A = X~ W X~' / n,   W = diag(1 / v_j),   and   u = W X~' r / (n rho):
//
// systems that differ by a multiple of the identity, of as many rows as the data. Lanczos' vectors q_1 = y / |y|, q_2,
// ... (Lanczos 1950) make A tridiagonal, so that one space serves them all (Paige and Saunders 1975; van der Vorst
// 1987), and their images X~'q_k are the coefficients' parts: X is read once a vector, whatever the lambdas. All
// vectors are kept orthogonal to each other.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "apps/linear/penalty.hpp"
#include "apps/linear/state/standardized.hpp"

namespace strads::linear {

// Scaled coefficients and what they leave of the response.
struct RidgeSolution {
  std::vector<double> u;
  std::vector<double> r;
};

class RidgeSpace {
 public:
  // `y` centred when the design is. At most `bytes` are held, 8 (n + p) a vector.
  RidgeSpace(const Standardized& design, std::span<const double> y, const Penalty& penalty, Index bytes);

  // At the penalty's lambda, to a gap of about `goal` in units of the objective; nothing where there is no room for so
  // many vectors, or a limit is met.
  std::optional<RidgeSolution> solve(const Penalty& penalty, double goal, Engine& engine);

 private:
  [[nodiscard]] Index size() const { return static_cast<Index>(diagonal_.size()); }
  // X~ steps, with steps(first, columns) those of a tile of columns, which begins at `first`.
  template <class Steps>
  [[nodiscard]] std::vector<double> product(const char* pass, double passes, const Steps& steps, Engine& engine) const;
  [[nodiscard]] std::vector<double> multiply(std::span<const double> q, std::vector<double>& image,
                                             Engine& engine) const;
  void grow(Engine& engine);
  [[nodiscard]] std::vector<double> weights(double rho) const;
  [[nodiscard]] double gap(double rho, double last) const;
  [[nodiscard]] RidgeSolution combined(double rho, const std::vector<double>& weights, Engine& engine) const;

  const Standardized& design_;
  std::vector<double> y_;                     // off the unpenalized span
  std::vector<double> inverse_factors_;       // 1 / v_j, 0 where j cannot enter
  double length_;                             // |y|
  Index most_;                                // vectors
  bool whole_ = false;                        // the space holds all that A makes of y
  std::vector<std::vector<double>> vectors_;  // q_k, one more than images
  std::vector<std::vector<double>> images_;   // X~'q_k / n
  double largest_ = 0;                        // on the diagonal
  std::vector<double> diagonal_;              // of A in these vectors
  std::vector<double> beside_;
};

}  // namespace strads::linear
