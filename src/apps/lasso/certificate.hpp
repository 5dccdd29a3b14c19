// The duality gap: how far the objective can at most be from its minimum.
#pragma once

#include <span>

#include "apps/lasso/gradient.hpp"
#include "apps/lasso/penalty.hpp"

namespace strads::lasso {

struct Certificate {
  double objective = 0;
  double gap = 0;  // relative to ||y||^2 / (2n), y centred with an intercept
};

// `r` the residual, `dual` the same projected off the unpenalized columns, y the (centred) response, `found` from a
// gradient refresh at `dual`.
//
// The elastic net is the lasso on the rows of X~ with sqrt(n ridge_j) e_j' below them; its residual is r above
// -sqrt(n ridge_j) u_j. The dual point is that residual times the best t in [-1/worst, 1/worst], `worst` the largest
// |gradient_j| / threshold_j. For alpha = 0 there is no box, and strong convexity bounds the gap by
// ||gradient||^2 / (2 lambda min v_j).
Certificate certify(std::span<const double> r, std::span<const double> dual, std::span<const double> y,
                    std::span<const double> u, const Penalty& penalty, const Gradient::Findings& found);

}  // namespace strads::lasso
