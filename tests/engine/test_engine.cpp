// The engine on a model small enough to compute by hand (halving.hpp).
#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "halving.hpp"
#include "strads/engine.hpp"
#include "strads/error.hpp"

using namespace strads;

using test::halve;
using test::scheduling;

TEST_CASE("cyclic rounds of one variable halve them in order") {
  EngineSettings settings;
  settings.executor = ExecutorKind::serial;
  settings.max_rounds = 103;
  const auto outcome = halve(settings, scheduling(Policy::cyclic, 1));
  CHECK(outcome.stop == StopReason::round_limit);
  CHECK(outcome.activity.rounds == 103);
  CHECK(outcome.activity.updates == 103);
  for (Index j = 0; j < 100; ++j) CHECK(outcome.values[static_cast<std::size_t>(j)] == (j < 3 ? 0.25 : 0.5));
}

TEST_CASE("executors, thread counts and lookahead: the same bits") {
  for (const Policy policy : {Policy::dynamic, Policy::random, Policy::cyclic, Policy::static_blocks}) {
    for (const int lookahead : {0, 1, 3}) {
      for (const bool stale : {false, true}) {
        if (stale && lookahead == 0) continue;
        EngineSettings settings;
        settings.max_rounds = 300;
        settings.lookahead = lookahead;
        settings.stale = stale;
        settings.executor = ExecutorKind::serial;
        const auto want = halve(settings, scheduling(policy, 8));
        settings.executor = ExecutorKind::threads;
        for (const int threads : {1, 2, 4}) {
          settings.threads = threads;
          const auto got = halve(settings, scheduling(policy, 8));
          CHECK(got.values == want.values);
          CHECK(got.activity.emulated_seconds == want.activity.emulated_seconds);
          CHECK(got.activity.imbalance == want.activity.imbalance);
        }
      }
    }
  }
}

TEST_CASE("flow: thread counts and lookahead: the same bits as serial") {
  for (const Policy policy : {Policy::dynamic, Policy::random, Policy::cyclic, Policy::static_blocks}) {
    for (const int lookahead : {0, 1, 3}) {
      EngineSettings settings;
      settings.max_rounds = 300;
      settings.lookahead = lookahead;
      settings.executor = ExecutorKind::serial;
      const auto want = halve(settings, scheduling(policy, 8));
      settings.executor = ExecutorKind::flow;
      for (const int threads : {1, 2, 4}) {
        settings.threads = threads;
        CHECK(halve(settings, scheduling(policy, 8)).values == want.values);
      }
    }
  }
}

TEST_CASE("a pause lets the rounds in flight finish") {
  for (const int lookahead : {0, 2}) {
    EngineSettings settings;
    settings.executor = ExecutorKind::serial;
    settings.lookahead = lookahead;
    const auto outcome = halve(settings, scheduling(Policy::cyclic, 1), 10);
    CHECK(outcome.stop == StopReason::converged);
    CHECK(outcome.activity.rounds == 10 + lookahead);
  }
}

TEST_CASE("limits end the rounds with their names") {
  EngineSettings settings;
  settings.executor = ExecutorKind::serial;
  settings.time_limit = 0;
  CHECK(halve(settings, scheduling(Policy::cyclic, 1)).stop == StopReason::time_limit);
  const std::atomic<bool> interrupt = true;
  settings.interrupt = &interrupt;
  const auto outcome = halve(settings, scheduling(Policy::cyclic, 1));
  CHECK(outcome.stop == StopReason::interrupted);
  CHECK(outcome.activity.rounds == 0);
  CHECK(name(StopReason::round_limit) == "round limit");
}

TEST_CASE("activity counts what happened") {
  EngineSettings settings;
  settings.executor = ExecutorKind::serial;
  settings.max_rounds = 50;
  const auto outcome = halve(settings, scheduling(Policy::random, 10));
  CHECK(outcome.activity.kept == 500);
  CHECK(outcome.activity.refused == 0);
  CHECK(outcome.activity.drawn == 500);
  CHECK(outcome.activity.imbalance >= 50.0);
  Index proposes = 0;
  for (const auto& [pass, spent] : outcome.activity.passes) {
    if (pass == "propose") proposes = spent.calls;
  }
  CHECK(proposes == 50);
}

TEST_CASE("settings that make no sense are refused with the option's name") {
  const auto complaint = [](auto change) {
    EngineSettings settings;
    change(settings);
    try {
      check(settings);
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::usage);
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK(complaint([](EngineSettings&) {}).empty());
  CHECK(complaint([](EngineSettings& s) { s.threads = -1; }).find("`threads` must") == 0);
  CHECK(complaint([](EngineSettings& s) { s.lookahead = -1; }).find("`lookahead` must") == 0);
  CHECK(complaint([](EngineSettings& s) { s.stale = true; }).find("`stale` needs `lookahead`") == 0);
  CHECK(complaint([](EngineSettings& s) { s.max_rounds = -1; }).find("`max_rounds` must") == 0);
  CHECK(complaint([](EngineSettings& s) { s.time_limit = std::nan(""); }).find("`time_limit` must") == 0);
}
