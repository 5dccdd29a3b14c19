// Whole rounds of the scheduler: limits kept, seeds, rounds in flight, balance, the number of blocks.
#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <stdexcept>
#include <vector>

#include "matrix.hpp"

using namespace strads;
using strads::test::Matrix;

namespace {

constexpr Index variables = 120;

double workload(Index j) { return static_cast<double>(1 + j * j % 17); }

// What must hold of a round whatever the settings.
void check_shape(const Candidates& candidates, const Round& round, const SchedulerSettings& settings) {
  REQUIRE(round.drawn == static_cast<Index>(candidates.variables.size()));
  std::vector<Index> all = round.variables;
  all.insert(all.end(), round.refused.begin(), round.refused.end());
  std::vector<Index> drawn = candidates.variables;
  std::sort(all.begin(), all.end());
  std::sort(drawn.begin(), drawn.end());
  REQUIRE(all == drawn);
  REQUIRE(round.blocks() <= settings.workers);
  REQUIRE(round.starts.front() == 0);
  REQUIRE(round.starts.back() == round.kept());
  REQUIRE(static_cast<Index>(round.workloads.size()) == round.blocks());
  REQUIRE(round.tags.size() == round.variables.size());
  REQUIRE(round.priorities.size() == round.variables.size());
  REQUIRE(round.steps == std::vector<double>(round.variables.size(), 0.0));
  for (Index b = 0; b < round.blocks(); ++b) {
    const auto block = round.block(b);
    REQUIRE(!block.empty());
    REQUIRE(static_cast<Index>(block.size()) <= settings.block_cap);
    REQUIRE(std::is_sorted(block.begin(), block.end()));
    double total = 0;
    for (const Index j : block) {
      REQUIRE(j % settings.shards == round.shard);
      total += workload(j);
    }
    REQUIRE(round.workloads[b] == total);
  }
  for (Index i = 0; i < round.kept(); ++i) REQUIRE(round.tags[i] == variables - 1 - round.variables[i]);
}

// Everything in flight, with a number for each block.
void collect(const std::deque<Round>& open, std::vector<Index>& tags, std::vector<Index>& blocks) {
  Index block = 0;
  for (const Round& round : open) {
    for (Index b = 0; b < round.blocks(); ++b, ++block) {
      for (Index i = round.starts[b]; i < round.starts[b + 1]; ++i) {
        tags.push_back(round.tags[i]);
        blocks.push_back(block);
      }
    }
  }
}

std::vector<std::vector<Index>> history(const SchedulerSettings& settings, int lookahead, std::uint64_t data) {
  Random random(data);
  const Matrix d = test::absolute(test::gram(variables, 10 + random.below(80), 2 * random.uniform(), random));
  Scheduler scheduler(variables, settings, workload);
  std::deque<Round> open;
  std::vector<std::vector<Index>> rounds;
  for (int step = 0; step < 120; ++step) {
    if (static_cast<int>(open.size()) > lookahead) {
      Round& round = open.front();
      for (auto& priority : round.priorities) priority = random.below(3) == 0 ? 0.0 : random.uniform();
      scheduler.feed_back(round);
      open.pop_front();
    }
    const Index j = random.below(variables);
    random.below(2) == 0 ? scheduler.sleep(j) : scheduler.wake(j, random.uniform());
    Candidates candidates = scheduler.draw();
    for (const Index v : candidates.variables) {
      REQUIRE(scheduler.awake(v));
      candidates.tags.push_back(variables - 1 - v);
      for (const Round& round : open) {
        REQUIRE(std::find(round.variables.begin(), round.variables.end(), v) == round.variables.end());
      }
    }
    const bool filters = candidates.checked;
    bool asked = false;
    Round round;
    scheduler.arrange(
        candidates,
        [&](Index tag, std::span<const Index> tags, std::span<double> out) {
          asked = true;
          d.dependencies()(tag, tags, out);
        },
        round);
    REQUIRE((filters || !asked));
    check_shape(candidates, round, settings);
    rounds.push_back(round.variables);
    rounds.push_back(round.starts);
    if (round.kept() > 0) open.push_back(round);
    if (settings.policy == Policy::dynamic && settings.filter) {
      std::vector<Index> tags;
      std::vector<Index> blocks;
      collect(open, tags, blocks);
      REQUIRE(test::within_limits(d, tags, blocks, settings.pair_limit, settings.sum_limit, 1e-12));
    }
  }
  return rounds;
}

std::vector<SchedulerSettings> many_settings() {
  std::vector<SchedulerSettings> all;
  for (const Policy policy : {Policy::dynamic, Policy::static_blocks, Policy::random, Policy::cyclic}) {
    for (const Conflict conflict : {Conflict::group, Conflict::drop}) {
      for (int variant = 0; variant < 8; ++variant) {
        SchedulerSettings settings;
        settings.policy = policy;
        settings.conflict = conflict;
        settings.workers = variant % 3 == 0 ? 1 : 7;
        settings.block_floor = variant % 2 == 0 ? 5 : 100;
        settings.block_cap = variant % 4 == 0 ? 6 : 4096;
        settings.shards = variant % 5 == 0 ? 3 : 1;
        settings.sum_limit = variant == 3 ? 0.4 : 1.0;
        if (variant == 2 || variant == 5) settings.pair_limit = 0.2;
        settings.priority = variant != 4;
        settings.filter = variant != 6;
        settings.balance = variant != 7;
        all.push_back(settings);
      }
    }
  }
  return all;
}

}  // namespace

TEST_CASE("rounds keep the limits, with themselves and with what is in flight") {
  std::uint64_t data = 100;
  for (const auto& settings : many_settings()) {
    for (const int lookahead : {0, 1, 3}) history(settings, lookahead, ++data);
  }
}

TEST_CASE("the same seed gives the same rounds, another seed others") {
  for (const Policy policy : {Policy::dynamic, Policy::random}) {
    SchedulerSettings settings;
    settings.policy = policy;
    settings.conflict = Conflict::drop;
    settings.workers = 5;
    settings.sum_limit = 100;
    const auto first = history(settings, 1, 7);
    CHECK(first == history(settings, 1, 7));
    settings.seed = 2;
    CHECK(first != history(settings, 1, 7));
  }
}

TEST_CASE("rounds may come back in any order") {
  SchedulerSettings settings;
  settings.conflict = Conflict::drop;
  settings.workers = 2;
  settings.sum_limit = 0.5;
  Matrix d(9);
  for (Index i = 0; i < 9; ++i) {
    for (Index j = 0; j < 9; ++j) d(i, j) = i % 2 == j % 2 ? 0.4 : 0.0;
  }
  Scheduler scheduler(9, settings, workload);
  const auto next = [&] {
    Candidates candidates = scheduler.draw();
    candidates.tags = candidates.variables;
    Round round;
    scheduler.arrange(candidates, d.dependencies(), round);
    return round;
  };
  // At most two even and two odd variables fit under 0.5 at a time.
  Round a = next();
  Round b = next();
  CHECK(a.kept() + b.kept() == 4);
  Round c = next();
  CHECK(c.kept() == 0);
  scheduler.feed_back(b);
  Round e = next();
  CHECK(e.kept() == b.kept());
  scheduler.feed_back(a);
  scheduler.feed_back(e);
  CHECK(next().kept() == 2);
}

TEST_CASE("a model without dependencies needs no tags") {
  SchedulerSettings settings;
  settings.conflict = Conflict::drop;
  settings.workers = 4;
  Scheduler scheduler(20, settings, workload);
  const Candidates candidates = scheduler.draw();
  Round round;
  scheduler.arrange(
      candidates, [](Index, std::span<const Index>, std::span<double> out) { std::fill(out.begin(), out.end(), 0.0); },
      round);
  CHECK(round.kept() == 4);
  CHECK(round.tags == std::vector<Index>(4, 0));
}

TEST_CASE("blocks are balanced by workload, or dealt in turn") {
  SchedulerSettings settings;
  settings.filter = false;
  settings.workers = 2;
  settings.block_floor = 1;
  const auto work = [](Index j) { return j == 5 ? 5.0 : 1.0; };
  const auto blocks = [&] {
    Scheduler scheduler(6, settings, work);
    Round round;
    scheduler.arrange(
        scheduler.draw(),
        [](Index, std::span<const Index>, std::span<double>) { throw std::logic_error("filter is off"); }, round);
    return round;
  };
  CHECK(blocks().workloads == std::vector<double>{5, 5});
  settings.balance = false;
  CHECK(blocks().workloads == std::vector<double>{3, 7});
}

TEST_CASE("grouping opens no more blocks than candidates are worth, and one needs no look-ups") {
  SchedulerSettings settings;
  settings.workers = 16;
  settings.block_floor = 50;
  Matrix d(variables);
  Scheduler scheduler(variables, settings, workload);
  Candidates candidates = scheduler.draw();
  candidates.tags = candidates.variables;
  CHECK(candidates.variables.size() == variables);
  CHECK(candidates.checked);
  Round round;
  scheduler.arrange(candidates, d.dependencies(), round);
  CHECK(round.blocks() == 3);
  CHECK(round.kept() == variables);
  scheduler.feed_back(round);
  for (Index j = 50; j < variables; ++j) scheduler.sleep(j);
  CHECK(!scheduler.draw().checked);
}
