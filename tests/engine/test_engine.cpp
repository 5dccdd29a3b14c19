// The engine on a model small enough to compute by hand: variable j is moved half way to its target a round.
#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "strads/engine.hpp"
#include "strads/error.hpp"

using namespace strads;

namespace {

class Halving {
 public:
  explicit Halving(Index n) : values_(static_cast<std::size_t>(n), 1.0) {}
  [[nodiscard]] Index variables() const { return static_cast<Index>(values_.size()); }
  [[nodiscard]] double workload(Index j) const { return static_cast<double>(1 + j % 3); }
  void propose(Round& round, Index b) {
    for (Index k = round.starts[b]; k < round.starts[b + 1]; ++k) {
      round.steps[k] = -0.5 * values_[static_cast<std::size_t>(round.variables[k])];
    }
  }
  bool commit(Round& round, Pass& pass) {
    if (committing_) return committing_ = false;
    pass = {"commit", round.blocks(),
            [&](Index b) {
              for (Index k = round.starts[b]; k < round.starts[b + 1]; ++k) {
                values_[static_cast<std::size_t>(round.variables[k])] += round.steps[k];
              }
            },
            1.0};
    return committing_ = true;
  }
  void feed_back(Round& round) {
    for (std::size_t k = 0; k < round.steps.size(); ++k) round.priorities[k] = std::abs(round.steps[k]);
    ++rounds;
  }
  [[nodiscard]] bool pause() const { return rounds >= pause_after; }

  [[nodiscard]] const std::vector<double>& values() const { return values_; }
  Index rounds = 0;
  Index pause_after = 1 << 30;

 private:
  std::vector<double> values_;
  bool committing_ = false;
};
static_assert(Problem<Halving> && !Coupled<Halving>);

SchedulerSettings scheduling(Policy policy, Index workers) {
  SchedulerSettings settings;
  settings.policy = policy;
  settings.workers = workers;
  settings.conflict = Conflict::drop;
  return settings;
}

struct Outcome {
  std::vector<double> values;
  StopReason stop;
  Activity activity;
};

Outcome run(EngineSettings settings, const SchedulerSettings& scheduling, Index pause_after = 1 << 30, Index n = 100) {
  Halving problem(n);
  problem.pause_after = pause_after;
  Erased<Halving> model(problem);
  Scheduler scheduler(n, scheduling, [&](Index j) { return problem.workload(j); });
  Engine engine(settings);
  const StopReason stop = engine.rounds(model, scheduler);
  return {problem.values(), stop, engine.activity()};
}

}  // namespace

TEST_CASE("cyclic rounds of one variable halve them in order") {
  EngineSettings settings;
  settings.executor = ExecutorKind::serial;
  settings.max_rounds = 103;
  const auto outcome = run(settings, scheduling(Policy::cyclic, 1));
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
        const auto want = run(settings, scheduling(policy, 8));
        settings.executor = ExecutorKind::threads;
        for (const int threads : {1, 2, 4}) {
          settings.threads = threads;
          const auto got = run(settings, scheduling(policy, 8));
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
      const auto want = run(settings, scheduling(policy, 8));
      settings.executor = ExecutorKind::flow;
      for (const int threads : {1, 2, 4}) {
        settings.threads = threads;
        CHECK(run(settings, scheduling(policy, 8)).values == want.values);
      }
    }
  }
}

TEST_CASE("a pause lets the rounds in flight finish") {
  for (const int lookahead : {0, 2}) {
    EngineSettings settings;
    settings.executor = ExecutorKind::serial;
    settings.lookahead = lookahead;
    const auto outcome = run(settings, scheduling(Policy::cyclic, 1), 10);
    CHECK(outcome.stop == StopReason::converged);
    CHECK(outcome.activity.rounds == 10 + lookahead);
  }
}

TEST_CASE("limits end the rounds with their names") {
  EngineSettings settings;
  settings.executor = ExecutorKind::serial;
  settings.time_limit = 0;
  CHECK(run(settings, scheduling(Policy::cyclic, 1)).stop == StopReason::time_limit);
  const std::atomic<bool> interrupt = true;
  settings.interrupt = &interrupt;
  const auto outcome = run(settings, scheduling(Policy::cyclic, 1));
  CHECK(outcome.stop == StopReason::interrupted);
  CHECK(outcome.activity.rounds == 0);
  CHECK(name(StopReason::round_limit) == "round limit");
}

TEST_CASE("activity counts what happened") {
  EngineSettings settings;
  settings.executor = ExecutorKind::serial;
  settings.max_rounds = 50;
  const auto outcome = run(settings, scheduling(Policy::random, 10));
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
  CHECK(complaint([](EngineSettings& s) { s.threads = -1; }).find("--threads") == 0);
  CHECK(complaint([](EngineSettings& s) { s.lookahead = -1; }).find("--lookahead") == 0);
  CHECK(complaint([](EngineSettings& s) { s.stale = true; }).find("--staleness") == 0);
  CHECK(complaint([](EngineSettings& s) { s.max_rounds = -1; }).find("--max-rounds") == 0);
  CHECK(complaint([](EngineSettings& s) { s.time_limit = std::nan(""); }).find("--time-limit") == 0);
}
