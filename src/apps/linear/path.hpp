// Which lambdas a fit visits, and where it ends.
#pragma once

#include <cmath>
#include <span>
#include <vector>

#include "strads/linear.hpp"

namespace strads::linear {

// The last lambda over lambda_max where none is asked for: glmnet's.
inline double usual_min_ratio(Index rows, Index columns) { return rows < columns ? 0.01 : 1e-4; }

// Geometric from lambda_max to min_ratio * lambda_max, or those that were asked for.
// `flat`: nothing penalized can enter, and one is as good as any.
inline std::vector<double> lambda_path(const Settings& settings, double lambda_max, bool flat, Index rows,
                                       Index columns) {
  if (!settings.lambdas.empty()) return settings.lambdas;
  if (settings.lambda) return {*settings.lambda};
  if (flat) return {lambda_max};
  if (settings.lambda_ratio) return {*settings.lambda_ratio * lambda_max};
  const double ratio = settings.min_ratio.value_or(usual_min_ratio(rows, columns));
  std::vector<double> lambdas;
  const Index points = settings.path.value_or(usual_points);
  for (Index k = 0; k < points; ++k) {
    const double share = points > 1 ? static_cast<double>(k) / static_cast<double>(points - 1) : 0.0;
    lambdas.push_back(lambda_max * std::pow(ratio, share));
  }
  return lambdas;
}

// Whether the points so far are enough, and why: `last_lambda` where they are not.
[[nodiscard]] PathEnd path_end(const Settings& settings, std::span<const Point> points);

}  // namespace strads::linear
