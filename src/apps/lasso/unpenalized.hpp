// The span of the unpenalized columns (penalty factor 0). The dual point must be orthogonal to them.
#pragma once

#include <span>
#include <vector>

#include "apps/lasso/penalty.hpp"
#include "apps/lasso/standardized.hpp"

namespace strads::lasso {

class Unpenalized {
 public:
  // O(n f^2) for f unpenalized columns, rank-revealing: dependent ones add nothing.
  Unpenalized(const Standardized& design, const Penalty& penalty);

  [[nodiscard]] const std::vector<Index>& variables() const { return variables_; }
  // r less its projection on the span; `out` may be r.
  void project(std::span<const double> r, std::span<double> out) const;

 private:
  std::vector<Index> variables_;
  std::vector<double> basis_;  // orthonormal columns of length n
};

}  // namespace strads::lasso
