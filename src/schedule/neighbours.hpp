// What a filter has kept so far, with the sum of dependencies of each that crosses blocks.
#pragma once

#include <span>
#include <vector>

#include "schedule/filter.hpp"

namespace strads::schedule {

class Neighbours {
 public:
  Neighbours(const InFlight& in_flight, const Limits& limits, const Dependencies& dependencies);

  [[nodiscard]] Index size() const { return static_cast<Index>(tags_.size()); }

  // Dependencies of `tag` on all of them; valid until the next call.
  [[nodiscard]] std::span<const double> row(Index tag);

  // Whether k may stand in another block than one that depends on it by d. A d that is no number may not.
  [[nodiscard]] bool tolerates(Index k, double d) const {
    return d < limits_.pair && (d == 0 || sums_[k] + d <= limits_.sum);
  }
  // Who stands in the way of the last row's candidate.
  [[nodiscard]] Blame blame() const;
  void add_to_sum(Index k, double d) { sums_[k] += d; }
  void keep(Index tag, double sum);

 private:
  const Limits& limits_;
  const Dependencies& dependencies_;
  std::vector<Index> tags_;  // in flight first
  std::vector<double> sums_;
  std::vector<double> row_;
};

}  // namespace strads::schedule
