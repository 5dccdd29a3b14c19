// G += sum_j h_j h_j', lower triangle, h_j the rows of a panel: most of the work of an exact sweep.
//
// A block of G stays in registers while all h_j pass by: `Rows` numbers of each, broadcast, are multiplied with
// `Registers` registers of it. Wide blocks are best, as loads limit the rest: 4 x 3 registers reach the peak of a core
// with AVX2, 8 x 1 two thirds of it.
#pragma once

#include <algorithm>
#include <cstring>

#include "linalg/float_lanes.hpp"

namespace strads::mf {

// Tile (a, c) of G, c <= a: sixteen rows of sixteen floats. Tiles lie row by row of tiles.
constexpr Index tile_size = float_lane_count * float_lane_count;
constexpr Index tile_at(Index a, Index c) { return tile_size * (a * (a + 1) / 2 + c); }

namespace outer {

constexpr Index width = FloatLanes::lanes_a_register;
constexpr int limit = register_bytes == 64 ? 24 : 12;  // registers that sums may take, of 32 or 16

// So many of `width` rows at a time that their sums fit, in nearly equal parts.
constexpr int rows_at_once(int registers) {
  const Index parts = (width * registers + limit - 1) / limit;
  return static_cast<int>((width + parts - 1) / parts);
}

// Where register r of the first row of a row of tiles stands.
inline Index place(Index r) {
  const auto at = static_cast<std::size_t>(r);
  return static_cast<Index>(tile_size * (at / registers_a_wide) + width * (at % registers_a_wide));
}

// Rows from `left` on of every h_j, times its registers from `first` on.
template <int Rows, int Registers>
void add_block(const float* left, const float* panel, Index stride, Index size, Index first, float* row) {
  using Register = FloatLanes::Register;
  Register sums[Rows][Registers];
#pragma GCC unroll 4
  for (int r = 0; r < Registers; ++r) {
    const float* const from = row + place(first + r);
#pragma GCC unroll 16
    for (int k = 0; k < Rows; ++k) std::memcpy(&sums[k][r], from + float_lane_count * k, register_bytes);
  }
  const float* right = panel + width * first;
  for (Index j = 0; j < size; ++j) {
    Register h[Registers];
#pragma GCC unroll 4
    for (int r = 0; r < Registers; ++r) {
      std::memcpy(&h[r], right + width * r, register_bytes);
      keep(h[r]);
    }
#pragma GCC unroll 16
    for (int k = 0; k < Rows; ++k) {
#pragma GCC unroll 4
      for (int r = 0; r < Registers; ++r) sums[k][r] += left[k] * h[r];
    }
    left += stride;
    right += stride;
  }
#pragma GCC unroll 4
  for (int r = 0; r < Registers; ++r) {
    float* const to = row + place(first + r);
#pragma GCC unroll 16
    for (int k = 0; k < Rows; ++k) std::memcpy(to + float_lane_count * k, &sums[k][r], register_bytes);
  }
}

// `width` rows by so many registers; between() is called before each block.
template <int Registers, class Between>
void add_rows(const float* left, const float* panel, Index stride, Index size, Index first, float* row,
              const Between& between) {
  constexpr int rows = rows_at_once(Registers);
  Index k = 0;
  for (; k + rows <= width; k += rows) {
    between();
    add_block<rows, Registers>(left + k, panel, stride, size, first, row + float_lane_count * k);
  }
  constexpr int rest = static_cast<int>(width % rows);
  if constexpr (rest > 0) {
    between();
    add_block<rest, Registers>(left + k, panel, stride, size, first, row + float_lane_count * k);
  }
}

}  // namespace outer

// `size` rows lie `stride` apart; at least the first `live` coordinates of each count.
template <class Between>
void add_outer_products(const float* panel, Index stride, Index size, Index live, float* gram, const Between& between) {
  using namespace outer;
  for (Index group = 0; width * group < live; ++group) {
    const float* const left = panel + width * group;
    float* const row =
        gram + tile_at(group / registers_a_wide, 0) + float_lane_count * width * (group % registers_a_wide);
    Index first = 0;
    for (; first + 2 <= group; first += 3) add_rows<3>(left, panel, stride, size, first, row, between);
    if (first + 1 == group) add_rows<2>(left, panel, stride, size, first, row, between);
    if (first == group) add_rows<1>(left, panel, stride, size, first, row, between);
  }
}

}  // namespace strads::mf
