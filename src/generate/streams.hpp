// Independent streams of random numbers for one seed: one a purpose and position, so that a piece can be made anywhere,
// any time, on any thread.
#pragma once

#include <cmath>
#include <cstdint>

#include "strads/random.hpp"

namespace strads::generate {

enum class Purpose : std::uint64_t { data = 1, chains, places, effects, noise, users, items };

inline Random stream(std::uint64_t seed, Purpose purpose, Index position = 0) {
  return Random(seed, (static_cast<std::uint64_t>(purpose) << 56U) + static_cast<std::uint64_t>(position));
}

// How many trials fail before the first that succeeds, each with the chance 1 - exp(log_miss).
inline Index misses(Random& random, double log_miss) {
  constexpr double most = 1e15;
  return static_cast<Index>(std::fmin(most, std::log1p(-random.uniform()) / log_miss));
}

}  // namespace strads::generate
