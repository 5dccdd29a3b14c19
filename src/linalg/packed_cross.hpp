// Cross products of columns that can be packed as doubles. Chunks of rows are packed, centred and padded with zeros: a
// panel of up to 64 `as` columns in the second-level cache, a tile of 4 `bs` columns in the first. A tile of 4 x 4
// products then lives in registers: 8 loads for 16 multiply-adds.
#pragma once

#include <algorithm>
#include <cassert>
#include <span>
#include <vector>

#include "linalg/lanes.hpp"

namespace strads::packed {

constexpr Index chunk_rows = 512;
constexpr Index stride = chunk_rows + 2 * lane_count;  // of packed columns: no power of two, or they share cache sets
constexpr Index panel = 64;
constexpr Index tile = 4;

// products[a * tile + b] of `count` packed columns with 4; packed columns lie `stride` apart.
template <int count>
void multiply(const double* as, const double* bs, Index padded, double* products) {
  Lanes total[count][tile] = {};
  for (Index i = 0; i < padded; i += lane_count) {
    Lanes b[tile];
    for (Index k = 0; k < tile; ++k) load(bs + k * stride + i, b[k]);
    for (int k = 0; k < count; ++k) {
      Lanes a;
      load(as + k * stride + i, a);
      for (Index l = 0; l < tile; ++l) total[k][l] += a * b[l];
    }
  }
  for (int k = 0; k < count; ++k) {
    for (Index l = 0; l < tile; ++l) products[k * tile + l] = sum(total[k][l]);
  }
}

inline void multiply(Index count, const double* as, const double* bs, Index padded, double* products) {
  if (count == 4) multiply<4>(as, bs, padded, products);
  if (count == 3) multiply<3>(as, bs, padded, products);
  if (count == 2) multiply<2>(as, bs, padded, products);
  if (count == 1) multiply<1>(as, bs, padded, products);
}

// out as ColumnMatrix::cross has it. pack(j, row, n, centre, to) writes rows [row, row + n) of column j less centre.
template <class Pack>
void cross(Index rows, std::span<const Index> as, std::span<const double> centres, std::span<const Index> bs,
           const Pack& pack, double* out) {
  assert(as.size() == centres.size());
  const auto na = static_cast<Index>(as.size());
  const auto nb = static_cast<Index>(bs.size());
  std::fill_n(out, na * nb, 0.0);
  thread_local std::vector<double> scratch;
  scratch.resize(std::max(scratch.size(), static_cast<std::size_t>((std::min(na, panel) + tile) * stride)));
  double* packed_bs = scratch.data();
  double* packed_as = packed_bs + tile * stride;
  double products[tile * tile];
  for (Index a0 = 0; a0 < na; a0 += panel) {
    const Index a1 = std::min(na, a0 + panel);
    for (Index row = 0; row < rows; row += chunk_rows) {
      const Index n = std::min(chunk_rows, rows - row);
      const Index padded = (n + lane_count - 1) / lane_count * lane_count;
      for (Index a = a0; a < a1; ++a) {
        double* to = packed_as + (a - a0) * stride;
        pack(as[a], row, n, centres[a], to);
        std::fill(to + n, to + padded, 0.0);
      }
      for (Index b = 0; b < nb; b += tile) {
        const Index wide = std::min(tile, nb - b);
        for (Index k = 0; k < tile; ++k) {
          double* to = packed_bs + k * stride;
          if (k < wide) pack(bs[b + k], row, n, 0.0, to);
          std::fill(to + (k < wide ? n : 0), to + padded, 0.0);
        }
        for (Index a = a0; a < a1; a += tile) {
          const Index high = std::min(tile, a1 - a);
          multiply(high, packed_as + (a - a0) * stride, packed_bs, padded, products);
          for (Index k = 0; k < high; ++k) {
            for (Index l = 0; l < wide; ++l) out[(a + k) * nb + b + l] += products[k * tile + l];
          }
        }
      }
    }
  }
}

}  // namespace strads::packed
