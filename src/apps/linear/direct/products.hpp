// Products with many columns, for whoever goes past rounds: all columns at once, on all threads.
#pragma once

#include <algorithm>
#include <numeric>
#include <span>
#include <vector>

#include "apps/linear/state/standardized.hpp"

namespace strads::linear {

// Minus the sum of what work(first, last, sum) adds up for groups of `count` columns, off the mean (when centring) and
// the unpenalized span. Groups follow from `count` alone, each with a sum of its own.
template <class Work>
std::vector<double> sum_over_columns(const Standardized& design, const char* pass, double workload, Index count,
                                     const Work& work, Engine& engine) {
  constexpr Index most_groups = 16;
  const auto n = static_cast<std::size_t>(design.rows());
  const Index groups = std::clamp<Index>(count / 16, 1, most_groups);
  std::vector<std::vector<double>> sums(static_cast<std::size_t>(groups));
  engine.run({pass, groups,
              [&](Index group) {
                sums[group].assign(n, 0.0);
                work(count * group / groups, count * (group + 1) / groups, sums[group].data());
              },
              workload, count});
  std::vector<double> result(n);
  for (const auto& sum : sums) {
    for (std::size_t i = 0; i < n; ++i) result[i] -= sum[i];
  }
  if (design.centred()) {
    const double mean = std::accumulate(result.begin(), result.end(), 0.0) / static_cast<double>(n);
    for (double& value : result) value -= mean;
  }
  design.unpenalized().project(result);
  return result;
}

// X~ u of these variables.
[[nodiscard]] std::vector<double> fitted(const Standardized& design, const char* pass, std::span<const Index> variables,
                                         std::span<const double> u, Engine& engine);

// out[k] = x~_k' r / n of these variables.
void correlations(const Standardized& design, const char* pass, std::span<const Index> variables,
                  std::span<const double> r, std::vector<double>& out, Engine& engine);

}  // namespace strads::linear
