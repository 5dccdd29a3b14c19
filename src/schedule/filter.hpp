// The dependency filter: which candidates may run together, and which must share a block.
//
// Two limits hold between different blocks of one round, and against the variables in flight, which count as kept:
// every pair has d < pair, and for every variable the sum of its dependencies is <= sum. A candidate kept later
// never breaks them for those kept before. Candidates come in order of preference; the first is always kept if
// nothing is in flight.
//
// Cost: one look-up of a row per candidate, against all kept before it: O(candidates * kept).
#pragma once

#include <span>
#include <vector>

#include "strads/index.hpp"
#include "strads/scheduler.hpp"

namespace strads::schedule {

struct Limits {
  double pair = 0;
  double sum = 0;
  Index blocks = 1;     // that the round may have
  Index block_cap = 1;  // variables in one block
};

// Variables of rounds that are not over; block b holds tags [starts[b], starts[b + 1]).
struct InFlight {
  std::vector<Index> tags;
  std::vector<Index> variables;  // when refusals are to be explained
  std::vector<Index> starts{0};
};

// A candidate joins the group that it depends on most from this sum of dependencies on; below, it opens a new group.
// A tenth of the default sum limit, so that a variable may depend by less than this on each of ten other groups.
constexpr double affinity = 0.1;

// Marks in Groups::of.
constexpr Index refused = -1;  // depends too much on what is kept
constexpr Index surplus = -2;  // nothing against it but that the round is full

// Who stood in a candidate's way: a place among those in flight and, after them, those kept in their order.
struct Blame {
  Index neighbour = -1;
  double dependency = 0;
};

struct Groups {
  std::vector<Index> of;  // the group of each candidate, or a mark
  Index count = 0;
  std::vector<Blame> blames;  // of each candidate, when asked for; Fate in problem.hpp says who is named
};

// The papers' way: a candidate that breaks a limit is refused; each kept one is a group of its own; at most
// limits.blocks are kept.
[[nodiscard]] Groups drop_conflicts(std::span<const Index> tags, const InFlight& in_flight, const Limits& limits,
                                    const Dependencies& dependencies, bool explain = false);

// A candidate joins the group that it depends on most, where the limits do not hold. Not transitive: it may join one
// group only, and only if it keeps the limits towards all others. The groups may be merged into blocks at will: that
// only lowers what crosses. With limits.blocks == 1 everything is one group, and only what is in flight is looked up.
[[nodiscard]] Groups group_conflicts(std::span<const Index> tags, const InFlight& in_flight, const Limits& limits,
                                     const Dependencies& dependencies, bool explain = false);

}  // namespace strads::schedule
