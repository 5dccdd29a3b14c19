// Which lambdas a fit visits.
#pragma once

#include <cmath>
#include <vector>

#include "strads/linear.hpp"

namespace strads::linear {

// Geometric from lambda_max to min_ratio * lambda_max (glmnet's defaults: 100 of them, ratio 0.01 if n < p else 1e-4),
// or those that were asked for. `flat`: nothing penalized can enter, and one is as good as any.
inline std::vector<double> lambda_path(const Settings& settings, double lambda_max, bool flat, Index rows,
                                       Index columns) {
  if (!settings.lambdas.empty()) return settings.lambdas;
  if (settings.lambda) return {*settings.lambda};
  if (flat) return {lambda_max};
  if (settings.lambda_ratio) return {*settings.lambda_ratio * lambda_max};
  const double ratio = settings.min_ratio.value_or(rows < columns ? 0.01 : 1e-4);
  std::vector<double> lambdas;
  for (Index k = 0; k < settings.path; ++k) {
    const double share = settings.path > 1 ? static_cast<double>(k) / static_cast<double>(settings.path - 1) : 0.0;
    lambdas.push_back(lambda_max * std::pow(ratio, share));
  }
  return lambdas;
}

}  // namespace strads::linear
