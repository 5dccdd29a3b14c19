// Sixteen rows of sixteen floats, turned: out[k][l] = rows[l][k].
#pragma once

#include <utility>

#include "linalg/float_lanes.hpp"

namespace strads::mf {

// The turn of a square block in registers, column of registers `part` and rows from `first` on: log2 of its width
// steps, each of which exchanges the off-diagonal quarters of every square of 2 x 2 blocks, Step x Step each.
template <int Step>
inline void turn_block(FloatLanes (&m)[float_lane_count], int first, int part) {
  constexpr int width = FloatLanes::lanes_a_register;
  using Mask [[gnu::vector_size(register_bytes)]] = int;
  Mask low;
  Mask high;
  for (int l = 0; l < width; ++l) {
    low[l] = (l & Step) == 0 ? l : width + l - Step;
    high[l] = (l & Step) == 0 ? l + Step : width + l;
  }
#pragma GCC unroll 16
  for (int i = 0; i < width; ++i) {
    if ((i & Step) != 0) continue;
    const auto a = m[first + i].part[part];
    const auto b = m[first + i + Step].part[part];
    m[first + i].part[part] = __builtin_shuffle(a, b, low);
    m[first + i + Step].part[part] = __builtin_shuffle(a, b, high);
  }
  if constexpr (Step > 1) turn_block<Step / 2>(m, first, part);
}

inline void transpose(FloatLanes (&m)[float_lane_count]) {
  constexpr int width = FloatLanes::lanes_a_register;
#pragma GCC unroll 4
  for (int p = 0; p < registers_a_wide; ++p) {
#pragma GCC unroll 4
    for (int q = 0; q < registers_a_wide; ++q) turn_block<width / 2>(m, width * p, q);
  }
#pragma GCC unroll 4
  for (int p = 0; p < registers_a_wide; ++p) {
#pragma GCC unroll 4
    for (int q = 0; q < p; ++q) {
#pragma GCC unroll 16
      for (int i = 0; i < width; ++i) std::swap(m[width * p + i].part[q], m[width * q + i].part[p]);
    }
  }
}

}  // namespace strads::mf
