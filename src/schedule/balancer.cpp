#include "schedule/balancer.hpp"

#include <algorithm>
#include <functional>
#include <queue>
#include <utility>

namespace strads::schedule {

namespace {

bool has_room(Index held, Index size, Index cap) { return held == 0 || held + size <= cap; }

std::vector<Index> longest_first(std::span<const Group> groups, Index blocks, Index block_cap) {
  using Load = std::pair<double, Index>;
  std::vector<Load> order;  // heaviest first, then in order: as numbers that compare without a look at the groups
  order.reserve(groups.size());
  for (std::size_t g = 0; g < groups.size(); ++g) order.emplace_back(-groups[g].workload, static_cast<Index>(g));
  std::sort(order.begin(), order.end());
  std::priority_queue<Load, std::vector<Load>, std::greater<>> lightest;
  for (Index b = 0; b < blocks; ++b) lightest.emplace(0.0, b);
  std::vector<Index> held(static_cast<std::size_t>(blocks), 0);
  std::vector<Index> block_of(groups.size(), -1);
  std::vector<Load> aside;  // lighter, but without room for this group
  for (const auto& [negated, g] : order) {
    while (!lightest.empty() && !has_room(held[lightest.top().second], groups[g].size, block_cap)) {
      // A full block has room for no more, so it does not come back.
      if (held[lightest.top().second] < block_cap) aside.push_back(lightest.top());
      lightest.pop();
    }
    if (!lightest.empty()) {
      const auto [load, b] = lightest.top();
      lightest.pop();
      held[b] += groups[g].size;
      block_of[g] = b;
      lightest.emplace(load + groups[g].workload, b);
    }
    for (const Load& load : aside) lightest.push(load);
    aside.clear();
  }
  return block_of;
}

std::vector<Index> in_turn(std::span<const Group> groups, Index blocks, Index block_cap) {
  std::vector<Index> held(static_cast<std::size_t>(blocks), 0);
  std::vector<Index> block_of(groups.size(), -1);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    for (Index turn = 0; turn < blocks && block_of[g] < 0; ++turn) {
      const Index b = (static_cast<Index>(g) + turn) % blocks;
      if (has_room(held[b], groups[g].size, block_cap)) block_of[g] = b;
    }
    if (block_of[g] >= 0) held[block_of[g]] += groups[g].size;
  }
  return block_of;
}

}  // namespace

std::vector<Index> assign_blocks(std::span<const Group> groups, Index blocks, Index block_cap, bool balance) {
  return balance ? longest_first(groups, blocks, block_cap) : in_turn(groups, blocks, block_cap);
}

}  // namespace strads::schedule
