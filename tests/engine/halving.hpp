// A model small enough to compute by hand: variable j is moved half way to its target, 0, a round.
#pragma once

#include <cmath>
#include <vector>

#include "strads/engine.hpp"

namespace strads::test {

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
  void commit(Round& round, const RunPass& run) {
    run({"commit", round.blocks(),
         [&](Index b) {
           for (Index k = round.starts[b]; k < round.starts[b + 1]; ++k) {
             values_[static_cast<std::size_t>(round.variables[k])] += round.steps[k];
           }
         },
         1.0});
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
};
static_assert(Problem<Halving> && !Coupled<Halving>);

inline SchedulerSettings scheduling(Policy policy, Index workers) {
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

inline Outcome halve(EngineSettings settings, const SchedulerSettings& scheduling, Index pause_after = 1 << 30,
                     Index n = 100) {
  Halving problem(n);
  problem.pause_after = pause_after;
  Erased<Halving> model(problem);
  Scheduler scheduler(n, scheduling, [&](Index j) { return problem.workload(j); });
  Engine engine(settings);
  const StopReason stop = engine.rounds(model, scheduler);
  return {problem.values(), stop, engine.activity()};
}

}  // namespace strads::test
