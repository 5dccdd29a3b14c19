// Which lambdas a fit visits.
#pragma once

#include <cmath>
#include <vector>

#include "strads/linear.hpp"

namespace strads::linear {

// The last lambda over lambda_max where none is asked for: glmnet's.
inline double usual_min_ratio(Index rows, Index columns) { return rows < columns ? 0.01 : 1e-4; }

// Geometric from lambda_max to min_ratio * lambda_max (glmnet's default: 100 of them), or those that were asked for.
// `flat`: nothing penalized can enter, and one is as good as any.
inline std::vector<double> lambda_path(const Settings& settings, double lambda_max, bool flat, Index rows,
                                       Index columns) {
  if (!settings.lambdas.empty()) return settings.lambdas;
  if (settings.lambda) return {*settings.lambda};
  if (flat) return {lambda_max};
  if (settings.lambda_ratio) return {*settings.lambda_ratio * lambda_max};
  const double ratio = settings.min_ratio.value_or(usual_min_ratio(rows, columns));
  std::vector<double> lambdas;
  for (Index k = 0; k < settings.path; ++k) {
    const double share = settings.path > 1 ? static_cast<double>(k) / static_cast<double>(settings.path - 1) : 0.0;
    lambdas.push_back(lambda_max * std::pow(ratio, share));
  }
  return lambdas;
}

}  // namespace strads::linear
