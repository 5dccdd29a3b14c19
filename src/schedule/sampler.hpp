// The sampler of one shard: which of its variables are candidates for the next round. It knows local numbers 0, 1, ...
// only; the scheduler translates.
//
// A variable is awake or asleep, and idle or busy (drawn for a round that is not over). Only variables that are awake
// and idle are drawn, and each at most once a draw. How depends on the policy:
//
//   dynamic        the queue of refused candidates first, then variables never kept, in index order, then by chance,
//                  p(j) proportional to priority_j + floor, floor = eta * mean nonzero priority of those drawable when
//                  the draw began. When eta is 0 the limit of a vanishing floor holds: zero priorities come last.
//   random         uniformly
//   cyclic         on from the last one, in index order, round and round
//   static_blocks  the queue, then in strided order, until each variable has been kept in a set once; then those sets
//                  in turn
//
// The filter takes candidates by rank: their priority, but infinite for those never kept, and the largest number for
// one of those drawn by chance. Without that one a variable of low priority could be drawn for ever and never kept. For
// the same end a candidate waits in the queue once: refused again, it goes back among the others.
//
// Costs, for n variables: a change of one variable and a draw of one variable O(log n) (amortised); construction,
// sleep_all, visit_all and reset O(n).
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <vector>

#include "schedule/index_set.hpp"
#include "schedule/ordered_set.hpp"
#include "schedule/sum_tree.hpp"
#include "strads/random.hpp"
#include "strads/scheduler_settings.hpp"

namespace strads::schedule {

// Priorities above count as this (NaN too): the sum over any number of variables stays finite.
constexpr double largest_priority = 1e200;

struct Drawn {
  std::vector<Index> variables;
  std::vector<double> ranks;
};

class Sampler {
 public:
  Sampler(Index n, const SchedulerSettings& settings, std::uint64_t stream);

  // Fills `out` with at most `request` variables; they are busy from now on. Everything drawable if that fits.
  void draw(Index request, Drawn& out);

  // The recorded set that the last draw took (its members that could be drawn), by the order of recording; -1: none.
  [[nodiscard]] Index replayed() const { return replayed_; }

  // What became of the variables of a draw. `keep`: stay busy until `release`; a set that was not replayed is recorded
  // under static_blocks. `refuse`: drawable again; waits in the queue when `queue`,
  // unless it has just come from there; returns whether it waits.
  void keep(std::span<const Index> set);
  bool refuse(Index j, bool queue);
  void release(Index j, double priority);

  void set_priority(Index j, double priority);
  void sleep(Index j);
  void wake(Index j, double priority);
  void sleep_all();
  void visit_all();
  void reset();

  [[nodiscard]] double priority(Index j) const { return priorities_[j]; }
  [[nodiscard]] bool awake(Index j) const { return (flags_[j] & flag_awake) != 0; }
  [[nodiscard]] Index awake_count() const { return awake_count_; }
  [[nodiscard]] Index drawable() const { return idle_.size(); }

 private:
  static constexpr std::uint8_t flag_awake = 1;
  static constexpr std::uint8_t flag_busy = 2;
  static constexpr std::uint8_t flag_pending = 4;  // never kept: still to be taken in order
  static constexpr std::uint8_t flag_queued = 8;   // in the queue, or drawn from it and busy

  void update(Index j);  // brings idle_, ordered_ and tree_ in line with flags and priority
  void clear(Index j, std::uint8_t flags) { flags_[j] &= static_cast<std::uint8_t>(~flags); }
  void take(Index j, bool first, Drawn& out);
  [[nodiscard]] Index place(Index j) const { return (j % stride_) * lane_ + j / stride_; }  // in ordered_
  [[nodiscard]] Index at(Index place) const { return (place % lane_) * stride_ + place / lane_; }

  void draw_everything(Drawn& out);
  void draw_queue(Index request, Drawn& out);
  void draw_ordered(Index request, Drawn& out);
  void draw_cycle(Index request, Drawn& out);
  void draw_uniform(Index request, Drawn& out);
  void draw_weighted(Index request, Drawn& out);
  void draw_recorded(Drawn& out);

  Policy policy_;
  bool everything_;  // may be taken without a draw: candidates are not so few that chance ought to choose
  bool weighted_;
  double eta_;
  Random random_;
  Index stride_ = 1;  // the order of ordered_: 0, stride, 2 stride, ..., 1, 1 + stride, ...; `lane` places a pass
  Index lane_ = 1;

  std::vector<std::uint8_t> flags_;
  std::vector<double> priorities_;
  Index awake_count_ = 0;
  bool pending_ = true;          // some variable may be: none becomes it again before `reset`
  IndexSet idle_;                // awake and not busy
  OrderedSet ordered_;           // places of those idle ones that are taken in order
  std::optional<SumTree> tree_;  // priorities of the idle ones; there once a draw has needed it
  std::deque<Index> queue_;
  Index cursor_ = 0;  // cyclic: where to go on

  std::vector<Index> set_members_;  // static_blocks: the recorded sets, end to end
  std::vector<std::size_t> set_starts_{0};
  std::size_t next_set_ = 0;
  Index replayed_ = -1;
};

}  // namespace strads::schedule
