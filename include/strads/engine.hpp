// The engine: runs what the scheduler decides, on threads, and never decides itself.
//
// Executors share one signature and give the same bits: `serial` is the definition, `flow` is a oneTBB flow graph,
// `threads` is std::jthread with std::barrier (oneTBB as packaged is not instrumented for ThreadSanitizer). Tests of a
// model should hold `backward` to the bits of `serial` too: it finds tiles that depend on their order every time, where
// threads find them now and then.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

#include "strads/cluster.hpp"
#include "strads/engine_settings.hpp"
#include "strads/problem.hpp"
#include "strads/scheduler.hpp"

namespace strads {

// Why a fit ended. Results, not exceptions.
enum class StopReason { converged, round_limit, time_limit, stalled, diverged, interrupted };
[[nodiscard]] std::string_view name(StopReason reason);  // "converged", "round limit", ...

// The stages of rounds in flight. `schedule` runs on the scheduler's thread, the others beside it; each is called for
// one round at a time, rounds in order.
struct Stages {
  // Takes the feedback that the round carries (none when its number is -1) and plans the next round into it; false: no
  // further round with this object.
  std::function<bool(Round&)> schedule;
  std::function<void(Round&)> propose;
  std::function<void(Round&)> commit;
  int lookahead = 0;   // d: round t is planned with the feedback of exactly the rounds up to t - 1 - d
  bool stale = false;  // propose(t) runs before commit(t - d) instead of after commit(t - 1)
};

class Executor {
 public:
  virtual ~Executor() = default;
  // Runs all tiles; returns when they are done. From the schedule stage and from the other stages concurrently.
  virtual void run(const Pass& pass) = 0;
  // Runs rounds with lookahead + 1 of them in flight until `schedule` has returned false for each and all have
  // committed.
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
  EmulatedParts emulated;       // where they went
  // Where the time went: per pass, the calls, tiles, entries touched and wall seconds. "schedule" is the scheduler's
  // own time: draw, filter, balance and feedback; "feed back" the model's, between the passes of a commit and after.
  struct Spent {
    Index calls = 0;
    Index tiles = 0;
    double workload = 0;
    double seconds = 0;
  };
  std::vector<std::pair<std::string_view, Spent>> passes;
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

  // What the rounds from now on belong to, for whoever reads the log: the point of a path, the sweep.
  void label_rounds(Index label) { label_ = label; }

  // A limit that is met already: round_limit, time_limit, interrupted; converged when none is.
  [[nodiscard]] StopReason limit() const;

  [[nodiscard]] const Activity& activity() const { return activity_; }
  [[nodiscard]] double seconds() const;  // since construction
  [[nodiscard]] int threads() const;

 private:
  class Accounted;

  // The stages of a round.
  bool schedule(Model& model, Scheduler& scheduler, Round& round);
  void propose(Model& model, Round& round);
  void commit(Model& model, Round& round);

  bool ends(const Round& round);
  void number(Round& round);
  void record(const Round& round);
  void execute(const Pass& pass);  // without the virtual clock
  void account(std::string_view pass, Index tiles, double workload, double seconds);

  EngineSettings settings_;
  std::unique_ptr<Executor> executor_;
  Cluster cluster_;
  std::chrono::steady_clock::time_point start_;
  Index rounds_planned_ = 0;
  Index label_ = 0;
  StopReason stop_ = StopReason::converged;
  bool stopping_ = false;
  std::mutex activity_mutex_;  // the scheduler's thread and the workers' side both account
  Activity activity_;
};

}  // namespace strads
