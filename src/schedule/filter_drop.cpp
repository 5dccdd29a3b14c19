// The filter that refuses dependent candidates.
#include <algorithm>
#include <cmath>

#include "schedule/filter.hpp"
#include "schedule/neighbours.hpp"

namespace strads::schedule {

Groups drop_conflicts(std::span<const Index> tags, const InFlight& in_flight, const Limits& limits,
                      const Dependencies& dependencies, bool explain) {
  Groups groups{std::vector<Index>(tags.size(), surplus), 0, std::vector<Blame>(explain ? tags.size() : 0)};
  if (std::isinf(limits.pair) && std::isinf(limits.sum)) {
    groups.count = std::min<Index>(limits.blocks, static_cast<Index>(tags.size()));
    for (Index i = 0; i < groups.count; ++i) groups.of[i] = i;
    return groups;
  }
  Neighbours kept(in_flight, limits, dependencies);
  for (std::size_t i = 0; i < tags.size() && groups.count < limits.blocks; ++i) {
    const auto row = kept.row(tags[i]);
    double sum = 0;
    bool free = true;
    for (Index k = 0; k < kept.size() && free; ++k) {
      sum += row[k];
      free = kept.tolerates(k, row[k]);
    }
    if (!free || !(sum <= limits.sum)) {
      groups.of[i] = refused;
      if (explain) groups.blames[i] = kept.blame();
      continue;
    }
    for (Index k = 0; k < kept.size(); ++k) kept.add_to_sum(k, row[k]);
    kept.keep(tags[i], sum);
    groups.of[i] = groups.count++;
  }
  return groups;
}

}  // namespace strads::schedule
