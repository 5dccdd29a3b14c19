// The load balancer against exhaustive search and its bounds.
#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "schedule/balancer.hpp"
#include "strads/random.hpp"

using strads::Index;
using strads::Random;
using strads::schedule::assign_blocks;
using strads::schedule::Group;

namespace {

std::vector<double> loads(const std::vector<Group>& groups, const std::vector<Index>& block_of, Index blocks) {
  std::vector<double> result(static_cast<std::size_t>(blocks), 0.0);
  for (std::size_t g = 0; g < groups.size(); ++g) result[block_of[g]] += groups[g].workload;
  return result;
}

double makespan(const std::vector<Group>& groups, const std::vector<Index>& block_of, Index blocks) {
  const auto all = loads(groups, block_of, blocks);
  return *std::max_element(all.begin(), all.end());
}

double optimum(const std::vector<Group>& groups, Index blocks) {
  double best = std::numeric_limits<double>::infinity();
  std::vector<Index> block_of(groups.size(), 0);
  for (bool more = true; more;) {
    best = std::min(best, makespan(groups, block_of, blocks));
    more = false;
    for (auto& block : block_of) {
      if (++block < blocks) {
        more = true;
        break;
      }
      block = 0;
    }
  }
  return best;
}

std::vector<Group> random_groups(Random& random, Index count, Index largest) {
  std::vector<Group> groups(static_cast<std::size_t>(count));
  for (auto& group : groups) {
    group.workload = static_cast<double>(random.below(20));
    group.size = 1 + random.below(largest);
  }
  return groups;
}

}  // namespace

TEST_CASE("the heaviest block is within 4/3 - 1/(3m) of the best possible") {
  Random random(6);
  for (int trial = 0; trial < 200; ++trial) {
    const Index blocks = 2 + random.below(2);
    const auto groups = random_groups(random, 1 + random.below(8), 1);
    const auto block_of = assign_blocks(groups, blocks, 1000, true);
    const double bound = 4.0 / 3.0 - 1.0 / (3.0 * static_cast<double>(blocks));
    REQUIRE(makespan(groups, block_of, blocks) <= bound * optimum(groups, blocks) + 1e-12);
  }
}

TEST_CASE("the heaviest block is at most the mean and one group") {
  Random random(7);
  for (int trial = 0; trial < 200; ++trial) {
    const Index blocks = 1 + random.below(30);
    const auto groups = random_groups(random, 1 + random.below(300), 1);
    const auto block_of = assign_blocks(groups, blocks, 1000, true);
    double total = 0;
    double heaviest = 0;
    for (const auto& group : groups) {
      total += group.workload;
      heaviest = std::max(heaviest, group.workload);
    }
    REQUIRE(makespan(groups, block_of, blocks) <= total / static_cast<double>(blocks) + heaviest + 1e-9);
  }
}

TEST_CASE("blocks keep their cap, and a group is left over only where it fits nowhere") {
  Random random(8);
  bool left_over = false;
  for (int trial = 0; trial < 500; ++trial) {
    const Index blocks = 1 + random.below(6);
    const Index cap = 1 + random.below(10);
    const auto groups = random_groups(random, 1 + random.below(20), 6);
    for (const bool balance : {true, false}) {
      const auto block_of = assign_blocks(groups, blocks, cap, balance);
      std::vector<Index> held(static_cast<std::size_t>(blocks), 0);
      std::vector<Index> members(static_cast<std::size_t>(blocks), 0);
      for (std::size_t g = 0; g < groups.size(); ++g) {
        if (block_of[g] < 0) continue;
        held[block_of[g]] += groups[g].size;
        ++members[block_of[g]];
      }
      for (Index b = 0; b < blocks; ++b) REQUIRE((held[b] <= cap || members[b] == 1));
      for (std::size_t g = 0; g < groups.size(); ++g) {
        if (block_of[g] >= 0) continue;
        left_over = true;
        for (Index b = 0; b < blocks; ++b) REQUIRE((members[b] > 0 && held[b] + groups[g].size > cap));
      }
    }
  }
  CHECK(left_over);
}

// The rule itself: heaviest first, each to the lightest block that has room for it.
TEST_CASE("with caps too, each group goes to the lightest block with room") {
  Random random(9);
  for (int trial = 0; trial < 500; ++trial) {
    const Index blocks = 1 + random.below(6);
    const Index cap = 1 + random.below(12);
    const auto groups = random_groups(random, 1 + random.below(30), 6);
    std::vector<std::size_t> order(groups.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return groups[a].workload > groups[b].workload; });
    std::vector<double> load(static_cast<std::size_t>(blocks), 0.0);
    std::vector<Index> held(static_cast<std::size_t>(blocks), 0);
    std::vector<Index> expected(groups.size(), -1);
    for (const std::size_t g : order) {
      Index best = -1;
      for (Index b = 0; b < blocks; ++b) {
        const bool room = held[b] == 0 || held[b] + groups[g].size <= cap;
        if (room && (best < 0 || load[b] < load[best])) best = b;
      }
      expected[g] = best;
      if (best < 0) continue;
      load[best] += groups[g].workload;
      held[best] += groups[g].size;
    }
    REQUIRE(assign_blocks(groups, blocks, cap, true) == expected);
  }
}

TEST_CASE("in turn, a group that does not fit goes to the next block") {
  const std::vector<Group> groups{{1, 2}, {1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}};
  CHECK(assign_blocks(groups, 3, 2, false) == std::vector<Index>{0, 1, 2, 1, 2, -1});
}

TEST_CASE("ties go to the first group and the lowest block") {
  const std::vector<Group> groups{{1, 1}, {3, 1}, {3, 1}, {1, 1}, {2, 1}};
  CHECK(assign_blocks(groups, 2, 10, true) == std::vector<Index>{1, 0, 1, 1, 0});
  CHECK(assign_blocks(groups, 2, 10, false) == std::vector<Index>{0, 1, 0, 1, 0});
  CHECK(assign_blocks({}, 3, 10, true).empty());
}
