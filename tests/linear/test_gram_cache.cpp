// The Gram cache: what it must hold after a fill, what it must not compute twice, what it may forget.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "apps/linear/gram/gram_cache.hpp"
#include "apps/linear/gram/gram_coupling.hpp"
#include "linear/problems.hpp"
#include "strads/error.hpp"
#include "strads/random.hpp"

using namespace strads;
using linear::GramCache;

namespace {
double truth(Index a, Index b) { return static_cast<double>(std::min(a, b) * 1000 + std::max(a, b)); }

// As the model fills: every pair with an incomplete position that is not known.
Index fill(GramCache& cache, const std::vector<Index>& variables, const std::vector<Index>& tags) {
  Index computed = 0;
  for (const Index a : cache.incomplete(tags)) {
    for (std::size_t b = 0; b < tags.size(); ++b) {
      if (cache.known(tags[a], tags[b])) continue;
      cache.set(tags[a], tags[b], truth(variables[a], variables[b]));
      ++computed;
    }
  }
  return computed;
}

// All products of these columns, the tiles of each fill in an order.
std::vector<double> products(const linear::Standardized& design, const std::vector<std::vector<Index>>& asked,
                             const RunPass& run) {
  linear::Settings settings;
  settings.gram_cache_bytes = 8 * design.columns() * design.columns();
  linear::GramCoupling coupling(design, settings);
  std::vector<double> all;
  for (const auto& variables : asked) {
    Candidates candidates;
    candidates.variables = variables;
    coupling.fill_dependencies(candidates, run);
    for (const Index a : candidates.tags) {
      for (const Index b : candidates.tags) all.push_back(coupling.gram().at(a, b));
    }
  }
  return all;
}
}  // namespace

// Centred on one side, so that x_a'x_b and x_b'x_a differ by rounding: each pair must be computed once.
TEST_CASE("a fill has the same bits in any order of its tiles") {
  const auto data = problems::random(3, 12, 2300);
  Engine engine(EngineSettings{.executor = ExecutorKind::serial});
  linear::Standardized design(data.dense(), true, true, engine);
  std::vector<Index> half;
  std::vector<Index> all;
  for (Index j = 0; j < design.columns(); ++j) {
    all.push_back(j);
    if (j % 3 == 0) half.push_back(j);
  }
  const RunPass backward = [](const Pass& pass) {
    for (Index tile = pass.tiles; tile-- > 0;) pass.work(tile);
  };
  const std::vector<std::vector<Index>> at_once = {all};
  const std::vector<std::vector<Index>> in_turn = {half, all};
  for (const auto& asked : {at_once, in_turn}) {
    const auto forward = products(design, asked, run_in_order);
    CHECK(forward == products(design, asked, backward));
    CHECK(std::none_of(forward.begin(), forward.end(), [](double value) { return std::isnan(value); }));
  }
}

TEST_CASE("after a fill every pair asked for is there, whatever was evicted before") {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    Random random(seed);
    const Index p = 200;
    const Index slots = 20 + random.below(40);
    GramCache cache(p, slots);
    std::set<std::pair<Index, Index>> held;
    for (Index now = 0; now < 200; ++now) {
      std::set<Index> chosen;
      while (static_cast<Index>(chosen.size()) < 1 + random.below(10)) chosen.insert(random.below(p));
      const std::vector<Index> variables(chosen.begin(), chosen.end());
      std::vector<Index> tags;
      cache.give_slots(variables, now, now, tags);
      CHECK(std::set<Index>(tags.begin(), tags.end()).size() == tags.size());
      fill(cache, variables, tags);
      for (std::size_t a = 0; a < tags.size(); ++a) {
        for (std::size_t b = 0; b < tags.size(); ++b) {
          REQUIRE(cache.at(tags[a], tags[b]) == truth(variables[a], variables[b]));
        }
      }
      CHECK(cache.held() <= slots);
    }
    CHECK(cache.evicted() > 0);
  }
}

TEST_CASE("what is known is not computed again") {
  GramCache cache(100, 50);
  std::vector<Index> tags;
  const std::vector<Index> first{1, 2, 3, 4};
  cache.give_slots(first, 0, 0, tags);
  CHECK(fill(cache, first, tags) == 10);
  CHECK(cache.incomplete(tags).empty());
  const std::vector<Index> second{2, 3, 4, 5};
  cache.give_slots(second, 1, 1, tags);
  CHECK(fill(cache, second, tags) == 4);  // 5 with each of 2, 3, 4, and itself
}

TEST_CASE("variables in flight keep their place; when nothing else is left, that is an error") {
  GramCache cache(100, 4);
  std::vector<Index> in_flight;
  cache.give_slots(std::vector<Index>{10, 11}, 0, 0, in_flight);
  cache.set(in_flight[0], in_flight[1], 7.0);
  for (Index now = 1; now < 20; ++now) {
    std::vector<Index> tags;
    cache.give_slots(std::vector<Index>{20 + now}, now, now, tags);
    cache.give_slots(std::vector<Index>{10, 11}, now, now, tags);
    CHECK(tags == in_flight);
    CHECK(cache.at(in_flight[0], in_flight[1]) == 7.0);
  }
  std::vector<Index> tags;
  CHECK_THROWS_AS(cache.give_slots(std::vector<Index>{1, 2, 3, 4, 5}, 30, 0, tags), Error);
}
