// The seam between a model ("app") and everything that schedules and runs it.
//
// A model tells the scheduler its variables, how much work each is, how strongly two depend on each other, and how to
// update a block of them; scheduler and engine know nothing else. The interface works on whole blocks, so that the
// virtual call is paid once a block and never once a variable.
//
// Life of a round (Lee et al. 2013, section 3):  sample - filter - balance - dispatch - feed back
//
//   scheduler thread   draw candidates -> fill missing dependencies -> arrange them in blocks
//   workers            propose(block) for every block: read one snapshot of the shared state, write steps
//   workers            commit passes: a part's share of all steps, parts disjoint
//   scheduler thread   observed steps become the new priorities
#pragma once

#include <algorithm>
#include <concepts>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "strads/index.hpp"

namespace strads {

// A pass as the virtual clock sees it (cluster.hpp).
struct PassWork {
  double workload = 0;
  Index parts = 0;
  double bytes = 0;
};

// Work that splits into independent tiles. Tiles of one pass write disjoint memory (or exact integers through
// atomics), so that the result does not depend on their order; `work(t)` runs once for each t in [0, tiles).
// The number of tiles follows from the data, never from the number of threads.
struct Pass {
  const char* name = "";  // a literal: shown in traces, timelines and statistics
  Index tiles = 0;
  std::function<void(Index tile)> work;
  double workload = 0;  // entries of the data that all tiles together touch: the virtual clock's measure
  Index parts = 0;      // into how many it could be cut on a cluster, where tiles suit this machine's caches; 0: tiles
  double bytes = 0;     // that its results have on the way to whoever asked for it

  [[nodiscard]] PassWork on_cluster() const { return {workload, parts > 0 ? parts : tiles, bytes}; }
};

// Runs a pass now, on all threads that are idle. What a model is given to commit and to fill dependencies with charges
// it to the round; what it is given to propose with does not: on a cluster a block is one worker's, and its operations
// tell all that it did.
using RunPass = std::function<void(const Pass&)>;

// What a round took besides its blocks' workloads, for the virtual clock. Counts, never clocks.
struct RoundWork {
  double looked_up = 0;            // dependencies that the filter read
  std::vector<PassWork> fills;     // of dependencies that were missing
  std::vector<double> operations;  // of each block, multiply-adds: its workload, unless propose writes what it did
  std::vector<PassWork> commits;   // the passes of the commit, in order
  double state_bytes = 0;          // of what the next round reads anew: 8 a variable, unless commit writes it
};

// The definition of a pass: its tiles in order, on the calling thread.
inline void run_in_order(const Pass& pass) {
  for (Index tile = 0; tile < pass.tiles; ++tile) pass.work(tile);
}

// A pass over [first, last) in tiles of `each`, the last one shorter, by work(from, to).
template <class Work>
void run_tiles(const RunPass& run, const char* name, double workload, Index first, Index last, Index each,
               const Work& work) {
  run({name, (last - first + each - 1) / each,
       [&](Index tile) {
         const Index from = first + tile * each;
         work(from, std::min(last, from + each));
       },
       workload});
}

// Variables drawn for a round, before the filter. `tags` are the model's handles (rows of its dependency cache),
// filled by Model::fill_dependencies; empty for a model without dependencies.
struct Candidates {
  std::vector<Index> variables;
  std::vector<Index> tags;
  // Arrange will ask for dependencies among them: not so for random and cyclic, with the filter off, and when
  // everything fits one block.
  bool checked = false;
  // Of each candidate, when it was drawn: the filter takes the highest first. Whatever its priority, it is infinite for
  // variables never updated yet, and the largest number for one drawn by chance, so that every variable is reached.
  std::vector<double> priorities;
};

// What became of a candidate.
struct Fate {
  enum class Kind {
    kept,
    refused,  // depends too much on what was kept, and has waited already: goes back among the others
    waiting,  // depends too much on what was kept, and comes first in the next draw
    full,     // nothing against it but that the round had no room
  };
  Index variable = 0;
  Kind kind = Kind::kept;
  Index block = -1;  // of the round, when kept
  // Refused or waiting: the variable kept (or in flight) whose dependency on it decided, and how strong it is. Among
  // those that break a limit if the candidate runs beside them the strongest; when none does alone, but all together
  // are above the sum limit, the strongest of all. -1: no dependency decided.
  Index because = -1;
  double dependency = 0;
};

// One round: variables in blocks, and what became of them. Block b holds positions [starts[b], starts[b + 1]) of
// `variables`, `tags` and `steps`. Reused from round to round to spare allocations.
struct Round {
  Index number = 0;
  int shard = 0;
  std::vector<Index> variables;
  std::vector<Index> tags;
  std::vector<Index> starts{0};
  std::vector<double> workloads;   // of each block
  std::vector<double> steps;       // written by propose, at the same positions as `variables`
  std::vector<double> priorities;  // written by feed_back: the new priority of each variable
  std::vector<Index> refused;      // candidates that the filter sent back
  std::vector<Fate> fates;         // of all candidates, in the filter's order; when SchedulerSettings::explain asks
  bool replayed = false;           // a recorded round: nothing was drawn or checked
  Index drawn = 0;                 // candidates before the filter
  bool pause = false;              // the model asked for control back once this round had committed
  RoundWork work;

  [[nodiscard]] Index blocks() const { return static_cast<Index>(starts.size()) - 1; }
  [[nodiscard]] Index kept() const { return static_cast<Index>(variables.size()); }
  [[nodiscard]] std::span<const Index> block(Index b) const {
    return std::span(variables).subspan(static_cast<std::size_t>(starts[b]),
                                        static_cast<std::size_t>(starts[b + 1] - starts[b]));
  }
};

// A model whose blocks are long enough to have work for other threads, by passes of their own.
template <class M>
concept Divisible = requires(M m, Round& round, Index block, const RunPass& run) {
  {m.propose(round, block, run)};
};

// What every model has.
template <class M>
concept Problem = requires(M m, const M c, Round& round, const RunPass& run, Index j) {
  { c.variables() } -> std::convertible_to<Index>;
  // Work of one update of variable j, in stored entries. Balances blocks.
  { c.workload(j) } -> std::convertible_to<double>;
  // Reads the shared state, writes round.steps of block j. Blocks of one round run concurrently.
  requires Divisible<M> || requires { {m.propose(round, j)}; };
  // Applies the round's steps to the shared state, by the passes that it runs. On one thread, so it is also where a
  // joint step is judged (line search).
  {m.commit(round, run)};
  // Writes round.priorities from the committed steps.
  {m.feed_back(round)};
  // True when the model wants the rounds in flight to finish and control back (to refresh, certify, change lambda).
  { c.pause() } -> std::same_as<bool>;
};

// A model whose variables depend on each other.
template <class M>
concept Coupled = Problem<M> && requires(M m, const M c, Candidates& candidates, const RunPass& run, Index tag,
                                         std::span<const Index> tags, std::span<double> out) {
  // Fills candidates.tags, and runs the pass that computes missing dependencies, if there are any. On the scheduler's
  // thread while workers propose: it must not move what they read.
  {m.fill_dependencies(candidates, run)};
  // out[k] = d(tag, tags[k]) in [0, 1].
  {c.dependencies(tag, tags, out)};
};

// A model whose variables fall into phases: sets that are updated one after another, because an update in one reads
// what the updates in another write (users, then items). phase_starts() has the first variable of each phase, from 0; a
// phase reaches to the start of the next.
template <class M>
concept Phased = Problem<M> && requires(const M c) {
  { c.phase_starts() } -> std::convertible_to<std::vector<Index>>;
};

// A model erased at block granularity: what engine and scheduler hold.
class Model {
 public:
  virtual ~Model() = default;
  [[nodiscard]] virtual Index variables() const = 0;
  [[nodiscard]] virtual double workload(Index j) const = 0;
  virtual void propose(Round& round, Index block, const RunPass& run) = 0;
  virtual void commit(Round& round, const RunPass& run) = 0;
  virtual void feed_back(Round& round) = 0;
  [[nodiscard]] virtual bool pause() const = 0;
  virtual void fill_dependencies(Candidates& candidates, const RunPass& run) = 0;
  virtual void dependencies(Index tag, std::span<const Index> tags, std::span<double> out) const = 0;
};

// Erases `P`, which must outlive the result. A model that is not Coupled has dependency 0 everywhere.
template <Problem P>
class Erased final : public Model {
 public:
  explicit Erased(P& problem) : problem_(problem) {}
  [[nodiscard]] Index variables() const override { return problem_.variables(); }
  [[nodiscard]] double workload(Index j) const override { return problem_.workload(j); }
  void propose(Round& round, Index block, const RunPass& run) override {
    if constexpr (Divisible<P>) return problem_.propose(round, block, run);
    if constexpr (!Divisible<P>) problem_.propose(round, block);
  }
  void commit(Round& round, const RunPass& run) override { problem_.commit(round, run); }
  void feed_back(Round& round) override { problem_.feed_back(round); }
  [[nodiscard]] bool pause() const override { return problem_.pause(); }
  void fill_dependencies(Candidates& candidates, const RunPass& run) override {
    if constexpr (Coupled<P>) return problem_.fill_dependencies(candidates, run);
    candidates.tags.assign(candidates.variables.size(), 0);
  }
  void dependencies(Index tag, std::span<const Index> tags, std::span<double> out) const override {
    if constexpr (Coupled<P>) return problem_.dependencies(tag, tags, out);
    std::fill(out.begin(), out.end(), 0.0);
  }

 private:
  P& problem_;
};

}  // namespace strads
