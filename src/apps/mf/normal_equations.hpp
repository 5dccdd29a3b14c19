// The normal equations of one row: sums over its ratings, which are all that an exact update needs.
//
//   minimize over w, b   sum_j (t_j - w.h_j - b)^2 + penalty      t_j: the rating less what the update leaves fixed
//
//   G = sum h_j h_j',  s = sum h_j,  y = sum t_j h_j,  t = sum t_j,  tt = sum t_j^2,  n
//
// An update may cover a range of the coordinates only (a sub-rank): then h_j is that part of the other side's row, and
// t_j has the other coordinates' share taken off.
//
// G is held by tiles of 16 x 16, lower triangle, row by row of tiles; entry (a, c) of a tile at 16 a + c.
#pragma once

#include <span>
#include <vector>

#include "apps/mf/factors.hpp"
#include "strads/linalg/ratings.hpp"

namespace strads::mf {

// The coordinates that an update covers: whole tiles of sixteen, `live` of them within the rank.
struct CoordinateRange {
  Index first_tile = 0;
  Index tiles = 0;
  Index live = 0;
};

// What the row is fitted against.
struct Target {
  const Factors& others;
  const float* own = nullptr;  // this row's factor, of which the coordinates outside the range count
  double mean = 0;
  float own_bias = 0;  // 0 when the bias is among the unknowns
};

class NormalEquations {
 public:
  explicit NormalEquations(Index tiles = 0);

  void clear();
  // Adds the ratings [first, last) of `rows`, in order. Cost: 16 x 16 multiply-adds a tile and rating.
  void add(const RatingRows& rows, Index first, Index last, const Target& target, const CoordinateRange& range);
  // Adds another row part's sums: this, then other.
  void add(const NormalEquations& other);

  [[nodiscard]] static std::size_t floats(Index tiles);
  [[nodiscard]] const float* tile(Index a, Index c) const { return gram_.data() + 256 * (a * (a + 1) / 2 + c); }
  [[nodiscard]] const float* products() const { return products_.data(); }  // y
  [[nodiscard]] const float* sums() const { return sums_.data(); }          // s
  [[nodiscard]] double target_sum() const { return target_sum_; }
  [[nodiscard]] double target_squares() const { return target_squares_; }
  [[nodiscard]] Index count() const { return count_; }

 private:
  std::vector<float> gram_;
  std::vector<float> products_;
  std::vector<float> sums_;
  double target_sum_ = 0;
  double target_squares_ = 0;
  Index count_ = 0;
};

}  // namespace strads::mf
