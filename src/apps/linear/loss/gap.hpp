// The duality gap of the squared loss: how far the objective can at most be from its minimum.
#pragma once

#include <span>

#include "apps/linear/penalty.hpp"

namespace strads::linear {

// What the gap of a lasso (one block's, or the whole) is made of, at a residual r of the response y.
struct GapTerms {
  double square = 0;           // r'r
  double product = 0;          // y'r
  double value = 0;            // of the penalty
  double ridge = 0;            // sum of ridge_j u_j^2
  double worst = 0;            // max |gradient_j| / threshold_j
  double gradient_square = 0;  // sum of gradient_j^2 / v_j, but for what a wall at zero takes
};

// Of the lasso of these variables alone, at coefficients u with correlations c = x~_k' r / n, `square` = r'r: its
// response is r + X~ u. Variables without a penalty have optimal coefficients, and limit nothing.
GapTerms gap_terms(const Penalty& penalty, std::span<const Index> variables, std::span<const double> u,
                   std::span<const double> c, double square, double n);

// P - D for n rows, at least 0.
//
// The elastic net is the lasso on the rows of X~ with sqrt(n ridge_j) e_j' below them; its residual is r above
// -sqrt(n ridge_j) u_j. The dual point is that residual times the best t in [-1/worst, 1/worst]. For alpha = 0 there is
// no box, and strong convexity bounds the gap by sum gradient_j^2 / (2 ridge_j). Infinite where nothing is known.
double duality_gap(const GapTerms& terms, const Penalty& penalty, double n);

}  // namespace strads::linear
