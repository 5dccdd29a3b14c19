// The log of rounds: what it keeps, within its bounds.
#include <doctest/doctest.h>

#include <map>
#include <vector>

#include "halving.hpp"
#include "strads/random.hpp"
#include "strads/round_log.hpp"

using namespace strads;

namespace {

struct Row {
  Index round = 0;
  Index place = 0;
};

}  // namespace

TEST_CASE("thinning keeps the rounds that are multiples of the stride, whole, within the bound") {
  Random random(41);
  for (int trial = 0; trial < 200; ++trial) {
    const auto limit = static_cast<std::size_t>(1 + random.below(60));
    const Index rounds = random.below(300);
    Thinned<Row> thinned(limit);
    std::map<Index, Index> sizes;
    for (Index round = 0; round < rounds; ++round) {
      std::vector<Row> rows(static_cast<std::size_t>(random.below(6)));
      for (std::size_t k = 0; k < rows.size(); ++k) rows[k] = {round, static_cast<Index>(k)};
      if (rows.size() <= limit) sizes[round] = static_cast<Index>(rows.size());
      thinned.add(rows);
      REQUIRE(thinned.rows().size() <= limit);
    }
    std::vector<Row> want;
    for (const auto& [round, size] : sizes) {
      for (Index k = 0; k < size && round % thinned.stride() == 0; ++k) want.push_back({round, k});
    }
    REQUIRE(thinned.rows().size() == want.size());
    for (std::size_t k = 0; k < want.size(); ++k) {
      REQUIRE(thinned.rows()[k].round == want[k].round);
      REQUIRE(thinned.rows()[k].place == want[k].place);
    }
  }
}

TEST_CASE("a round's row and its blocks' rows are its numbers") {
  Round round;
  round.number = 4;
  round.shard = 2;
  round.variables = {3, 5, 8};
  round.starts = {0, 1, 3};
  round.workloads = {6.0, 2.0};
  round.refused = {9, 1};
  round.drawn = 5;
  round.fates = {{3, Fate::Kind::kept, 0}, {9, Fate::Kind::waiting, -1, 3, 0.5}};
  RoundLog log;
  log.record(round, 7, {0.25, 0.5, 1.5, {1, 0}, {0.75, 0.125}});
  REQUIRE(log.rounds().size() == 1);
  const auto& row = log.rounds()[0];
  CHECK(row.round == 4);
  CHECK(row.shard == 2);
  CHECK(row.label == 7);
  CHECK(row.drawn == 5);
  CHECK(row.kept == 3);
  CHECK(row.refused == 2);
  CHECK(row.blocks == 2);
  CHECK(row.largest == 6.0);
  CHECK(row.mean == 4.0);
  CHECK(row.imbalance == 1.5);
  CHECK(row.start == 0.5);
  CHECK(row.end == 1.5);
  REQUIRE(log.blocks().size() == 2);
  CHECK(log.blocks()[1].worker == 0);
  CHECK(log.blocks()[1].seconds == 0.125);
  CHECK(log.blocks()[1].variables == 2);
  CHECK(log.blocks()[1].workload == 2.0);
  REQUIRE(log.candidates().size() == 2);
  CHECK(log.candidates()[1].fate.because == 3);
}

TEST_CASE("blocks and candidates are of rounds that have a row") {
  RoundLog log;
  Round round;
  round.variables = {0};
  round.starts = {0, 1};
  round.workloads = {1.0};
  round.fates = {{0, Fate::Kind::kept, 0}};
  for (Index t = 0; t < 10'000; ++t) {
    round.number = t;
    log.record(round, 0, {0, 0, 0, {0}, {0}});
  }
  CHECK(log.rounds().size() == 2500);  // every fourth: 4096 would be exceeded by every second
  CHECK(log.blocks().size() == 2500);
  CHECK(log.candidates().size() == 2500);
}

TEST_CASE("the engine logs its rounds, the same with any executor") {
  const auto logged = [](ExecutorKind executor, int threads) {
    RoundLog log;
    EngineSettings settings;
    settings.executor = executor;
    settings.threads = threads;
    settings.lookahead = 2;
    settings.max_rounds = 50;
    settings.log = &log;
    auto scheduling = test::scheduling(Policy::dynamic, 8);
    scheduling.explain = true;
    const auto outcome = test::halve(settings, scheduling);
    CHECK(static_cast<Index>(log.rounds().size()) == outcome.activity.rounds);
    Index kept = 0;
    std::vector<double> numbers;
    for (const auto& row : log.rounds()) {
      kept += row.kept;
      CHECK(row.drawn == row.kept + row.refused);
      numbers.insert(numbers.end(), {static_cast<double>(row.round), row.largest, row.mean, row.imbalance});
    }
    CHECK(kept == outcome.activity.kept);
    for (const auto& row : log.blocks()) numbers.push_back(row.workload);
    for (const auto& row : log.candidates()) numbers.push_back(static_cast<double>(row.fate.variable));
    return numbers;
  };
  const auto want = logged(ExecutorKind::serial, 1);
  CHECK(logged(ExecutorKind::threads, 3) == want);
}
