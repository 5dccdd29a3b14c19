// The sampler against p(j) by chi-square, and the rules of who may be drawn.
#include <doctest/doctest.h>

#include <cmath>
#include <deque>
#include <limits>
#include <set>
#include <vector>

#include "schedule/sampler.hpp"

using namespace strads;
using schedule::Drawn;
using schedule::Sampler;

namespace {

SchedulerSettings dropping(std::uint64_t seed) {
  SchedulerSettings settings;
  settings.conflict = Conflict::drop;
  settings.seed = seed;
  return settings;
}

double chi_square(const std::vector<double>& observed, const std::vector<double>& expected) {
  double sum = 0;
  for (std::size_t i = 0; i < observed.size(); ++i) {
    if (expected[i] > 0) sum += (observed[i] - expected[i]) * (observed[i] - expected[i]) / expected[i];
    if (expected[i] == 0) CHECK(observed[i] == 0);
  }
  return sum;
}

}  // namespace

TEST_CASE("first draws follow p(j) among the drawable") {
  SchedulerSettings settings = dropping(11);
  settings.eta = 0.1;
  const std::vector<double> priorities{0, 5, 0.25, 1, 0, 3, 100, 2, 0.5, 50};
  Sampler sampler(10, settings, 0);
  sampler.visit_all();
  for (Index j = 0; j < 10; ++j) sampler.set_priority(j, priorities[j]);
  Drawn drawn;
  sampler.sleep(9);
  while (sampler.drawable() == 9) {  // takes variables out until 6 is in flight
    sampler.draw(1, drawn);
    if (drawn.variables[0] != 6) sampler.refuse(drawn.variables[0], false);
  }
  double total = 0;
  Index nonzero = 0;
  for (const Index j : {0, 1, 2, 3, 4, 5, 7, 8}) {
    total += priorities[j];
    nonzero += static_cast<Index>(priorities[j] > 0);
  }
  const double floor = 0.1 * total / static_cast<double>(nonzero);
  const int draws = 40'000;
  std::vector<double> expected(10, 0.0);
  std::vector<double> observed(10, 0.0);
  for (const Index j : {0, 1, 2, 3, 4, 5, 7, 8}) expected[j] = draws * (priorities[j] + floor) / (total + 8 * floor);
  for (int i = 0; i < draws; ++i) {
    sampler.draw(1, drawn);
    ++observed[drawn.variables[0]];
    sampler.refuse(drawn.variables[0], false);
  }
  CHECK(chi_square(observed, expected) < 24.3);  // 7 degrees of freedom, 0.1%
}

TEST_CASE("further draws of a round follow p(j) among the rest") {
  SchedulerSettings settings = dropping(12);
  settings.eta = 0.05;
  const std::vector<double> priorities{0, 1, 2, 4, 8};
  const double floor = 0.05 * 15 / 4;
  Sampler sampler(5, settings, 0);
  sampler.visit_all();
  for (Index j = 0; j < 5; ++j) sampler.set_priority(j, priorities[j]);
  const int draws = 40'000;
  std::vector<double> expected(25, 0.0);
  std::vector<double> observed(25, 0.0);
  const double total = 15 + 5 * floor;
  for (Index i = 0; i < 5; ++i) {
    for (Index j = 0; j < 5; ++j) {
      const double wi = priorities[i] + floor;
      if (i != j) expected[5 * i + j] = draws * wi / total * (priorities[j] + floor) / (total - wi);
    }
  }
  Drawn drawn;
  for (int i = 0; i < draws; ++i) {
    sampler.draw(2, drawn);
    ++observed[5 * drawn.variables[0] + drawn.variables[1]];
    for (const Index j : drawn.variables) sampler.refuse(j, false);
  }
  CHECK(chi_square(observed, expected) < 43.8);  // 19 degrees of freedom, 0.1%
}

TEST_CASE("without priorities, and where all are 0, draws are uniform") {
  for (const bool priority : {true, false}) {
    SchedulerSettings settings = dropping(13);
    settings.priority = priority;
    settings.eta = 0;
    Sampler sampler(10, settings, 0);
    sampler.visit_all();
    for (Index j = 0; j < 10 && !priority; ++j) sampler.set_priority(j, std::pow(10.0, static_cast<double>(j)));
    std::vector<double> observed(10, 0.0);
    Drawn drawn;
    for (int i = 0; i < 20'000; ++i) {
      sampler.draw(1, drawn);
      ++observed[drawn.variables[0]];
      sampler.refuse(drawn.variables[0], false);
    }
    CHECK(chi_square(observed, std::vector<double>(10, 2000.0)) < 27.9);  // 9 degrees of freedom, 0.1%
  }
}

TEST_CASE("with eta 0 zero priorities come last but do come") {
  SchedulerSettings settings = dropping(14);
  settings.eta = 0;
  Sampler sampler(50, settings, 0);
  sampler.visit_all();
  for (Index j = 40; j < 50; ++j) sampler.set_priority(j, 1e-300);
  Drawn drawn;
  sampler.draw(49, drawn);
  REQUIRE(drawn.variables.size() == 49);
  for (std::size_t i = 0; i < 49; ++i) CHECK((drawn.variables[i] >= 40) == (i < 10));
}

TEST_CASE("priorities that are not finite do not upset the sampler") {
  Sampler sampler(4, dropping(15), 0);
  sampler.visit_all();
  sampler.set_priority(0, std::nan(""));
  sampler.set_priority(1, std::numeric_limits<double>::infinity());
  sampler.set_priority(2, -1.0);
  CHECK(sampler.priority(0) == schedule::largest_priority);
  CHECK(sampler.priority(1) == schedule::largest_priority);
  CHECK(sampler.priority(2) == 0);
  Drawn drawn;
  sampler.draw(3, drawn);
  CHECK(std::set<Index>(drawn.variables.begin(), drawn.variables.end()).size() == 3);
}

// Random operations against sets and a queue that say who may be drawn, and in which order what is not left to chance.
TEST_CASE("awake, in flight, unvisited and queued variables follow their rules") {
  for (const Conflict conflict : {Conflict::drop, Conflict::group}) {
    const Index n = 40;
    SchedulerSettings settings = dropping(16);
    settings.conflict = conflict;
    Sampler sampler(n, settings, 0);
    Random random(17);
    std::set<Index> awake;
    std::set<Index> busy;
    std::set<Index> unvisited;
    std::deque<Index> queue;
    std::vector<double> priorities(n, 0.0);
    for (Index j = 0; j < n; ++j) awake.insert(awake.end(), j);
    unvisited = awake;
    for (int step = 0; step < 20'000; ++step) {
      const Index j = random.below(n);
      const double priority = random.below(3) == 0 ? 0.0 : random.uniform();
      switch (random.below(8)) {
        case 0:
          sampler.sleep(j);
          awake.erase(j);
          break;
        case 1:
        case 2:
          sampler.wake(j, priority);
          awake.insert(j);
          priorities[j] = priority;
          break;
        case 3:
          sampler.set_priority(j, priority);
          priorities[j] = priority;
          break;
        case 4:
        case 5:
          if (!busy.contains(j)) break;
          sampler.release(j, priority);
          busy.erase(j);
          priorities[j] = priority;
          break;
        case 6:
          if (random.below(100) == 0) {
            sampler.visit_all();
            unvisited.clear();
          } else if (random.below(100) == 0) {
            sampler.sleep_all();
            awake.clear();
          } else if (random.below(100) == 0) {
            sampler.reset();
            for (Index i = 0; i < n; ++i) awake.insert(i);
            unvisited = awake;
            busy.clear();
            queue.clear();
            std::fill(priorities.begin(), priorities.end(), 0.0);
          }
          break;
        default: {
          std::set<Index> idle;
          for (const Index i : awake) {
            if (!busy.contains(i)) idle.insert(i);
          }
          REQUIRE(sampler.drawable() == static_cast<Index>(idle.size()));
          REQUIRE(sampler.awake_count() == static_cast<Index>(awake.size()));
          const Index request = 1 + random.below(12);
          Drawn drawn;
          sampler.draw(request, drawn);
          const std::set<Index> all(drawn.variables.begin(), drawn.variables.end());
          REQUIRE(all.size() == drawn.variables.size());
          REQUIRE(all.size() == std::min(idle.size(), static_cast<std::size_t>(request)));
          for (const Index i : all) REQUIRE(idle.contains(i));

          const bool everything = conflict == Conflict::group && all.size() == idle.size();
          std::vector<Index> sure;
          std::set<Index> second_chance;
          const std::size_t wanted = everything ? idle.size() : static_cast<std::size_t>(request);
          while (!queue.empty() && sure.size() < wanted) {
            if (idle.contains(queue.front())) {
              sure.push_back(queue.front());
              second_chance.insert(queue.front());
            }
            queue.pop_front();
          }
          for (const Index i : unvisited) {
            if (everything || sure.size() == all.size()) break;
            if (idle.contains(i) && !second_chance.contains(i)) sure.push_back(i);
          }
          Index by_chance = 0;
          for (std::size_t i = 0; i < drawn.variables.size(); ++i) {
            const Index v = drawn.variables[i];
            if (i < sure.size()) REQUIRE(v == sure[i]);
            by_chance += static_cast<Index>(i >= sure.size());
            double rank = priorities[v];
            if (i >= sure.size() && by_chance == 1) rank = std::numeric_limits<double>::max();
            if (unvisited.contains(v)) rank = std::numeric_limits<double>::infinity();
            REQUIRE(drawn.ranks[i] == rank);
          }
          std::vector<Index> kept;
          for (const Index v : drawn.variables) {
            const Index fate = random.below(3);
            if (fate == 0) {
              kept.push_back(v);
              busy.insert(v);
              unvisited.erase(v);
            } else {
              sampler.refuse(v, fate == 1);
              if (fate == 1 && !second_chance.contains(v)) queue.push_back(v);
            }
          }
          sampler.keep(kept);
        }
      }
    }
  }
}

TEST_CASE("after a reset each policy draws as at first, whatever went before") {
  constexpr Index n = 10;
  for (const Policy policy : {Policy::cyclic, Policy::static_blocks}) {
    for (const Index before : {1, 2, 4, 9}) {  // draws: within the first pass, and past it
      SchedulerSettings settings = dropping(18);
      settings.policy = policy;
      settings.workers = 3;
      Sampler used(n, settings, 0);
      Sampler fresh(n, settings, 0);
      const auto play = [](Sampler& sampler) {
        Drawn drawn;
        sampler.draw(4, drawn);
        sampler.keep(drawn.variables);
        for (const Index j : drawn.variables) sampler.release(j, 1.0);
        return std::pair(drawn.variables, sampler.replayed());
      };
      for (Index k = 0; k < before; ++k) play(used);
      used.reset();
      for (Index k = 0; k < 9; ++k) CHECK(play(used) == play(fresh));
    }
  }
  SchedulerSettings settings = dropping(19);
  settings.eta = 0;  // zero priorities come last
  Sampler sampler(n, settings, 0);
  sampler.visit_all();
  sampler.set_priority(7, 1e9);
  Drawn drawn;
  sampler.draw(1, drawn);
  CHECK(drawn.variables == std::vector<Index>{7});
  sampler.release(7, 1e9);
  sampler.reset();
  sampler.visit_all();
  for (Index j = 0; j < 7; ++j) sampler.set_priority(j, 1.0);
  sampler.draw(7, drawn);
  for (const Index j : drawn.variables) CHECK(j < 7);
}
