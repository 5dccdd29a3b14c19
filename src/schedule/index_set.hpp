// A subset of [0, n) with O(1) insert, erase, contains, and access to its members by position (so that a uniform
// position is a uniform member). Members are in no order; the order follows from the calls made, so it is reproducible.
#pragma once

#include <numeric>
#include <span>
#include <vector>

#include "strads/index.hpp"

namespace strads::schedule {

class IndexSet {
 public:
  explicit IndexSet(Index n = 0) : position_(static_cast<std::size_t>(n), absent) {}

  // All of [0, n), in order.
  static IndexSet all(Index n) {
    IndexSet set;
    set.members_.resize(static_cast<std::size_t>(n));
    std::iota(set.members_.begin(), set.members_.end(), Index{0});
    set.position_ = set.members_;
    return set;
  }

  [[nodiscard]] Index size() const { return static_cast<Index>(members_.size()); }
  [[nodiscard]] bool contains(Index i) const { return position_[i] != absent; }
  [[nodiscard]] Index operator[](Index position) const { return members_[position]; }
  [[nodiscard]] std::span<const Index> members() const { return members_; }

  void insert(Index i) {
    if (contains(i)) return;
    position_[i] = size();
    members_.push_back(i);
  }

  void erase(Index i) {
    if (!contains(i)) return;
    const Index last = members_.back();
    members_[position_[i]] = last;
    position_[last] = position_[i];
    position_[i] = absent;
    members_.pop_back();
  }

  // O(members).
  void clear() {
    for (const Index i : members_) position_[i] = absent;
    members_.clear();
  }

 private:
  static constexpr Index absent = -1;
  std::vector<Index> members_;
  std::vector<Index> position_;
};

}  // namespace strads::schedule
