// A subset of [0, n) that finds its next member in index order: a bitmap of the members, a bitmap of the words of that
// bitmap that are not empty, and so on. Every call is O(log_64 n): four words for 16 million.
#pragma once

#include <cstdint>
#include <vector>

#include "strads/index.hpp"

namespace strads::schedule {

class OrderedSet {
 public:
  explicit OrderedSet(Index n = 0);

  void insert(Index i);
  void erase(Index i);
  void clear();  // O(n / 64)
  [[nodiscard]] bool contains(Index i) const { return ((levels_[0][i / 64] >> (i % 64)) & 1U) != 0; }
  // The least member >= i, or -1.
  [[nodiscard]] Index next(Index i) const;

 private:
  std::vector<std::vector<std::uint64_t>> levels_;  // from the members' bits up to a single word
};

}  // namespace strads::schedule
