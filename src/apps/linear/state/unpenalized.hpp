// The span of the unpenalized columns (penalty factor 0). Whatever the other coefficients are, the best ones of these
// are a least squares problem. So the model is the lasso on what response and columns have off this span, and never
// moves them: they are solved for once a fit is done. Nothing is left of the response that they could explain, so the
// residual stays off their span.
//
// Columns count in order, as in R's lm: one that is a combination of those before it, to ten digits or the rounding of
// its numbers, has coefficient 0.
#pragma once

#include <span>
#include <vector>

#include "strads/index.hpp"

namespace strads::linear {

class Unpenalized {
 public:
  // `column` has the values x, as the model sees them, each true to `rounding`. O(n f) after f others.
  void add(Index column, std::vector<double> x, double rounding = 0);

  // Dimensions of the span.
  [[nodiscard]] Index rank() const { return static_cast<Index>(variables_.size()); }
  [[nodiscard]] const std::vector<Index>& variables() const { return variables_; }
  [[nodiscard]] const std::vector<Index>& dependent() const { return dependent_; }
  // Axis k, orthogonal to the others, with a'a = n.
  [[nodiscard]] const double* axis(Index k) const { return axes_[k].data(); }

  // Takes what lies in the span off r. O(n rank).
  void project(std::span<double> r) const;
  // The coefficients of `variables` that fit t best.
  [[nodiscard]] std::vector<double> fit(std::span<const double> t) const;

 private:
  std::vector<Index> variables_;
  std::vector<Index> dependent_;
  std::vector<std::vector<double>> axes_;
  std::vector<std::vector<double>> shares_;  // of variable k along axes 0 ... k: a triangular system
};

}  // namespace strads::linear
