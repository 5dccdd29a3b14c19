// The certificate of an iterate: its objective, and how far that can at most be from the minimum.
#pragma once

#include <span>

#include "apps/linear/penalty.hpp"
#include "apps/linear/screening/gradient.hpp"

namespace strads::linear {

struct Certificate {
  double objective = 0;
  double gap = 0;        // relative to ||y||^2 / (2n), y centred with an intercept
  double explained = 0;  // 1 - ||r||^2 / ||y||^2; 0 where y is constant
};

// `r` the residual, off the span of the unpenalized columns, y the (centred) response; only `awake` coefficients among
// u are not zero; `found` from a gradient refresh at r.
Certificate certify(std::span<const double> r, std::span<const double> y, std::span<const Index> awake,
                    std::span<const double> u, const Penalty& penalty, const Gradient::Findings& found);

}  // namespace strads::linear
