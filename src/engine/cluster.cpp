#include "strads/cluster.hpp"

#include <algorithm>

namespace strads {

double Cluster::round(const Round& round) const {
  double largest = 0;
  for (Index b = 0; b < round.blocks(); ++b) {
    const auto updates = static_cast<double>(round.starts[b + 1] - round.starts[b]);
    largest = std::max(largest, 2 * round.workloads[b] * settings_.entry_seconds + updates * settings_.update_seconds);
  }
  return settings_.round_seconds + largest;
}

double Cluster::pass(const Pass& pass) const {
  const auto hands = static_cast<double>(std::max<Index>(1, std::min(pass.tiles, settings_.workers)));
  return settings_.round_seconds + pass.workload * settings_.entry_seconds / hands;
}

}  // namespace strads
