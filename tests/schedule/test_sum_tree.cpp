// The sum tree against a linear scan, to the last bit.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "schedule/sum_tree.hpp"
#include "strads/random.hpp"

using strads::Index;
using strads::Random;
using strads::schedule::SumTree;

namespace {

double random_weight(Random& random) {
  switch (random.below(5)) {
    case 0:
      return 0.0;
    case 1:
      return std::ldexp(random.uniform(), 500);
    case 2:
      return std::ldexp(random.uniform(), -1000);
    default:
      return random.uniform();
  }
}

// Sums of the definition: a node is left + right, recomputed from the leaves.
double tree_sum(const std::vector<double>& weights, Index node) {
  const auto n = static_cast<Index>(weights.size());
  return node >= n ? weights[node - n] : tree_sum(weights, 2 * node) + tree_sum(weights, 2 * node + 1);
}

}  // namespace

TEST_CASE("the tree's total is the sum of its leaves, to the last bit, after any updates") {
  Random random(1);
  for (const Index n : {1, 2, 3, 5, 16, 33, 100, 1000}) {
    SumTree tree(n);
    std::vector<double> weights(static_cast<std::size_t>(n), 0.0);
    for (int step = 0; step < 300; ++step) {
      const Index changes = random.below(n) < n / 2 ? 1 : random.below(n);  // one by one, and enough for a rebuild
      for (Index i = 0; i < changes; ++i) {
        const Index item = random.below(n);
        weights[item] = random_weight(random);
        tree.set(item, weights[item]);
      }
      REQUIRE(tree.total() == tree_sum(weights, 1));
      Index nonzero = 0;
      for (Index i = 0; i < n; ++i) {
        REQUIRE(tree.get(i) == weights[i]);
        nonzero += static_cast<Index>(weights[i] != 0);
      }
      REQUIRE(tree.nonzero() == nonzero);
    }
  }
}

TEST_CASE("find agrees with a linear scan over exact weights") {
  Random random(2);
  for (const Index n : {1, 2, 7, 31, 64}) {
    SumTree tree(n);
    std::vector<double> weights(static_cast<std::size_t>(n), 0.0);
    for (int step = 0; step < 50; ++step) {
      const Index item = random.below(n);
      weights[item] = static_cast<double>(random.below(4));
      tree.set(item, weights[item]);
      // Small integers add exactly, so each item owns as many of the integers below the total as it weighs.
      std::vector<double> hits(weights.size(), 0.0);
      for (double u = 0; u < tree.total(); ++u) {
        const Index first = tree.find(u);
        REQUIRE(tree.find(u + 0.5) == first);
        ++hits[first];
      }
      REQUIRE(hits == weights);
    }
  }
}

TEST_CASE("find never returns an item of weight 0") {
  Random random(3);
  for (int trial = 0; trial < 2000; ++trial) {
    const Index n = 1 + random.below(40);
    SumTree tree(n);
    for (Index i = 0; i < n; ++i) {
      if (random.below(3) == 0) tree.set(i, random_weight(random));
    }
    const double total = tree.total();
    if (total == 0) continue;
    const double inf = std::numeric_limits<double>::infinity();
    for (const double u : {0.0, random.uniform() * total, std::nextafter(total, 0.0), total, std::nextafter(total, inf),
                           2 * total, std::numeric_limits<double>::denorm_min()}) {
      REQUIRE(tree.get(tree.find(u)) > 0);
    }
  }
}

TEST_CASE("a million updates leave no drift") {
  Random random(4);
  SumTree tree(50);
  for (int step = 0; step < 1'000'000; ++step) {
    tree.set(random.below(50), std::ldexp(random.uniform(), static_cast<int>(random.below(200))));
    if (step % 3 == 0) (void)tree.total();
  }
  for (Index i = 0; i < 50; ++i) tree.set(i, i == 17 ? 0.1 : 0.0);
  CHECK(tree.total() == 0.1);
  CHECK(tree.nonzero() == 1);
  CHECK(tree.find(0.05) == 17);
}
