// The filter that puts dependent candidates in one group.
#include <algorithm>

#include "schedule/filter.hpp"
#include "schedule/neighbours.hpp"

namespace strads::schedule {

namespace {

constexpr Index nowhere = -1;  // the "group" of variables in flight, which none can join
constexpr Index anywhere = -2;

// Everything is one group; only dependencies on variables in flight cross.
Groups one_group(std::span<const Index> tags, const InFlight& in_flight, const Limits& limits,
                 const Dependencies& dependencies, bool explain) {
  Groups groups{std::vector<Index>(tags.size(), surplus), 0, std::vector<Blame>(explain ? tags.size() : 0)};
  Neighbours flying(in_flight, limits, dependencies);
  Index members = 0;
  for (std::size_t i = 0; i < tags.size() && members < limits.block_cap; ++i) {
    const auto row = flying.row(tags[i]);
    double sum = 0;
    bool free = true;
    for (Index k = 0; k < flying.size() && free; ++k) {
      sum += row[k];
      free = flying.tolerates(k, row[k]);
    }
    groups.of[i] = free && sum <= limits.sum ? 0 : refused;
    if (groups.of[i] == refused) {
      if (explain) groups.blames[i] = flying.blame();
      continue;
    }
    for (Index k = 0; k < flying.size(); ++k) flying.add_to_sum(k, row[k]);
    ++members;
  }
  groups.count = members > 0 ? 1 : 0;
  return groups;
}

class Grouping {
 public:
  Grouping(const InFlight& in_flight, const Limits& limits, const Dependencies& dependencies)
      : limits_(limits), kept_(in_flight, limits, dependencies), group_of_(in_flight.tags.size(), nowhere) {}

  Index place(Index tag) {
    const auto row = kept_.row(tag);
    const Index bound = weigh(row);
    const Index group = bound == nowhere ? refused : choose(bound);
    if (group == refused) return refused;
    if (group == groups()) {
      sizes_.push_back(0);
      shares_.push_back(0);
    }
    ++sizes_[group];
    for (Index k = 0; k < kept_.size(); ++k) {
      if (group_of_[k] != group) kept_.add_to_sum(k, row[k]);
    }
    kept_.keep(tag, total_ - shares_[group]);
    group_of_.push_back(group);
    return group;
  }

  [[nodiscard]] Blame blame() const { return kept_.blame(); }
  [[nodiscard]] Index groups() const { return static_cast<Index>(sizes_.size()); }

 private:
  // Sums the row by group. Returns the only group that the limits of those kept leave open, `anywhere` or `nowhere`.
  Index weigh(std::span<const double> row) {
    std::fill(shares_.begin(), shares_.end(), 0.0);
    double flying = 0;
    Index bound = anywhere;
    for (Index k = 0; k < kept_.size(); ++k) {
      const Index group = group_of_[k];
      (group == nowhere ? flying : shares_[group]) += row[k];
      if (!kept_.tolerates(k, row[k])) bound = bound == anywhere || bound == group ? group : nowhere;
    }
    total_ = flying;  // group by group, so that total - share is exactly 0 when there is one share only
    for (const double share : shares_) total_ += share;
    return bound;
  }

  // A group that exists, groups() for a new one, or `refused`.
  [[nodiscard]] Index choose(Index bound) const {
    Index best = refused;
    for (Index g = 0; g < groups(); ++g) {
      const bool allowed =
          (bound == anywhere || bound == g) && sizes_[g] < limits_.block_cap && total_ - shares_[g] <= limits_.sum;
      if (allowed && (best == refused || shares_[g] > shares_[best])) best = g;
    }
    if (best != refused && shares_[best] >= affinity) return best;
    return bound == anywhere && total_ <= limits_.sum ? groups() : best;
  }

  const Limits& limits_;
  Neighbours kept_;
  std::vector<Index> group_of_;  // of each neighbour
  std::vector<Index> sizes_;
  std::vector<double> shares_;  // of the candidate's dependencies
  double total_ = 0;
};

}  // namespace

Groups group_conflicts(std::span<const Index> tags, const InFlight& in_flight, const Limits& limits,
                       const Dependencies& dependencies, bool explain) {
  if (limits.blocks == 1) return one_group(tags, in_flight, limits, dependencies, explain);
  Groups groups{std::vector<Index>(tags.size(), refused), 0, std::vector<Blame>(explain ? tags.size() : 0)};
  Grouping grouping(in_flight, limits, dependencies);
  for (std::size_t i = 0; i < tags.size(); ++i) {
    groups.of[i] = grouping.place(tags[i]);
    if (explain && groups.of[i] == refused) groups.blames[i] = grouping.blame();
  }
  groups.count = grouping.groups();
  return groups;
}

}  // namespace strads::schedule
