// Settings of the scheduler and the engine, with defaults and their reasons. Plain data; checked by `check`.
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>

#include "strads/cluster.hpp"
#include "strads/problem.hpp"

namespace strads {

// All policies are settings of the one scheduler. The last three are the baselines of the papers.
enum class Policy {
  dynamic,        // priority sampling, dependency filter, load balancing (Lee et al. 2013)
  static_blocks,  // conflict-free sets found once, in index order, and replayed
  random,         // uniform, no filter: Shotgun (Bradley et al. 2011)
  cyclic,         // index order, no filter: sequential coordinate descent when workers = 1
};

// What becomes of a candidate that depends on variables already kept.
enum class Conflict {
  group,  // it joins the block that it depends on most, where one worker takes them one after another
  drop,   // it is refused (the papers)
};

struct SchedulerSettings {
  Policy policy = Policy::dynamic;
  Conflict conflict = Conflict::group;

  // P, the emulated workers: at most so many blocks a round. Never derived from the number of threads, or the bits
  // would follow it. 16 keeps the cores of a workstation busy.
  Index workers = 16;

  // P', candidates a round; 0 chooses: 4 P under `drop` (the only oversampling that the papers document), P for the
  // baselines, all variables that are awake (at most workers * block_cap) under `group`.
  Index candidates = 0;

  // No two variables with dependency >= pair_limit run in different blocks of one round (the papers' rho).
  // Infinite: off. The command line's default is 0.1 under `drop`, off under `group`.
  double pair_limit = std::numeric_limits<double>::infinity();

  // For each kept variable, the sum of its dependencies on kept variables of other blocks is at most sum_limit.
  // At 1 a round of single coordinate steps on unit columns descends (Gershgorin: lambda_max(G_BB) <= 2).
  double sum_limit = 1.0;

  // A block is worth its dispatch from block_floor variables on: at most ceil(candidates / block_floor) blocks are
  // opened. 1 spreads every round over all workers. 8192: below it one exact solve on the support beats several blocks
  // on every real data set measured (ARCHITECTURE.md), by 2 to 50 times where columns are correlated.
  Index block_floor = 8192;

  // The most variables in one block. 8192: an exact solve on dense columns is cubic in its support.
  Index block_cap = 8192;

  // Floor of the sampling weights, as a share of the mean nonzero priority, so that every variable awake is reached.
  double eta = 0.01;

  // S, scheduler shards over disjoint variables (j mod S) that take turns.
  int shards = 1;

  bool priority = true;  // off: candidates are drawn uniformly
  bool filter = true;    // off: every candidate is kept
  bool balance = true;   // off: kept variables are dealt to blocks in turn, whatever their workload

  std::uint64_t seed = 1;
};

enum class ExecutorKind {
  serial,   // one thread, the definition of every result
  flow,     // a oneTBB flow graph
  threads,  // std::jthread and std::barrier: a witness that ThreadSanitizer understands
};

// How the steps of a round reach the shared state.
enum class CommitKind {
  slices,  // a part owns a range of rows and applies all steps to it in order: vectorised, no atomics
  fixed,   // a block adds its share as fixed-point integers through atomics: order-free, hence deterministic
  racy,    // a block adds doubles through atomics: the order, and so the bits, follow the threads
};

struct EngineSettings {
  ExecutorKind executor = ExecutorKind::flow;
  int threads = 0;     // 0: default_threads()
  int lookahead = 0;   // rounds that are planned ahead of the feedback; 0 is bulk synchronous
  bool stale = false;  // with lookahead d, propose on the state after round t - 1 - d instead of t - 1
  Index max_rounds = std::numeric_limits<Index>::max();
  double time_limit = std::numeric_limits<double>::infinity();  // seconds of the whole fit
  ClusterSettings cluster = {};                                 // of the virtual clock
  const std::atomic<bool>* interrupt = nullptr;                 // set from a signal handler: stop after this round
};

// Throws Error (usage) with a sentence that names the setting.
void check(const SchedulerSettings& settings);
void check(const EngineSettings& settings);

}  // namespace strads
