// Normal equations on a support larger than the data have rows: with Z the members' columns over sqrt(n), V their
// penalty factors and rho the ridge,
//
//   (Z'Z + rho V)^-1 = (V^-1 - V^-1 Z' (rho + Z V^-1 Z')^-1 Z V^-1) / rho   (Woodbury 1950)
//
// takes a system of n rows. The matrix Z V^-1 Z' is the same at every lambda and follows the members. O(n^2) a member
// that comes or goes, O(n^3 / 6) once a lambda, O(n (k + n)) a solve, k members. One thread at a time.
#pragma once

#include <Eigen/Cholesky>
#include <span>
#include <vector>

#include "apps/linear/penalty.hpp"
#include "apps/linear/state/standardized.hpp"

namespace strads::linear {

class RowFactor {
 public:
  explicit RowFactor(const Standardized& design) : design_(&design) {}

  [[nodiscard]] Index rows() const { return design_->rows(); }
  [[nodiscard]] Index size() const { return static_cast<Index>(members_.size()); }

  // From here on the members are these, ascending, each with a penalty factor above 0; the ridge is above 0.
  void follow(std::span<const Index> members, const Penalty& penalty);
  // Removes the members at these positions, ascending; later ones move up.
  void remove(std::span<const Index> positions);

  // In place: x becomes the solution of (Z'Z + rho V) x = x.
  void solve(std::span<double> x);

  // In place: x of n rows becomes rho times the solution of (rho + Z V^-1 Z') x = x.
  void solve_rows(std::span<double> x);

  // Multiply-adds so far.
  [[nodiscard]] double operations() const { return operations_; }

 private:
  struct Member {
    Index variable = 0;
    double weight = 0;  // 1 / v
    Eigen::VectorXd column;
  };
  [[nodiscard]] Member member(Index variable, const Penalty& penalty) const;
  void factorize();

  const Standardized* design_;
  double ridge_ = 0;
  double operations_ = 0;
  std::vector<Member> members_;
  Eigen::MatrixXd products_;  // Z V^-1 Z', lower triangle
  Eigen::LLT<Eigen::MatrixXd> factor_;
};

}  // namespace strads::linear
