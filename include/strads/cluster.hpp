// A virtual clock: how long the rounds would take on a cluster of P workers. Pure arithmetic on counts, so the same at
// any thread count. The defaults are fixed constants of a commodity cluster, documented here; nothing is measured.
#pragma once

#include "strads/problem.hpp"

namespace strads {

struct ClusterSettings {
  Index workers = 16;            // P
  double entry_seconds = 1e-9;   // one stored entry touched by an update or a pass
  double update_seconds = 1e-7;  // fixed cost of one update
  double round_seconds = 1e-4;   // dispatch and barrier of a round or a pass: two messages of 50 us
};

class Cluster {
 public:
  explicit Cluster(const ClusterSettings& settings = {}) : settings_(settings) {}
  // Seconds of one round: its largest block, once for propose and once for commit, and the barrier.
  [[nodiscard]] double round(const Round& round) const;
  // Seconds of a pass, spread evenly over the workers (at most one a tile).
  [[nodiscard]] double pass(const Pass& pass) const;

 private:
  ClusterSettings settings_;
};

}  // namespace strads
