// The response as the model sees it.
#pragma once

#include <span>
#include <vector>

#include "strads/linear.hpp"

namespace strads::linear {

struct Response {
  std::vector<double> values;  // centred when there is an intercept; all zero when constant
  double mean = 0;             // what was taken off
  double unit = 0;             // null deviance: ||values||^2 / (2n)
  double scale = 1;            // what the ridge part of the penalty is divided by (Settings::scale_response)
};

// Throws Error (malformed) when squares of y are beyond double precision.
[[nodiscard]] Response see_response(std::span<const double> y, const Settings& settings);

}  // namespace strads::linear
