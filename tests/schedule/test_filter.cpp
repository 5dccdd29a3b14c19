// The dependency filters against recomputing everything for each candidate.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "matrix.hpp"
#include "schedule/filter.hpp"

using namespace strads;
using namespace strads::schedule;
using strads::test::Matrix;
using strads::test::Placed;

namespace {

bool fits(const Matrix& d, Placed placed, Index tag, Index block, const Limits& limits) {
  placed.tags.push_back(tag);
  placed.blocks.push_back(block);
  return test::within_limits(d, placed.tags, placed.blocks, limits.pair, limits.sum);
}

double share(const Matrix& d, const Placed& placed, Index tag, Index block) {
  double sum = 0;
  for (std::size_t k = 0; k < placed.tags.size(); ++k) {
    if (placed.blocks[k] == block) sum += d(tag, placed.tags[k]);
  }
  return sum;
}

// Variables in flight that keep the limits among themselves.
InFlight random_flight(const Matrix& d, const Limits& limits, Random& random, Placed& placed) {
  InFlight flight;
  const Index blocks = random.below(4);
  Index tag = d.n / 2;
  for (Index b = 0; b < blocks; ++b) {
    for (Index i = 1 + random.below(3); i > 0 && tag < d.n; --i, ++tag) {
      if (!fits(d, placed, tag, -1 - b, limits)) continue;
      placed.tags.push_back(tag);
      placed.blocks.push_back(-1 - b);
      flight.tags.push_back(tag);
    }
    flight.starts.push_back(static_cast<Index>(flight.tags.size()));
  }
  return flight;
}

Limits random_limits(Random& random) {
  const double inf = std::numeric_limits<double>::infinity();
  const std::vector<double> pairs{0.125, 0.25, inf};
  const std::vector<double> sums{0.0, 0.25, 0.5, 1.0, inf};
  Limits limits;
  limits.pair = pairs[random.below(3)];
  limits.sum = sums[random.below(5)];
  limits.blocks = 1 + random.below(8);
  limits.block_cap = 1 + random.below(8);
  return limits;
}

}  // namespace

TEST_CASE("drop_conflicts agrees with recomputing everything for each candidate") {
  Random random(21);
  for (int trial = 0; trial < 1500; ++trial) {
    const Matrix d = test::coarse(40, random.uniform(), random);
    const Limits limits = random_limits(random);
    Placed placed;
    const InFlight flight = random_flight(d, limits, random, placed);
    std::vector<Index> tags(static_cast<std::size_t>(random.below(21)));
    std::iota(tags.begin(), tags.end(), Index{0});

    const Groups found = drop_conflicts(tags, flight, limits, d.dependencies());
    Index kept = 0;
    REQUIRE(found.of.size() == tags.size());
    for (std::size_t i = 0; i < tags.size(); ++i) {
      if (kept == limits.blocks) {
        REQUIRE(found.of[i] == surplus);
      } else if (!fits(d, placed, tags[i], kept, limits)) {
        REQUIRE(found.of[i] == refused);
      } else {
        REQUIRE(found.of[i] == kept);
        placed.tags.push_back(tags[i]);
        placed.blocks.push_back(kept++);
      }
    }
    REQUIRE(found.count == kept);
  }
}

TEST_CASE("group_conflicts agrees with recomputing everything for each candidate") {
  Random random(22);
  Index largest_group = 0;
  Index refusals = 0;
  for (int trial = 0; trial < 1500; ++trial) {
    const Matrix d = test::coarse(40, random.uniform(), random);
    Limits limits = random_limits(random);
    limits.blocks = std::max<Index>(2, limits.blocks);
    Placed placed;
    const InFlight flight = random_flight(d, limits, random, placed);
    std::vector<Index> tags(static_cast<std::size_t>(random.below(21)));
    std::iota(tags.begin(), tags.end(), Index{0});

    const Groups found = group_conflicts(tags, flight, limits, d.dependencies());
    Index groups = 0;
    for (std::size_t i = 0; i < tags.size(); ++i) {
      Index best = refused;
      for (Index g = 0; g < groups; ++g) {
        const auto size = std::count(placed.blocks.begin(), placed.blocks.end(), g);
        if (size >= limits.block_cap || !fits(d, placed, tags[i], g, limits)) continue;
        if (best < 0 || share(d, placed, tags[i], g) > share(d, placed, tags[i], best)) best = g;
      }
      const bool close = best >= 0 && share(d, placed, tags[i], best) >= affinity;
      if (!close && fits(d, placed, tags[i], groups, limits)) best = groups;
      REQUIRE(found.of[i] == best);
      refusals += static_cast<Index>(best == refused);
      if (best == refused) continue;
      groups = std::max(groups, best + 1);
      placed.tags.push_back(tags[i]);
      placed.blocks.push_back(best);
      largest_group = std::max<Index>(largest_group, std::count(placed.blocks.begin(), placed.blocks.end(), best));
    }
    REQUIRE(found.count == groups);
    REQUIRE(test::within_limits(d, placed.tags, placed.blocks, limits.pair, limits.sum));
  }
  CHECK(largest_group > 4);
  CHECK(refusals > 100);
}

// Sums of multiples of 1/64 never are the affinity itself.
TEST_CASE("a share of exactly the affinity is enough to join a group, anything less is not") {
  for (const double dependency : {affinity, std::nextafter(affinity, 0.0)}) {
    Matrix d(2);
    d(0, 0) = d(1, 1) = 1;
    d(0, 1) = d(1, 0) = dependency;
    Limits limits;
    limits.pair = limits.sum = std::numeric_limits<double>::infinity();
    limits.blocks = 2;
    limits.block_cap = 2;
    const Groups found = group_conflicts(std::vector<Index>{0, 1}, {}, limits, d.dependencies());
    CHECK(found.count == (dependency == affinity ? 1 : 2));
  }
}

TEST_CASE("with one block everything is one group, and only what is in flight is looked up") {
  Random random(23);
  for (int trial = 0; trial < 500; ++trial) {
    const Matrix d = test::coarse(40, random.uniform(), random);
    Limits limits = random_limits(random);
    limits.blocks = 1;
    Placed placed;
    const InFlight flight = random_flight(d, limits, random, placed);
    const std::vector<Index> tags{3, 1, 4, 15, 9, 2, 6};
    const Dependencies strict = [&](Index tag, std::span<const Index> others, std::span<double> out) {
      for (const Index other : others) REQUIRE(other >= d.n / 2);
      d.dependencies()(tag, others, out);
    };
    const Groups found = group_conflicts(tags, flight, limits, strict);
    Index members = 0;
    for (std::size_t i = 0; i < tags.size(); ++i) {
      if (members == limits.block_cap) {
        REQUIRE(found.of[i] == surplus);
      } else if (!fits(d, placed, tags[i], 0, limits)) {
        REQUIRE(found.of[i] == refused);
      } else {
        REQUIRE(found.of[i] == 0);
        placed.tags.push_back(tags[i]);
        placed.blocks.push_back(0);
        ++members;
      }
    }
    REQUIRE(found.count == static_cast<Index>(members > 0));
  }
}

TEST_CASE("groups of one variable are what dropping keeps") {
  Random random(24);
  for (int trial = 0; trial < 300; ++trial) {
    const Matrix d = test::coarse(20, random.uniform(), random);
    Limits limits = random_limits(random);
    limits.blocks = 20;
    limits.block_cap = 1;
    std::vector<Index> tags(20);
    std::iota(tags.begin(), tags.end(), Index{0});
    const Groups dropped = drop_conflicts(tags, {}, limits, d.dependencies());
    const Groups grouped = group_conflicts(tags, {}, limits, d.dependencies());
    REQUIRE(dropped.of == grouped.of);
  }
}

TEST_CASE("a dependency that is no number is a conflict") {
  const Dependencies broken = [](Index, std::span<const Index>, std::span<double> out) {
    std::fill(out.begin(), out.end(), std::numeric_limits<double>::quiet_NaN());
  };
  const std::vector<Index> tags{0, 1};
  const Limits limits{.pair = 0.5, .sum = 1, .blocks = 2, .block_cap = 10};
  CHECK(drop_conflicts(tags, {}, limits, broken).of == std::vector<Index>{0, refused});
}

// Gershgorin: with row sums at most 1 beside the unit diagonal no eigenvalue of the kept Gram matrix exceeds 2.
TEST_CASE("what sum_limit 1 keeps has lambda_max at most 2") {
  Random random(25);
  double largest = 0;
  for (int trial = 0; trial < 100; ++trial) {
    const Matrix signed_gram = test::gram(40, 5 + random.below(60), 1.5 * random.uniform(), random);
    const Matrix d = test::absolute(signed_gram);
    std::vector<Index> tags(40);
    std::iota(tags.begin(), tags.end(), Index{0});
    const Limits limits{.pair = std::numeric_limits<double>::infinity(), .sum = 1, .blocks = 40, .block_cap = 1};
    const Groups found = drop_conflicts(tags, {}, limits, d.dependencies());
    std::vector<Index> kept;
    for (const Index tag : tags) {
      if (found.of[tag] >= 0) kept.push_back(tag);
    }
    std::vector<double> v(kept.size());
    for (auto& value : v) value = random.normal();
    double lambda = 0;
    for (int step = 0; step < 200; ++step) {
      std::vector<double> next(v.size(), 0.0);
      lambda = 0;
      for (std::size_t a = 0; a < v.size(); ++a) {
        for (std::size_t b = 0; b < v.size(); ++b) next[a] += signed_gram(kept[a], kept[b]) * v[b];
        lambda += next[a] * next[a];
      }
      lambda = std::sqrt(lambda);
      for (std::size_t a = 0; a < v.size(); ++a) v[a] = next[a] / lambda;
    }
    REQUIRE(lambda <= 2 + 1e-9);
    largest = std::max(largest, lambda);
  }
  CHECK(largest > 1.5);  // the limit was put to use
}
