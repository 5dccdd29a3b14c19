// A small generator with the same sequence on every platform: xoshiro256++ (Blackman and Vigna 2019), seeded through
// splitmix64. `stream` gives independent sequences for one seed. Not for cryptography. One thread an object.
#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "strads/index.hpp"

namespace strads {

class Random {
 public:
  explicit Random(std::uint64_t seed, std::uint64_t stream = 0) {
    std::uint64_t z = seed + 0x632BE59BD9B4E019ULL * stream;
    for (auto& word : state_) word = splitmix(z);
  }

  std::uint64_t next() {
    const std::uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t t = state_[1] << 17U;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  // In [0, 1), 53 bits.
  double uniform() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }

  // In [0, n), n > 0; unbiased (Lemire 2019).
  Index below(Index n) {
    const auto range = static_cast<std::uint64_t>(n);
    auto product = static_cast<Wide>(next()) * range;
    const std::uint64_t threshold = (0 - range) % range;
    while (static_cast<std::uint64_t>(product) < threshold) product = static_cast<Wide>(next()) * range;
    return static_cast<Index>(product >> 64U);
  }

  // Standard normal (Box and Muller 1958).
  double normal() {
    const double radius = std::sqrt(-2.0 * std::log1p(-uniform()));
    return radius * std::cos(2.0 * std::numbers::pi * uniform());
  }

 private:
  __extension__ using Wide = unsigned __int128;

  static std::uint64_t splitmix(std::uint64_t& z) {
    std::uint64_t x = (z += 0x9E3779B97F4A7C15ULL);
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31U);
  }

  std::array<std::uint64_t, 4> state_{};
};

}  // namespace strads
