// The scheduler: decides which variables a round updates, in which blocks. It runs nothing and locks nothing; one
// thread calls it.
//
//   Candidates c = scheduler.draw();               // sample
//   ... the engine fills missing dependencies ...
//   scheduler.arrange(c, dependencies, round);     // filter and balance
//   ... the engine dispatches the blocks ...
//   scheduler.feed_back(round);                    // the observed steps become priorities
//
// Several rounds may be open between arrange and feed_back: their variables are not drawn again, and they count in
// the filter's sums.
//
// Variables sleep or are awake. Only variables that are awake are drawn; a model that screens puts to sleep what
// provably need not move. At first all are awake and unvisited, and unvisited variables are drawn before others, in
// index order. Cost: O(log J), amortised, a draw, a feedback and a change of one variable; no call is O(J) but the
// constructor, `reset`, `sleep_all` and `visit_all`. Every candidate that is drawn must be arranged before the next
// draw.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "strads/problem.hpp"
#include "strads/scheduler_settings.hpp"

namespace strads {

// out[k] = d(tag, tags[k]) in [0, 1].
using Dependencies = std::function<void(Index tag, std::span<const Index> tags, std::span<double> out)>;

class Scheduler {
 public:
  // `workload(j)` is the cost of one update of variable j (> 0 or 0). `phase_starts` as in problem.hpp, Phased: no
  // round has variables of two phases, and phases take turns. Under static_blocks and cyclic a turn lasts until as many
  // variables have been drawn as the phase has awake (a full pass), under dynamic and random it is one draw.
  Scheduler(Index variables, const SchedulerSettings& settings, std::function<double(Index)> workload,
            const std::vector<Index>& phase_starts = {0});
  Scheduler(Scheduler&&) noexcept;
  Scheduler& operator=(Scheduler&&) noexcept;
  ~Scheduler();

  // Samples without repetition, p(j) proportional to priority_j + eta * mean nonzero priority among the variables
  // that are awake, not in flight, and in the shard whose turn it is (or the next that has any). Candidates that the
  // filter refused come first, once; then unvisited ones. Empty when nothing can be drawn.
  [[nodiscard]] Candidates draw();

  // Filters and balances; opens the round unless nothing was kept (possible only while other rounds are open). Writes
  // all of `round` but what the engine keeps there (number, pause). Candidates not kept are listed in round.refused:
  // those that depend too much on what was kept wait in a queue, those for which the round had no room can be drawn as
  // before. Inside a block variables ascend. `candidates` are those of the last draw.
  void arrange(const Candidates& candidates, const Dependencies& dependencies, Round& round);

  // Closes a round: takes round.priorities (same positions as round.variables) and frees its variables. Rounds may be
  // closed in any order.
  void feed_back(const Round& round);

  // The model's own knowledge, at any time between calls. Priorities are >= 0; above 1e200 and NaN count as 1e200.
  void set_priority(Index j, double priority);
  void sleep(Index j);
  void wake(Index j, double priority);
  void sleep_all();  // O(J), quicker than one by one; unvisited ones stay unvisited
  void visit_all();  // a pass over the data has seen every variable: none is unvisited any more
  void reset();      // all awake, unvisited, priority 0; queues empty; static sets forgotten. No round may be open.

  [[nodiscard]] double priority(Index j) const;
  [[nodiscard]] bool awake(Index j) const;
  [[nodiscard]] Index awake_count() const;
  [[nodiscard]] const SchedulerSettings& settings() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// The scheduler of a model, by its phases if it has any. The model must outlive it.
template <Problem P>
[[nodiscard]] Scheduler make_scheduler(const P& problem, const SchedulerSettings& settings) {
  const auto workload = [&problem](Index j) { return static_cast<double>(problem.workload(j)); };
  if constexpr (Phased<P>) return {problem.variables(), settings, workload, problem.phase_starts()};
  return {problem.variables(), settings, workload};
}

}  // namespace strads
