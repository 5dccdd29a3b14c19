// Weights of n items with their total and weighted look-up: a complete binary tree whose inner nodes hold the sum of
// their children. A node is always recomputed as left + right, never by adding a difference, so rounding errors do not
// pile up however many updates there are.
//
// Changes are gathered and reach the inner nodes when a sum is next asked for: one by one in O(log n) each, or by
// rebuilding the tree when so many have gathered that this is cheaper. A caller that never asks pays O(1) a change.
#pragma once

#include <vector>

#include "strads/index.hpp"

namespace strads::schedule {

class SumTree {
 public:
  // n items of weight 0.
  explicit SumTree(Index n = 0);

  // weight >= 0; the total must stay finite. O(log n), amortised.
  void set(Index item, double weight);
  [[nodiscard]] double get(Index item) const { return nodes_[size_ + item]; }

  // Items whose weight is not 0. O(1).
  [[nodiscard]] Index nonzero() const { return nonzero_; }

  [[nodiscard]] double total();

  // The item at `position` in [0, total) when the weights are laid end to end, in a fixed order of the tree's own.
  // Needs total() > 0. Never an item of weight 0, even if rounding put `position` on or past the end. O(log n).
  [[nodiscard]] Index find(double position);

 private:
  void sum_changes();  // brings inner nodes up to date

  Index size_ = 0;
  Index nonzero_ = 0;
  std::vector<double> nodes_;  // node i has children 2i and 2i + 1; item j is node size_ + j; the root is node 1
  std::vector<Index> changed_;
  bool rebuild_ = false;
};

}  // namespace strads::schedule
