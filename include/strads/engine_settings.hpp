// Settings of the engine, with defaults and their reasons. Plain data.
#pragma once

#include <atomic>
#include <limits>

#include "strads/cluster.hpp"
#include "strads/index.hpp"

namespace strads {

class RoundLog;

enum class ExecutorKind {
  serial,    // one thread, the definition of every result
  flow,      // a oneTBB flow graph
  threads,   // std::jthread and std::barrier, which ThreadSanitizer can check
  backward,  // as serial, but tiles from the last to the first: a model whose tiles hang together gives other bits
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
  RoundLog* log = nullptr;                                      // is told of every round (round_log.hpp)
};

// Throws Error (usage) with a sentence that names the setting.
void check(const EngineSettings& settings);

}  // namespace strads
