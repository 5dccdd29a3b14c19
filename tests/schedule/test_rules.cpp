// What the rules foretell is what the scheduler does.
#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

#include "matrix.hpp"
#include "strads/random.hpp"
#include "strads/scheduler.hpp"
#include "strads/scheduler_rules.hpp"

using namespace strads;

namespace {

constexpr Index variable_count = 60;

SchedulerSettings drawn_settings(Random& random) {
  SchedulerSettings settings;
  settings.policy = static_cast<Policy>(random.below(4));
  settings.conflict = random.below(2) == 0 ? Conflict::group : Conflict::drop;
  settings.workers = 1 + random.below(8);
  settings.candidates = random.below(3) == 0 ? 0 : 1 + random.below(variable_count);
  settings.block_floor = 1 + random.below(variable_count);
  settings.block_cap = 1 + random.below(variable_count);
  settings.filter = random.below(4) != 0;
  if (random.below(2) == 0) settings.pair_limit = 0.3;
  settings.seed = static_cast<std::uint64_t>(random.below(1000));
  return settings;
}

}  // namespace

TEST_CASE("rounds have the blocks, the candidates and the look-ups that the rules foretell") {
  Random random(91);
  int single = 0;
  for (int trial = 0; trial < 400; ++trial) {
    CAPTURE(trial);
    const SchedulerSettings settings = drawn_settings(random);
    const test::Matrix d = test::coarse(variable_count, 0.3, random);
    Scheduler scheduler(variable_count, settings, [](Index j) { return static_cast<double>(1 + j % 5); });
    for (int turn = 0; turn < 4; ++turn) {
      Candidates candidates = scheduler.draw();
      const auto count = static_cast<Index>(candidates.variables.size());
      candidates.tags = candidates.variables;
      bool asked = false;
      Round round;
      scheduler.arrange(
          candidates,
          [&](Index tag, std::span<const Index> tags, std::span<double> out) {
            asked = true;
            d.dependencies()(tag, tags, out);
          },
          round);
      CHECK(round.blocks() <= most_blocks(settings, count));
      CHECK(round.kept() <= room(settings));
      if (one_block(settings, count)) {
        ++single;
        CHECK(round.blocks() == 1);
        CHECK(round.kept() == count);
      }
      if (asked) {
        CHECK(candidates.checked);
        CHECK(filters(settings));
      }
      if (draws_all_awake(settings) && settings.candidates == 0) {
        CHECK(count == std::min(variable_count, room(settings)));
      }
      for (Index k = 0; k < round.kept(); ++k) round.priorities[k] = 1;
      scheduler.feed_back(round);
    }
  }
  CHECK(single > 50);
}

TEST_CASE("where candidates fit one block no group is looked up, and one more opens a second") {
  SchedulerSettings settings;
  settings.workers = 4;
  settings.block_floor = 20;
  settings.block_cap = 30;
  CHECK(one_block(settings, 20));
  CHECK_FALSE(one_block(settings, 21));
  CHECK(most_blocks(settings, 21) == 2);
  settings.block_floor = 40;
  CHECK(one_block(settings, 30));
  CHECK_FALSE(one_block(settings, 31));
  settings.workers = 1;
  CHECK(most_blocks(settings, 31) == 1);
  CHECK_FALSE(one_block(settings, 31));  // the block has no room for all
  settings.policy = Policy::random;
  CHECK_FALSE(one_block(settings, 5));
}

TEST_CASE("a whole pass draws every variable of a phase once, other policies do not") {
  for (const Policy policy : {Policy::dynamic, Policy::static_blocks, Policy::random, Policy::cyclic}) {
    SchedulerSettings settings;
    settings.policy = policy;
    settings.workers = 7;
    settings.candidates = 7;
    settings.filter = false;
    Scheduler scheduler(variable_count, settings, [](Index) { return 1.0; }, {0, 30});
    std::vector<int> drawn(static_cast<std::size_t>(variable_count), 0);
    Index first_phase = 0;
    for (bool users = true; users;) {
      Candidates candidates = scheduler.draw();
      users = candidates.variables.front() < 30;
      if (!users) break;
      for (const Index j : candidates.variables) ++drawn[j];
      first_phase += static_cast<Index>(candidates.variables.size());
      Round round;
      candidates.tags = candidates.variables;
      scheduler.arrange(candidates, {}, round);
      scheduler.feed_back(round);
    }
    CAPTURE(static_cast<int>(policy));
    const bool once = std::all_of(drawn.begin(), drawn.begin() + 30, [](int times) { return times == 1; });
    CHECK(once == whole_passes(settings));
    CHECK(first_phase == (whole_passes(settings) ? 30 : 7));
  }
}

TEST_CASE("room does not overflow") {
  SchedulerSettings settings;
  settings.workers = 64;
  settings.block_cap = std::numeric_limits<Index>::max();
  CHECK(room(settings) == std::numeric_limits<Index>::max());
  settings.block_cap = 3;
  CHECK(room(settings) == 192);
}
