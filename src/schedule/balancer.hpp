// The load balancer: groups into blocks of near-equal workload.
#pragma once

#include <span>
#include <vector>

#include "strads/index.hpp"

namespace strads::schedule {

struct Group {
  double workload = 0;
  Index size = 0;  // variables
};

// The block of each group, in [0, blocks), or -1 for a group that fits in no block any more (only if groups of several
// variables leave gaps). A block holds at most `block_cap` variables, unless a single group is larger.
//
// `balance`: longest processing time first (Graham 1969): groups by falling workload (ties: in order) each to the
// lightest block with room (ties: the lowest). The heaviest block is at most 4/3 - 1/(3 blocks) of the best possible
// when the cap does not bind. Otherwise group i goes to block i mod blocks, or the next one with room. O(groups log
// groups).
[[nodiscard]] std::vector<Index> assign_blocks(std::span<const Group> groups, Index blocks, Index block_cap,
                                               bool balance);

}  // namespace strads::schedule
