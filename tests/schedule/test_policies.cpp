// What tells the policies apart, shards, and that every variable is reached.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <vector>

#include "matrix.hpp"

using namespace strads;
using strads::test::Matrix;

namespace {

double unit(Index /*j*/) { return 1.0; }

void forbidden(Index /*tag*/, std::span<const Index> /*tags*/, std::span<double> /*out*/) {
  throw std::logic_error("asked for dependencies");
}

// One bulk synchronous round; `priority` is fed back for every variable.
Round play(Scheduler& scheduler, const Dependencies& dependencies, double priority = 1.0) {
  Candidates candidates = scheduler.draw();
  candidates.tags = candidates.variables;
  Round round;
  scheduler.arrange(candidates, dependencies, round);
  std::fill(round.priorities.begin(), round.priorities.end(), priority);
  scheduler.feed_back(round);
  return round;
}

SchedulerSettings policy(Policy which, Index workers) {
  SchedulerSettings settings;
  settings.policy = which;
  settings.workers = workers;
  return settings;
}

}  // namespace

TEST_CASE("cyclic with one worker visits 0, 1, 2, ... round and round") {
  Scheduler scheduler(5, policy(Policy::cyclic, 1), unit);
  for (Index step = 0; step < 23; ++step) {
    CHECK(play(scheduler, forbidden).variables == std::vector<Index>{step % 5});
  }
  scheduler.sleep(4);
  scheduler.sleep(0);
  for (const Index j : {3, 1, 2, 3, 1}) CHECK(play(scheduler, forbidden).variables == std::vector<Index>{j});
}

TEST_CASE("cyclic with several workers takes the next ones, wraps, and has one variable a block") {
  Scheduler scheduler(10, policy(Policy::cyclic, 4), unit);
  for (const std::vector<Index>& expected :
       {std::vector<Index>{0, 1, 2, 3}, std::vector<Index>{4, 5, 6, 7}, std::vector<Index>{8, 9, 0, 1}}) {
    const Round round = play(scheduler, forbidden);
    CHECK(round.variables == expected);
    CHECK(round.blocks() == 4);
  }
}

TEST_CASE("random is uniform, never repeats within a round and never asks") {
  Scheduler scheduler(20, policy(Policy::random, 6), unit);
  std::vector<double> seen(20, 0.0);
  const int rounds = 5000;
  for (int step = 0; step < rounds; ++step) {
    const Round round = play(scheduler, forbidden, 1000.0);
    REQUIRE(std::set<Index>(round.variables.begin(), round.variables.end()).size() == 6);
    for (const Index j : round.variables) ++seen[j];
  }
  // Draws of one round exclude each other, which only lowers the statistic below chi-square with 19 degrees of freedom.
  double chi = 0;
  for (const double count : seen) chi += (count - rounds * 0.3) * (count - rounds * 0.3) / (rounds * 0.3);
  CHECK(chi < 43.8);
}

TEST_CASE("static sets are free of conflicts, cover all variables, and are replayed without asking") {
  Random random(31);
  const Matrix d = test::absolute(test::gram(60, 30, 1.0, random));
  SchedulerSettings settings = policy(Policy::static_blocks, 5);
  settings.pair_limit = 0.3;
  for (const int shards : {1, 3}) {
    settings.shards = shards;
    Scheduler scheduler(60, settings, unit);
    std::vector<std::vector<Index>> sets;
    std::set<Index> covered;
    while (covered.size() < 60) {
      const auto set = play(scheduler, d.dependencies()).variables;
      if (covered.contains(set.front())) continue;  // a shard that is done early replays while others still place
      sets.push_back(set);
      std::vector<Index> own(sets.back().size());
      for (std::size_t i = 0; i < own.size(); ++i) own[i] = static_cast<Index>(i);
      REQUIRE(test::within_limits(d, sets.back(), own, 0.3, 1.0));
      for (const Index j : sets.back()) REQUIRE(covered.insert(j).second);
    }
    std::vector<std::vector<std::vector<Index>>> recorded(static_cast<std::size_t>(shards));
    for (const auto& set : sets) recorded[set.front() % shards].push_back(set);
    std::vector<std::vector<std::vector<Index>>> replayed(static_cast<std::size_t>(shards));
    for (std::size_t step = 0; step < 3 * 60; ++step) {
      const auto set = play(scheduler, forbidden).variables;
      replayed[set.front() % shards].push_back(set);
    }
    for (int s = 0; s < shards; ++s) {
      const auto& again = replayed[s];
      const std::size_t period = recorded[s].size();
      for (const auto& set : recorded[s]) CHECK(std::count(again.begin(), again.end(), set) >= 1);
      for (std::size_t i = 0; i + period < again.size(); ++i) REQUIRE(again[i] == again[i + period]);
    }
  }
}

TEST_CASE("static sets reach over all variables") {
  Scheduler scheduler(100, policy(Policy::static_blocks, 4), unit);
  const Matrix none(100);
  const Round round = play(scheduler, none.dependencies());
  CHECK(round.variables == std::vector<Index>{0, 25, 50, 75});
}

TEST_CASE("a variable that wakes after the static sets were made is placed and replayed") {
  const Matrix none(12);
  Scheduler scheduler(12, policy(Policy::static_blocks, 3), unit);
  scheduler.sleep(7);
  std::set<Index> covered;
  for (int step = 0; step < 8; ++step) {
    for (const Index j : play(scheduler, none.dependencies()).variables) covered.insert(j);
  }
  CHECK(covered.size() == 11);
  scheduler.wake(7, 0);
  CHECK(play(scheduler, none.dependencies()).variables == std::vector<Index>{7});
  Index seen = 0;
  for (int step = 0; step < 10; ++step) seen += play(scheduler, forbidden).variables == std::vector<Index>{7};
  CHECK(seen == 2);  // once a cycle of five sets
}

TEST_CASE("shards take turns over disjoint variables; one with nothing to draw passes on") {
  SchedulerSettings settings = policy(Policy::dynamic, 4);
  settings.shards = 3;
  const Matrix none(30);
  Scheduler scheduler(30, settings, unit);
  for (int step = 0; step < 12; ++step) {
    const Round round = play(scheduler, none.dependencies());
    CHECK(round.shard == step % 3);
    CHECK(round.kept() == 10);
    for (const Index j : round.variables) CHECK(j % 3 == round.shard);
  }
  for (Index j = 1; j < 30; j += 3) scheduler.sleep(j);
  for (const int shard : {0, 2, 0, 2}) CHECK(play(scheduler, none.dependencies()).shard == shard);
  scheduler.sleep_all();
  CHECK(scheduler.draw().variables.empty());
  CHECK(scheduler.awake_count() == 0);
}

TEST_CASE("more shards than variables, and no variables at all") {
  SchedulerSettings settings = policy(Policy::dynamic, 4);
  settings.shards = 100;
  const Matrix none(3);
  Scheduler few(3, settings, unit);
  std::set<Index> seen;
  for (int step = 0; step < 3; ++step) seen.insert(play(few, none.dependencies()).variables.at(0));
  CHECK(seen.size() == 3);
  for (const Policy which : {Policy::dynamic, Policy::static_blocks, Policy::random, Policy::cyclic}) {
    settings.policy = which;
    Scheduler empty(0, settings, unit);
    CHECK(empty.draw().variables.empty());
  }
}

TEST_CASE("unvisited variables come first, in index order") {
  const Matrix none(20);
  for (const Conflict conflict : {Conflict::drop, Conflict::group}) {
    SchedulerSettings settings = policy(Policy::dynamic, 3);
    settings.conflict = conflict;
    settings.candidates = conflict == Conflict::group ? 3 : 0;
    settings.block_floor = 1;
    settings.eta = 0;
    Scheduler scheduler(20, settings, unit);
    for (Index step = 0; step < 6; ++step) {
      CHECK(play(scheduler, none.dependencies()).variables == std::vector<Index>{3 * step, 3 * step + 1, 3 * step + 2});
    }
    scheduler.reset();
    CHECK(play(scheduler, none.dependencies()).variables == std::vector<Index>{0, 1, 2});
    scheduler.visit_all();
    for (Index j = 0; j < 20; ++j) scheduler.set_priority(j, j >= 17 ? 1e9 : 0);
    std::vector<Index> kept = play(scheduler, none.dependencies()).variables;
    std::sort(kept.begin(), kept.end());
    CHECK(kept == std::vector<Index>{17, 18, 19});
  }
}

TEST_CASE("every variable is kept again and again, even where others always have the priority") {
  Random random(32);
  const Matrix d = test::absolute(test::gram(40, 25, 1.5, random));
  for (const Conflict conflict : {Conflict::drop, Conflict::group}) {
    for (const Index workers : {1, 3, 16}) {
      SchedulerSettings settings = policy(Policy::dynamic, workers);
      settings.conflict = conflict;
      settings.block_floor = 2;
      settings.block_cap = 4;
      settings.eta = 0.1;
      Scheduler scheduler(40, settings, unit);
      std::vector<Index> kept(40, 0);
      for (int step = 0; step < 6000; ++step) {
        const Round round = play(scheduler, d.dependencies());
        for (const Index j : round.variables) {
          ++kept[j];
          scheduler.set_priority(j, j < 20 ? 1.0 : 0.0);
        }
      }
      CAPTURE(workers);
      CAPTURE(static_cast<int>(conflict));
      CHECK(*std::min_element(kept.begin(), kept.end()) >= 10);
    }
  }
}
