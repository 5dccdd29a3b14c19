// Because of whom a candidate was refused: against every limit computed anew from what was placed before it.
#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <limits>
#include <numeric>
#include <set>
#include <vector>

#include "matrix.hpp"
#include "schedule/filter.hpp"

using namespace strads;
using namespace strads::schedule;
using strads::test::Matrix;
using strads::test::Placed;

namespace {

// Whether the k-th of those placed breaks a limit when `tag` comes in.
bool objects(const Matrix& d, const Placed& placed, std::size_t k, Index tag, const Limits& limits) {
  const auto& [tags, blocks] = placed;
  double sum = d(tag, tags[k]);
  if (sum >= limits.pair) return true;
  for (std::size_t i = 0; i < tags.size(); ++i) sum += blocks[i] != blocks[k] ? d(tags[k], tags[i]) : 0;
  return d(tag, tags[k]) > 0 && sum > limits.sum;
}

// The blame must be the strongest of those whose limits break, or, when nobody's does, the strongest of all. `asked`:
// the first so many were looked at.
void check_blame(const Matrix& d, const Placed& placed, std::size_t asked, Index tag, const Limits& limits,
                 const Blame& blame) {
  REQUIRE(blame.neighbour >= 0);
  REQUIRE(blame.neighbour < static_cast<Index>(asked));
  bool objection = false;
  double strongest = 0;
  double sum = 0;
  for (std::size_t k = 0; k < asked; ++k) {
    const double here = d(tag, placed.tags[k]);
    sum += here;
    const bool breaks = objects(d, placed, k, tag, limits);
    if (breaks && !objection) strongest = 0;
    objection |= breaks;
    if (breaks || !objection) strongest = std::max(strongest, here);
  }
  REQUIRE(blame.dependency == strongest);
  REQUIRE(blame.dependency == d(tag, placed.tags[blame.neighbour]));
  if (objection) {
    REQUIRE(objects(d, placed, static_cast<std::size_t>(blame.neighbour), tag, limits));
  } else {
    REQUIRE(sum > limits.sum);
  }
}

// Two variables in flight that do not depend on each other.
InFlight flight_of(const Matrix& d, Placed& placed) {
  InFlight flight;
  for (Index tag = d.n / 2; tag < d.n && flight.tags.size() < 2; ++tag) {
    if (!flight.tags.empty() && d(tag, flight.tags[0]) > 0) continue;
    flight.tags.push_back(tag);
    flight.starts.push_back(static_cast<Index>(flight.tags.size()));
    placed.tags.push_back(tag);
    placed.blocks.push_back(-flight.starts.back());
  }
  return flight;
}

Index check_filter(Conflict conflict, Random& random) {
  const Matrix d = test::coarse(40, random.uniform(), random);
  const std::vector<double> pairs{0.125, 0.25, std::numeric_limits<double>::infinity()};
  const std::vector<double> sums{0.25, 0.5, 1.0};
  const Limits limits{pairs[random.below(3)], sums[random.below(3)], 1 + random.below(12), 1 + random.below(8)};
  Placed placed;
  const InFlight flight = flight_of(d, placed);
  std::vector<Index> tags(20);
  std::iota(tags.begin(), tags.end(), Index{0});
  const auto filter = conflict == Conflict::drop ? drop_conflicts : group_conflicts;
  const Groups found = filter(tags, flight, limits, d.dependencies(), true);
  REQUIRE(found.of == filter(tags, flight, limits, d.dependencies(), false).of);
  REQUIRE(found.blames.size() == tags.size());
  // Inside the one group nobody looks, but towards what flies its members count.
  const bool one_group = conflict == Conflict::group && limits.blocks == 1;
  Index refusals = 0;
  for (std::size_t i = 0; i < tags.size(); ++i) {
    if (found.of[i] == refused) {
      ++refusals;
      check_blame(d, placed, one_group ? flight.tags.size() : placed.tags.size(), tags[i], limits, found.blames[i]);
      continue;
    }
    REQUIRE(found.blames[i].neighbour == -1);
    if (found.of[i] < 0) continue;
    placed.tags.push_back(tags[i]);
    placed.blocks.push_back(found.of[i]);
  }
  return refusals;
}

struct Chronicle {
  std::vector<Round> rounds;
  std::vector<std::set<Index>> in_flight;  // when each was arranged
};

Chronicle plan(const Matrix& d, SchedulerSettings settings, bool explain, int open_rounds) {
  settings.explain = explain;
  Scheduler scheduler(d.n, settings, [](Index j) { return 1.0 + static_cast<double>(j % 3); });
  Random random(9);
  Chronicle chronicle;
  std::deque<Round> open;
  for (int t = 0; t < 60; ++t) {
    Candidates candidates = scheduler.draw();
    if (candidates.variables.empty()) break;
    candidates.tags = candidates.variables;
    std::set<Index>& flying = chronicle.in_flight.emplace_back();
    for (const Round& other : open) flying.insert(other.variables.begin(), other.variables.end());
    Round round;
    round.number = t;
    scheduler.arrange(candidates, d.dependencies(), round);
    if (explain) {
      std::vector<Index> told;
      for (const Fate& fate : round.fates) told.push_back(fate.variable);
      std::sort(told.begin(), told.end());
      std::vector<Index> drawn = candidates.variables;
      std::sort(drawn.begin(), drawn.end());
      REQUIRE(told == drawn);
    } else {
      REQUIRE(round.fates.empty());
    }
    for (double& priority : round.priorities) priority = random.uniform();
    chronicle.rounds.push_back(round);
    if (round.kept() > 0) open.push_back(round);
    while (static_cast<int>(open.size()) > open_rounds) {
      scheduler.feed_back(open.front());
      open.pop_front();
    }
  }
  return chronicle;
}

// What each round tells of its candidates must be what it did with them.
void check_fates(const Matrix& d, const Chronicle& chronicle, const SchedulerSettings& settings) {
  std::vector<Index> waiting;
  for (std::size_t t = 0; t < chronicle.rounds.size(); ++t) {
    const Round& round = chronicle.rounds[t];
    std::set<Index> beside = chronicle.in_flight[t];
    beside.insert(round.variables.begin(), round.variables.end());
    std::vector<Index> sent;
    std::vector<Index> waiting_now;
    std::set<Index> drawn;
    for (const Fate& fate : round.fates) {
      drawn.insert(fate.variable);
      if (fate.kind == Fate::Kind::kept) {
        REQUIRE(fate.block >= 0);
        const auto block = round.block(fate.block);
        REQUIRE(std::binary_search(block.begin(), block.end(), fate.variable));
        REQUIRE(fate.because == -1);
        continue;
      }
      REQUIRE(fate.block == -1);
      sent.push_back(fate.variable);
      if (fate.kind == Fate::Kind::waiting) waiting_now.push_back(fate.variable);
      if (fate.kind == Fate::Kind::full) {
        REQUIRE(fate.because == -1);
        continue;
      }
      REQUIRE(beside.contains(fate.because));
      REQUIRE(fate.dependency == d(fate.variable, fate.because));
      REQUIRE(fate.dependency > 0);
      if (std::isinf(settings.sum_limit)) REQUIRE(fate.dependency >= settings.pair_limit);
    }
    REQUIRE(sent == round.refused);
    // Who waits comes first in the next draw.
    const auto room = static_cast<std::size_t>(round.drawn);
    for (std::size_t i = 0; i < std::min(waiting.size(), room); ++i) REQUIRE(drawn.contains(waiting[i]));
    waiting = waiting_now;
  }
}

}  // namespace

TEST_CASE("refusals name who stood in the way: drop") {
  Random random(31);
  Index refusals = 0;
  for (int trial = 0; trial < 800; ++trial) refusals += check_filter(Conflict::drop, random);
  CHECK(refusals > 1000);
}

TEST_CASE("refusals name who stood in the way: group") {
  Random random(32);
  Index refusals = 0;
  for (int trial = 0; trial < 800; ++trial) refusals += check_filter(Conflict::group, random);
  CHECK(refusals > 500);
}

TEST_CASE("rounds tell every candidate's fate, and decide the same whether they tell or not") {
  Random random(33);
  const double inf = std::numeric_limits<double>::infinity();
  Index waited = 0;
  for (const Conflict conflict : {Conflict::drop, Conflict::group}) {
    for (const double sum : {1.0, inf}) {
      for (const int open_rounds : {0, 1, 3}) {
        const Matrix d = test::coarse(60, 0.6, random);
        SchedulerSettings settings;
        settings.conflict = conflict;
        settings.workers = 6;
        settings.candidates = 12;
        settings.block_floor = 1;
        settings.block_cap = 4;
        settings.sum_limit = sum;
        settings.pair_limit = std::isinf(sum) ? 0.2 : inf;
        const Chronicle told = plan(d, settings, true, open_rounds);
        const Chronicle silent = plan(d, settings, false, open_rounds);
        check_fates(d, told, settings);
        REQUIRE(told.rounds.size() == silent.rounds.size());
        for (std::size_t t = 0; t < told.rounds.size(); ++t) {
          REQUIRE(told.rounds[t].variables == silent.rounds[t].variables);
          REQUIRE(told.rounds[t].starts == silent.rounds[t].starts);
          REQUIRE(told.rounds[t].refused == silent.rounds[t].refused);
          for (const Fate& fate : told.rounds[t].fates) waited += static_cast<Index>(fate.kind == Fate::Kind::waiting);
        }
      }
    }
  }
  CHECK(waited > 100);
}

TEST_CASE("replayed static sets tell that all were kept, in their blocks") {
  Random random(34);
  const Matrix d = test::coarse(30, 0.4, random);
  SchedulerSettings settings;
  settings.policy = Policy::static_blocks;
  settings.workers = 4;
  const Chronicle told = plan(d, settings, true, 0);
  check_fates(d, told, settings);
  CHECK(told.rounds.back().fates.size() == told.rounds.back().variables.size());
}
