// The engine: runs what the scheduler decides, on threads, and never decides itself.
//
// Executors share one signature and give the same bits: `serial` is the definition, `flow` is a oneTBB flow graph,
// `threads` is std::jthread with std::barrier (oneTBB as packaged is not instrumented for ThreadSanitizer).
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "strads/cluster.hpp"
#include "strads/options.hpp"
#include "strads/problem.hpp"
#include "strads/scheduler.hpp"

namespace strads {

// Why a fit ended. Results, not exceptions.
enum class StopReason { converged, round_limit, time_limit, stalled, diverged, interrupted };
[[nodiscard]] std::string_view name(StopReason reason);  // "converged", "round limit", ...

// The stages of rounds in flight. Each is called for one round at a time, rounds in order.
struct Stages {
  std::function<bool(Round&)> schedule;  // on the scheduler's thread; false: no further round
  std::function<void(Round&)> propose;
  std::function<void(Round&)> commit;
  int lookahead = 0;   // d: schedule(t) runs after the feedback of exactly the rounds up to t - 1 - d
  bool stale = false;  // propose(t) runs before commit(t - d) instead of after commit(t - 1)
};

class Executor {
 public:
  virtual ~Executor() = default;
  // Runs all tiles; returns when they are done. From the schedule stage and from the other stages concurrently.
  virtual void run(const Pass& pass) = 0;
  // Runs rounds until `schedule` returns false and all rounds in flight have committed and come back.
  // `schedule` receives its rounds with their feedback still in them: number -1 at first.
  virtual void pipeline(const Stages& stages) = 0;
  [[nodiscard]] virtual int threads() const = 0;
};

[[nodiscard]] std::unique_ptr<Executor> make_executor(ExecutorKind kind, int threads);

// Threads that this process may use: the affinity mask, limited by the cgroup's CPU quota (v1 and v2), at least 1.
[[nodiscard]] int default_threads();

// What happened since the engine was made. Counts, not clocks, but for `seconds`.
struct Activity {
  Index rounds = 0;
  Index updates = 0;  // variables updated
  Index drawn = 0;    // candidates
  Index kept = 0;
  Index refused = 0;
  double imbalance = 0;         // sum over rounds of (largest block workload / mean over blocks); divide by rounds
  double emulated_seconds = 0;  // virtual clock (cluster.hpp)
  // Where the time went: per pass name, the calls, tiles, entries touched and wall seconds.
  struct Spent {
    Index calls = 0;
    Index tiles = 0;
    double workload = 0;
    double seconds = 0;
  };
  std::map<std::string, Spent, std::less<>> passes;
};

class Engine {
 public:
  explicit Engine(const EngineSettings& settings);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // A pass that only reads the shared state (gradient, Gram fill, certificate, standardization).
  void run(const Pass& pass);

  // Rounds until the model pauses, nothing is left to draw (StopReason::converged in both cases), or a limit is met.
  StopReason rounds(Model& model, Scheduler& scheduler);

  // A limit that is met already: round_limit, time_limit, interrupted; converged when none is.
  [[nodiscard]] StopReason limit() const;

  [[nodiscard]] const Activity& activity() const { return activity_; }
  [[nodiscard]] double seconds() const;  // since construction
  [[nodiscard]] int threads() const;

 private:
  EngineSettings settings_;
  std::unique_ptr<Executor> executor_;
  Activity activity_;
  Cluster cluster_;
  std::chrono::steady_clock::time_point start_;
  Index rounds_started_ = 0;
};

}  // namespace strads
