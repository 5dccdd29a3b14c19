// One battery for all executors: a flow graph, threads and the serial definition must be told apart by time alone.
#include <doctest/doctest.h>

#include <atomic>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "strads/engine.hpp"

using namespace strads;

namespace {

struct Kind {
  const char* name;
  ExecutorKind kind;
  int threads;
};
const std::vector<Kind> kinds = {
    {"serial", ExecutorKind::serial, 1},     {"backward", ExecutorKind::backward, 1},
    {"flow 1", ExecutorKind::flow, 1},       {"flow 2", ExecutorKind::flow, 2},
    {"flow 4", ExecutorKind::flow, 4},       {"threads 1", ExecutorKind::threads, 1},
    {"threads 3", ExecutorKind::threads, 3},
};

// ThreadSanitizer cannot see into oneTBB, so test cases that use it say "flow" in their names and can be left out.
void for_each(bool flow, const std::function<void(Executor&)>& check) {
  for (const Kind& kind : kinds) {
    if ((kind.kind == ExecutorKind::flow) != flow) continue;
    CAPTURE(kind.name);
    check(*make_executor(kind.kind, kind.threads));
  }
}

void check_passes(Executor& executor) {
  for (const Index tiles : {0, 1, 2, 7, 1000}) {
    std::vector<std::atomic<int>> runs(static_cast<std::size_t>(tiles));
    executor.run({"count", tiles, [&](Index tile) { ++runs[static_cast<std::size_t>(tile)]; }});
    for (const auto& count : runs) CHECK(count == 1);
  }
  CHECK_THROWS_AS(executor.run({"fail", 5,
                                [](Index tile) {
                                  if (tile == 3) throw std::runtime_error("tile 3");
                                }}),
                  std::runtime_error);
  std::atomic<int> after = 0;
  executor.run({"again", 3, [&](Index) { ++after; }});
  CHECK(after == 3);
}

// What each stage could know when it ran: the numbers of rounds fed back, committed, proposed.
std::vector<std::string> history(Executor& executor, int lookahead, bool stale, Index rounds) {
  std::vector<std::string> log(static_cast<std::size_t>(rounds));
  Index planned = 0;
  Index fed_back = 0;
  Index committed = 0;
  Stages stages;
  stages.lookahead = lookahead;
  stages.stale = stale;
  stages.schedule = [&](Round& round) {
    if (round.number >= 0) {
      CHECK(round.number == fed_back);
      ++fed_back;
    }
    if (planned == rounds) return false;
    round.number = planned++;
    log[static_cast<std::size_t>(round.number)] = "planned with " + std::to_string(fed_back);
    return true;
  };
  stages.propose = [&](Round& round) {
    log[static_cast<std::size_t>(round.number)] += ", proposed on " + std::to_string(committed);
  };
  stages.commit = [&](Round& round) {
    CHECK(round.number == committed);
    ++committed;
  };
  executor.pipeline(stages);
  CHECK(planned == rounds);
  CHECK(committed == rounds);
  CHECK(fed_back == rounds);
  return log;
}

void check_pipeline(Executor& executor) {
  for (const int lookahead : {0, 1, 2, 5}) {
    for (const bool stale : {false, true}) {
      if (stale && lookahead == 0) continue;
      for (const Index rounds : {0, 1, 3, 40}) {
        CAPTURE(lookahead);
        CAPTURE(stale);
        const auto log = history(executor, lookahead, stale, rounds);
        for (Index t = 0; t < rounds; ++t) {
          const Index known = std::max<Index>(0, t - lookahead);
          CHECK(log[static_cast<std::size_t>(t)] ==
                "planned with " + std::to_string(known) + ", proposed on " + std::to_string(stale ? known : t));
        }
      }
    }
  }
}

void check_failures(Executor& executor) {
  for (const int lookahead : {0, 2}) {
    for (const std::string where : {"schedule", "propose", "commit"}) {
      CAPTURE(where);
      int calls = 0;
      const auto maybe = [&](const char* stage) {
        if (where == stage && ++calls == 4) throw std::runtime_error(where);
      };
      Stages stages;
      stages.lookahead = lookahead;
      Index number = 0;
      stages.schedule = [&](Round& round) {
        maybe("schedule");
        round.number = number++;
        return number < 100;
      };
      stages.propose = [&](Round&) { maybe("propose"); };
      stages.commit = [&](Round&) { maybe("commit"); };
      CHECK_THROWS_WITH_AS(executor.pipeline(stages), where.c_str(), std::runtime_error);
    }
  }
  check_passes(executor);
}

// Passes from the scheduler's thread and from the workers' side at once.
void check_nested_passes(Executor& executor) {
  std::vector<std::int64_t> planned(64);
  std::vector<std::int64_t> executed(64);
  const auto add_to = [&](std::vector<std::int64_t>& sums) {
    executor.run({"add", 64, [&sums](Index tile) { sums[static_cast<std::size_t>(tile)] += tile; }});
  };
  Stages stages;
  stages.lookahead = 3;
  Index number = 0;
  stages.schedule = [&](Round& round) {
    round.number = number++;
    add_to(planned);
    return number <= 200;
  };
  stages.propose = [&](Round&) { add_to(executed); };
  stages.commit = [&](Round&) { add_to(executed); };
  executor.pipeline(stages);
  for (std::size_t tile = 0; tile < 64; ++tile) {
    CHECK(executed[tile] == 400 * static_cast<std::int64_t>(tile));
    CHECK(planned[tile] == static_cast<std::int64_t>(number) * static_cast<std::int64_t>(tile));
  }
}

// A pass within a tile of another: of one that is alone, as a round's only block, and of one of many.
void check_passes_in_tiles(Executor& executor) {
  for (const Index outer : {1, 2, 5}) {
    std::vector<std::vector<int>> runs(static_cast<std::size_t>(outer), std::vector<int>(64));
    executor.run({"outer", outer, [&](Index o) {
                    for (int again = 0; again < 20; ++again) {
                      executor.run({"inner", 64, [&](Index i) { ++runs[static_cast<std::size_t>(o)][i]; }});
                    }
                  }});
    for (const auto& of_tile : runs) CHECK(of_tile == std::vector<int>(64, 20));
  }
}

}  // namespace

TEST_CASE("every tile of a pass runs once, and a tile's exception comes out") { for_each(false, check_passes); }
TEST_CASE("flow: every tile of a pass runs once, and a tile's exception comes out") { for_each(true, check_passes); }

TEST_CASE("a round is planned and proposed on exactly the rounds that its lookahead allows") {
  for_each(false, check_pipeline);
}
TEST_CASE("flow: a round is planned and proposed on exactly the rounds that its lookahead allows") {
  for_each(true, check_pipeline);
}

TEST_CASE("a stage's exception ends the pipeline and leaves the executor usable") { for_each(false, check_failures); }
TEST_CASE("flow: a stage's exception ends the pipeline and leaves the executor usable") {
  for_each(true, check_failures);
}

TEST_CASE("scheduler and workers may both run passes") { for_each(false, check_nested_passes); }
TEST_CASE("flow: scheduler and workers may both run passes") { for_each(true, check_nested_passes); }

TEST_CASE("a tile may run passes of its own") { for_each(false, check_passes_in_tiles); }
TEST_CASE("flow: a tile may run passes of its own") { for_each(true, check_passes_in_tiles); }

TEST_CASE("backward takes the last tile first") {
  std::vector<Index> order;
  make_executor(ExecutorKind::backward, 1)->run({"order", 3, [&](Index tile) { order.push_back(tile); }});
  CHECK(order == std::vector<Index>{2, 1, 0});
}

TEST_CASE("default threads are within the machine") {
  CHECK(default_threads() >= 1);
  CHECK(default_threads() <= static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
}
