// Settings of the scheduler, with defaults and their reasons. Plain data.
#pragma once

#include <cstdint>
#include <limits>

#include "strads/index.hpp"

namespace strads {

// Which variables a round draws. The last three are the baselines of the papers.
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

// The papers' rho: the most dependency between two variables that are updated side by side.
inline constexpr double papers_pair_limit = 0.1;

struct SchedulerSettings {
  Policy policy = Policy::dynamic;
  Conflict conflict = Conflict::group;

  // P, the emulated workers: at most so many blocks a round. Never derived from the number of threads, or the bits
  // would follow it. 16 keeps the cores of a workstation busy.
  Index workers = 16;

  // P', candidates a round; 0 chooses: 4 P under `drop` (the only oversampling that the papers document), P for the
  // baselines, all variables that are awake (at most workers * block_cap) under `group`.
  Index candidates = 0;

  // No two variables with dependency >= pair_limit run in different blocks of one round. Infinite: off, but for
  // static_blocks, which then takes papers_pair_limit. The command line's default is papers_pair_limit under `drop`.
  double pair_limit = std::numeric_limits<double>::infinity();

  // For each kept variable, the sum of its dependencies on kept variables of other blocks is at most sum_limit.
  // At 1 a round of single coordinate steps on unit columns descends (Gershgorin: lambda_max(G_BB) <= 2).
  double sum_limit = 1.0;

  // A block is worth its dispatch from block_floor variables on: at most ceil(candidates / block_floor) blocks are
  // opened. 1 spreads every round over all workers. 32768: below it one exact solve on the support beats several blocks
  // on every real data set measured (docs/decisions.md), by 2 to 50 times where columns are correlated.
  Index block_floor = 32768;

  // The most variables in one block. 32768: their inner products take 8 GiB, and half as much their factor.
  Index block_cap = 32768;

  // Floor of the sampling weights, as a share of the mean nonzero priority, so that every variable awake is reached.
  double eta = 0.01;

  // S, scheduler shards over disjoint variables (j mod S) that take turns.
  int shards = 1;

  bool priority = true;  // off: candidates are drawn uniformly
  bool filter = true;    // off: every candidate is kept
  bool balance = true;   // off: kept variables are dealt to blocks in turn, whatever their workload

  // Rounds tell what became of each candidate, and because of whom (Round::fates). Changes no decision.
  bool explain = false;

  std::uint64_t seed = 1;
};

// Throws Error (usage) with a sentence that names the setting.
void check(const SchedulerSettings& settings);

}  // namespace strads
