// The cached Gram matrix of the variables in play: bounded, filled pair by pair on demand. It answers the scheduler's
// dependency check and carries the updates inside a block.
//
// A variable in the cache has a slot; slots are rows and columns of one square array whose pages exist once touched.
// The product of a pair has two places, one in the row of each slot. A slot that is given to another variable has its
// row set to NaN, not its column: so only the place in the row of the slot given later tells whether a pair is known.
// `give_slots`, `incomplete` and `set` belong to the scheduler's side; workers may read pairs of variables in flight
// meanwhile, which are never evicted and whose known pairs are never written.
#pragma once

#include <cmath>
#include <cstdlib>
#include <memory>
#include <span>
#include <vector>

#include "strads/index.hpp"

namespace strads::linear {

class GramCache {
 public:
  // Room for `slots` variables of `variables`: 8 slots^2 bytes when full.
  GramCache(Index variables, Index slots);

  [[nodiscard]] Index slots() const { return capacity_; }

  // Gives every variable a slot (written to `tags`), evicting those not used for longest, never one used by rounds
  // after `oldest_in_flight`. `now` is the number of this use.
  void give_slots(std::span<const Index> variables, Index now, Index oldest_in_flight, std::vector<Index>& tags);

  // Positions in `tags` whose pairs with some other of `tags` may be unknown; all pairs among the others are known.
  // Marks all of `tags` as known to each other: the caller fills before it asks again.
  std::vector<Index> incomplete(std::span<const Index> tags);

  [[nodiscard]] bool known(Index a, Index b) const { return !std::isnan(given_[a] > given_[b] ? at(a, b) : at(b, a)); }
  void set(Index a, Index b, double value);
  [[nodiscard]] const double* row(Index tag) const { return values_.get() + tag * capacity_; }
  [[nodiscard]] double at(Index a, Index b) const { return row(a)[b]; }

  [[nodiscard]] Index held() const { return static_cast<Index>(variable_.size()); }
  [[nodiscard]] Index evicted() const { return evicted_; }

 private:
  Index free_slot(Index oldest_in_flight);
  void forget(Index slot);

  Index capacity_;
  struct Free {
    void operator()(double* values) const { std::free(values); }
  };
  std::unique_ptr<double[], Free> values_;  // from calloc: a page costs memory once a slot reaches it
  std::vector<std::int32_t> slot_of_;       // of each variable, -1: none
  std::vector<Index> variable_;             // of each slot
  std::vector<Index> used_;                 // number of the last use of each slot
  std::vector<Index> given_;                // when each slot was given to its variable
  Index gifts_ = 0;
  std::vector<Index> clique_;  // slots with the same number know all their pairs
  Index cliques_ = 0;
  Index hand_ = 0;  // where the search for a slot to evict goes on
  Index evicted_ = 0;
};

}  // namespace strads::linear
