// The sets of indices against std::set.
#include <doctest/doctest.h>

#include <set>
#include <vector>

#include "schedule/index_set.hpp"
#include "schedule/ordered_set.hpp"
#include "strads/random.hpp"

using strads::Index;
using strads::Random;
using strads::schedule::IndexSet;
using strads::schedule::OrderedSet;

TEST_CASE("both sets behave as std::set") {
  Random random(5);
  for (const Index n : {1, 2, 63, 64, 65, 200, 4096, 4097, 300'000}) {
    IndexSet dense(n);
    OrderedSet ordered(n);
    std::set<Index> model;
    for (int step = 0; step < 2000; ++step) {
      // Clusters, so that whole words fill and empty.
      const Index i = random.below(2) == 0 ? random.below(n) : std::min(n - 1, random.below(100));
      if (random.below(2) == 0) {
        dense.insert(i);
        ordered.insert(i);
        model.insert(i);
      } else {
        dense.erase(i);
        ordered.erase(i);
        model.erase(i);
      }
      if (step == 1000) {
        dense.clear();
        ordered.clear();
        model.clear();
      }
      REQUIRE(dense.size() == static_cast<Index>(model.size()));
      REQUIRE(dense.contains(i) == model.contains(i));
      REQUIRE(ordered.contains(i) == model.contains(i));
      const Index from = random.below(n + 1);
      const auto next = model.lower_bound(from);
      REQUIRE(ordered.next(from) == (next == model.end() ? -1 : *next));
    }
    const std::set<Index> members(dense.members().begin(), dense.members().end());
    CHECK(members == model);
  }
}
