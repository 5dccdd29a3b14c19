// A cluster that is emulated: how long the rounds and passes of a fit would take on P workers and S schedulers. Pure
// arithmetic on counts, no thread and no clock: the same numbers at any thread count, with any executor.
//
// The machines (Lee et al. 2013, section 3; docs/emulation.md has every assumption with its reason):
//
//   scheduler m   plans the rounds of the shards s with s mod S = m, one after another: draws, missing dependencies,
//                 checks. It needs the feedback of its own shard only, so other shards' plans overlap with execution.
//   worker w      works speed_w seconds of a nominal machine a second, on one thing at a time. It can read all data.
//                 The block with the k-th largest workload goes to the k-th fastest worker (ties: the lower number).
//   network       a message takes latency + bytes / bandwidth; messages on different links go side by side.
//
// A round: plan - blocks out - update - steps to whoever owns the state they change - commit - state back. It begins
// when its plan has arrived and the state after the round before it (or, stale, after round t - 1 - lookahead) is
// there.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "strads/problem.hpp"

namespace strads {

// Fixed constants of a commodity cluster, not measurements of the machine at hand: `strads calibrate` prints those.
struct ClusterSettings {
  enum class Speed {
    equal,       // all 1
    spread,      // uniform in [1 - amount, 1 + amount]
    stragglers,  // `share` of the workers, to the nearest whole number, have speed `amount`; the others 1
  };

  Index workers = 16;    // P
  Index schedulers = 1;  // S
  Speed speed = Speed::equal;
  double share = 0;        // of stragglers, in [0, 1]
  double amount = 0;       // spread: in [0, 1); stragglers: above 0
  std::uint64_t seed = 1;  // who is slow

  double latency = 50e-6;  // seconds of a message: 10 GbE with a software stack
  double bandwidth = 1e9;  // bytes a second of a machine's link, each way

  double entry_seconds = 1e-9;     // one multiply-add on a stored entry, wherever it lies
  double update_seconds = 100e-9;  // fixed cost of one update of a variable
  double sample_seconds = 400e-9;  // one candidate: its draw and its feedback
  double check_seconds = 5e-9;     // one look-up of a cached dependency
  double round_seconds = 5e-6;     // fixed cost of one plan
};

// Throws Error (usage) with a sentence that names the setting.
void check(const ClusterSettings& settings);

// A round on the virtual clock, in seconds since the start of the fit.
struct RoundTimes {
  double planned = 0;           // its plan was ready
  double start = 0;             // its first block could begin
  double end = 0;               // its steps were committed and the state was back
  std::vector<Index> workers;   // of each block
  std::vector<double> seconds;  // of each block: the worker's computing
};

// Where the virtual time went, per worker, so that the four add up to it.
struct EmulatedParts {
  double compute = 0;   // workers computed
  double wait = 0;      // workers were idle: at the barrier, or without a block
  double schedule = 0;  // workers waited for a plan
  double network = 0;   // workers waited for messages
};

// One object a fit; one thread at a time. Cost: O(blocks) a round where workloads already fall, else a sort; O(P log P)
// for missing dependencies that are filled while workers are busy.
class Cluster {
 public:
  // `lookahead` and `stale` as in EngineSettings.
  explicit Cluster(const ClusterSettings& settings = {}, int lookahead = 0, bool stale = false);

  // The next round, in the order of commits, with all it was found to cost. The result holds until the next call.
  const RoundTimes& round(const Round& round);
  // A pass between rounds, with none in flight: over min(P, parts) workers, or on the machine that asks, where that is
  // quicker.
  void pass(const Pass& pass);

  [[nodiscard]] double seconds() const { return now_; }
  [[nodiscard]] const EmulatedParts& parts() const { return parts_; }
  [[nodiscard]] const std::vector<double>& speeds() const { return speeds_; }  // of each worker

 private:
  struct Plan {
    double end = 0;
    double busy = 0;  // worker seconds of its fills
  };
  [[nodiscard]] double hop(double bytes) const { return settings_.latency + bytes / settings_.bandwidth; }
  [[nodiscard]] Index hands(const PassWork& work) const;
  [[nodiscard]] double alone(const PassWork& work) const;
  [[nodiscard]] double together(const PassWork& work) const;
  [[nodiscard]] Plan plan(const Round& round);
  double fill(const PassWork& work, double start, double& busy);
  double spread_over_idle(double work, Index hands, double start, double& busy);
  double dispatch(const Round& round, double start, double& busy);
  void choose_workers(const Round& round);
  void advance(double to, double compute, double schedule, double network);

  ClusterSettings settings_;
  int lookahead_;
  bool stale_;
  std::vector<double> speeds_;
  std::vector<Index> fastest_;  // workers by falling speed
  std::vector<double> power_;   // power_[k]: the sum of the k fastest workers' speeds

  double now_ = 0;      // the end of what came last
  double fence_ = 0;    // the end of the last pass between rounds: no plan began before it
  double planned_ = 0;  // the last plan's end
  double known_ = 0;    // the end of the last round that a plan knows of
  std::vector<double> scheduler_free_;
  std::vector<double> worker_free_;
  std::vector<double> feedback_;  // of each shard: the end of its last round that a plan knows of
  struct Committed {
    int shard = 0;
    double end = 0;
  };
  std::deque<Committed> in_flight_;  // the last `lookahead` rounds
  double owed_ = 0;                  // computing that overlapped with earlier rounds
  EmulatedParts parts_;
  RoundTimes times_;
  std::vector<Index> order_;  // scratch
};

}  // namespace strads
