// Phases take turns, whole passes or one draw at a time, and never meet in a round.
#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <vector>

#include "strads/scheduler.hpp"

using namespace strads;

namespace {

constexpr Index first_phase = 30;
constexpr Index variables = 75;

double workload(Index j) { return static_cast<double>(1 + j % 7); }

void independent(Index /*tag*/, std::span<const Index> /*tags*/, std::span<double> out) {
  std::fill(out.begin(), out.end(), 0.0);
}

SchedulerSettings settings_of(Policy policy, Index candidates) {
  SchedulerSettings settings;
  settings.policy = policy;
  settings.candidates = candidates;
  settings.workers = 4;
  settings.block_floor = 1;
  settings.filter = false;
  return settings;
}

Round play(Scheduler& scheduler) {
  Round round;
  scheduler.arrange(scheduler.draw(), independent, round);
  std::fill(round.priorities.begin(), round.priorities.end(), 1.0);
  scheduler.feed_back(round);
  return round;
}

Index phase_of(const Round& round) {
  const Index phase = round.variables.front() < first_phase ? 0 : 1;
  for (const Index j : round.variables) CHECK((j < first_phase ? 0 : 1) == phase);
  return phase;
}

}  // namespace

TEST_CASE("full passes: every variable of a phase once, then the next phase") {
  for (const Policy policy : {Policy::static_blocks, Policy::cyclic}) {
    for (const Index candidates : {7, 30, 100}) {
      Scheduler scheduler(variables, settings_of(policy, candidates), workload, {0, first_phase});
      for (int sweep = 0; sweep < 4; ++sweep) {
        for (const Index phase : {0, 1}) {
          std::set<Index> seen;
          const Index size = phase == 0 ? first_phase : variables - first_phase;
          while (static_cast<Index>(seen.size()) < size) {
            const Round round = play(scheduler);
            REQUIRE(phase_of(round) == phase);
            for (const Index j : round.variables) CHECK(seen.insert(j).second);
          }
        }
      }
    }
  }
}

TEST_CASE("drawn by chance or priority, phases take turns draw by draw") {
  for (const Policy policy : {Policy::dynamic, Policy::random}) {
    for (const int shards : {1, 2}) {
      SchedulerSettings settings = settings_of(policy, 10);
      settings.shards = shards;
      Scheduler scheduler(variables, settings, workload, {0, first_phase});
      std::set<Index> seen;
      for (int k = 0; k < 200; ++k) {
        const Round round = play(scheduler);
        CHECK(phase_of(round) == k % 2);
        CHECK(round.kept() == 10);
        seen.insert(round.variables.begin(), round.variables.end());
      }
      CHECK(static_cast<Index>(seen.size()) == variables);
    }
  }
}

TEST_CASE("a phase that sleeps passes its turn on, and reset starts with the first") {
  Scheduler scheduler(variables, settings_of(Policy::cyclic, 100), workload, {0, first_phase});
  for (Index j = 0; j < first_phase; ++j) scheduler.sleep(j);
  CHECK(phase_of(play(scheduler)) == 1);
  CHECK(phase_of(play(scheduler)) == 1);
  scheduler.reset();
  CHECK(phase_of(play(scheduler)) == 0);
  for (Index j = 0; j < variables; ++j) scheduler.sleep(j);
  CHECK(scheduler.draw().variables.empty());
}

TEST_CASE("without phases given there is one") {
  Scheduler one(variables, settings_of(Policy::random, 10), workload);
  Scheduler same(variables, settings_of(Policy::random, 10), workload, {0});
  for (int k = 0; k < 20; ++k) CHECK(play(one).variables == play(same).variables);
}

TEST_CASE("a recorded static set comes back in the same blocks, unless some of it sleeps") {
  Scheduler scheduler(variables, settings_of(Policy::static_blocks, 100), workload, {0, first_phase});
  const Round users = play(scheduler);
  const Round items = play(scheduler);
  for (int sweep = 0; sweep < 3; ++sweep) {
    for (const Round* first : {&users, &items}) {
      const Round again = play(scheduler);
      CHECK(again.variables == first->variables);
      CHECK(again.starts == first->starts);
      CHECK(again.workloads == first->workloads);
      CHECK(again.steps == std::vector<double>(again.variables.size(), 0.0));
      CHECK(again.drawn == again.kept());
    }
  }
  scheduler.sleep(3);
  const Round without = play(scheduler);
  CHECK(without.kept() == users.kept() - 1);
  CHECK(std::find(without.variables.begin(), without.variables.end(), 3) == without.variables.end());
  CHECK(std::accumulate(without.workloads.begin(), without.workloads.end(), 0.0) ==
        std::accumulate(users.workloads.begin(), users.workloads.end(), 0.0) - workload(3));
}
