#include "schedule/ordered_set.hpp"

#include <algorithm>
#include <bit>

namespace strads::schedule {

OrderedSet::OrderedSet(Index n) {
  do {
    n = std::max<Index>(1, (n + 63) / 64);
    levels_.emplace_back(static_cast<std::size_t>(n), 0);
  } while (n > 1);
}

void OrderedSet::insert(Index i) {
  for (auto& level : levels_) {
    std::uint64_t& word = level[i / 64];
    const bool known = word != 0;
    word |= std::uint64_t{1} << (i % 64);
    if (known) return;
    i /= 64;
  }
}

void OrderedSet::erase(Index i) {
  for (auto& level : levels_) {
    std::uint64_t& word = level[i / 64];
    if (word == 0) return;
    word &= ~(std::uint64_t{1} << (i % 64));
    if (word != 0) return;
    i /= 64;
  }
}

void OrderedSet::clear() {
  for (auto& level : levels_) std::fill(level.begin(), level.end(), 0);
}

Index OrderedSet::next(Index i) const {
  std::size_t height = 0;
  for (; height < levels_.size(); ++height, i = i / 64 + 1) {
    const auto& level = levels_[height];
    if (i / 64 >= static_cast<Index>(level.size())) return -1;
    const std::uint64_t rest = level[i / 64] >> (i % 64);
    if (rest == 0) continue;
    i += std::countr_zero(rest);
    while (height > 0) i = i * 64 + std::countr_zero(levels_[--height][i]);
    return i;
  }
  return -1;
}

}  // namespace strads::schedule
