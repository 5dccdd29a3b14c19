// Sixteen floats at a time, through the compiler's vector extension: one AVX-512 register, or several narrower ones.
// Passed by reference only, so that no calling convention depends on the instruction set.
#pragma once

#include <cstring>

#include "strads/problem.hpp"

namespace strads {

constexpr Index float_lane_count = 16;
using FloatLanes [[gnu::vector_size(64)]] = float;

inline void load(const float* from, FloatLanes& to) { std::memcpy(&to, from, sizeof(to)); }
inline void store(const FloatLanes& from, float* to) { std::memcpy(to, &from, sizeof(from)); }

// Always the same tree.
inline float sum(const FloatLanes& v) {
  using Half [[gnu::vector_size(32)]] = float;
  using Quarter [[gnu::vector_size(16)]] = float;
  Half low;
  Half high;
  std::memcpy(&low, &v, sizeof(low));
  std::memcpy(&high, reinterpret_cast<const char*>(&v) + sizeof(low), sizeof(high));
  low += high;
  Quarter first;
  Quarter second;
  std::memcpy(&first, &low, sizeof(first));
  std::memcpy(&second, reinterpret_cast<const char*>(&low) + sizeof(first), sizeof(second));
  first += second;
  return (first[0] + first[2]) + (first[1] + first[3]);
}

}  // namespace strads
