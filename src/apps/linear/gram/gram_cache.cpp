#include "apps/linear/gram/gram_cache.hpp"

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "strads/error.hpp"

namespace strads::linear {
namespace {
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
}

GramCache::GramCache(Index variables, Index slots)
    : capacity_(slots),
      values_(static_cast<double*>(
          std::calloc(static_cast<std::size_t>(slots) * static_cast<std::size_t>(slots), sizeof(double)))),
      slot_of_(variables, -1) {
  if (!values_)
    throw Error(ErrorKind::memory, "the Gram cache does not fit into memory: give a smaller `gram_cache_bytes`");
}

void GramCache::forget(Index slot) {
  std::fill_n(values_.get() + slot * capacity_, held(), unknown);
  clique_[slot] = -1;
  given_[slot] = gifts_++;
}

// The slot unused for longest, among a fixed number of slots looked at in turn: O(1) and the same every time.
Index GramCache::free_slot(Index oldest_in_flight) {
  if (held() < capacity_) {
    const Index slot = held();
    variable_.push_back(-1);
    used_.push_back(-1);
    clique_.push_back(-1);
    given_.push_back(-1);
    forget(slot);
    return slot;
  }
  constexpr Index look = 64;
  Index best = -1;
  for (Index looked = 0; looked < held() && (looked < look || best < 0); ++looked) {
    hand_ = hand_ + 1 == held() ? 0 : hand_ + 1;
    if (used_[hand_] >= oldest_in_flight) continue;
    if (best < 0 || used_[hand_] < used_[best]) best = hand_;
  }
  if (best < 0)
    throw Error(ErrorKind::memory, "`gram_cache_bytes` is too small for the variables of the rounds in flight");
  slot_of_[variable_[best]] = -1;
  ++evicted_;
  forget(best);
  return best;
}

void GramCache::give_slots(std::span<const Index> variables, Index now, Index oldest_in_flight,
                           std::vector<Index>& tags) {
  tags.resize(variables.size());
  for (std::size_t k = 0; k < variables.size(); ++k) {
    const Index slot = slot_of_[variables[k]];
    tags[k] = slot;
    if (slot >= 0) used_[slot] = now;
  }
  for (std::size_t k = 0; k < variables.size(); ++k) {
    if (tags[k] >= 0) continue;
    const Index slot = free_slot(oldest_in_flight);
    variable_[slot] = variables[k];
    slot_of_[variables[k]] = static_cast<std::int32_t>(slot);
    used_[slot] = now;
    tags[k] = slot;
  }
}

std::vector<Index> GramCache::incomplete(std::span<const Index> tags) {
  std::unordered_map<Index, Index> sizes;
  for (const Index tag : tags) {
    if (clique_[tag] >= 0) ++sizes[clique_[tag]];
  }
  Index largest = -1;
  Index most = 0;
  for (const auto& [clique, size] : sizes) {
    if (size > most || (size == most && clique < largest)) {
      most = size;
      largest = clique;
    }
  }
  std::vector<Index> positions;
  for (std::size_t k = 0; k < tags.size(); ++k) {
    if (clique_[tags[k]] < 0 || clique_[tags[k]] != largest) positions.push_back(static_cast<Index>(k));
  }
  if (!positions.empty()) {
    const Index clique = cliques_++;
    for (const Index tag : tags) clique_[tag] = clique;
  }
  return positions;
}

void GramCache::set(Index a, Index b, double value) {
  values_[a * capacity_ + b] = value;
  values_[b * capacity_ + a] = value;
}

}  // namespace strads::linear
