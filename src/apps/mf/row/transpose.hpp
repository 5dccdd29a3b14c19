// Sixteen rows of sixteen floats, turned: out[k][l] = rows[l][k].
#pragma once

#include <utility>

#include "linalg/float_lanes.hpp"

namespace strads::mf {

// One of the log2(width) stages of a turn exchanges the off-diagonal quarters of every square of 2 x 2 blocks, each
// Distance x Distance. Of the rows a and b that meet in it, this is a's next value (Upper) or b's.
template <int Distance, bool Upper, std::size_t... lane>
[[gnu::always_inline]] inline void exchange(const FloatLanes::Register& a, const FloatLanes::Register& b,
                                            FloatLanes::Register& to, std::index_sequence<lane...> /*all*/) {
  constexpr auto from = [](int l) {
    const int other = static_cast<int>(sizeof...(lane)) + l;
    if (Upper) return (l & Distance) == 0 ? l : other - Distance;
    return (l & Distance) == 0 ? l + Distance : other;
  };
  to = __builtin_shufflevector(a, b, from(static_cast<int>(lane))...);
}

// The turn of a square block in registers: column of registers `part`, rows from `first` on.
template <int Distance>
[[gnu::always_inline]] inline void turn_block(FloatLanes (&m)[float_lane_count], int first, int part) {
  constexpr int width = FloatLanes::lanes_a_register;
  constexpr auto all = std::make_index_sequence<width>{};
#pragma GCC unroll 16
  for (int i = 0; i < width; ++i) {
    if ((i & Distance) != 0) continue;
    const FloatLanes::Register a = m[first + i].part[part];
    const FloatLanes::Register b = m[first + i + Distance].part[part];
    exchange<Distance, true>(a, b, m[first + i].part[part], all);
    exchange<Distance, false>(a, b, m[first + i + Distance].part[part], all);
  }
  if constexpr (Distance > 1) turn_block<Distance / 2>(m, first, part);
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
