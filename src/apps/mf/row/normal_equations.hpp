// The normal equations of one row: sums over its ratings, which are all that an exact update needs.
//
//   minimize over w, b   sum_j (t_j - w.h_j - b)^2 + penalty      t_j: the rating less what the update leaves fixed
//
//   G = sum h_j h_j',  y = sum t_j h_j,  s = sum h_j,  v = sum of the variances of h_j,
//   t = sum t_j,  tt = sum t_j^2,  n
//
// An update may cover a range of the coordinates only (a sub-rank): then h_j is that part of the other side's row, and
// t_j has the other coordinates' share taken off.
//
// G is held by tiles of 16 x 16, lower triangle, row by row of tiles; entry (a, c) of a tile at 16 a + c. Tiles on the
// diagonal are sure to hold their own lower triangle only.
#pragma once

#include <span>
#include <vector>

#include "apps/mf/row/outer_products.hpp"
#include "apps/mf/row/upcoming.hpp"
#include "strads/linalg/ratings.hpp"

namespace strads::mf {

// What the row is fitted against.
struct Target {
  const Factors& others;
  const float* own = nullptr;  // this row's factor, of which the coordinates outside the range count
  double mean = 0;
  float own_bias = 0;  // 0 when the bias is among the unknowns
};

// A batch of the other side's rows, gathered so that all passes over them are sequential. Scratch space that many sums
// may share, one after the other.
class Panel {
 public:
  static constexpr Index capacity = 64;  // ratings: at rank 32 a panel takes 8 KB, a quarter of the first cache

  explicit Panel(Index tiles) : tiles_(tiles), values_(static_cast<std::size_t>(tiles * capacity)) {}
  [[nodiscard]] Index stride() const { return tiles_ * float_lane_count; }
  [[nodiscard]] float* row(Index j) { return values_.data()->lanes + stride() * j; }

 private:
  struct alignas(64) Padded {
    float lanes[float_lane_count];
  };
  Index tiles_;
  std::vector<Padded> values_;
};

class NormalEquations {
 public:
  // Without G and v if only the vectors are wanted (add_vectors).
  explicit NormalEquations(Index tiles = 0, bool whole = true);

  void clear();
  // Adds the ratings [first, last) of `rows`, in order. Cost: 16 x 16 multiply-adds a tile and rating.
  void add(const RatingRows& rows, Index first, Index last, const Target& target, const CoordinateRange& range,
           Panel& panel);
  // The same for all but G and v: 2 x 16 multiply-adds for every sixteen coordinates and rating.
  void add_vectors(const RatingRows& rows, Index first, Index last, const Target& target, const CoordinateRange& range);
  // Asks for what the first ratings of a row read, so that it is there when `add` comes to them.
  static void prefetch(const RatingRows& rows, Index row, const Factors& others, const CoordinateRange& range);
  // Adds another row part's sums: this, then other.
  void add(const NormalEquations& other);

  // sum_j (t_j - w.h_j - b)^2; w of whole tiles, zeros beyond the rank.
  [[nodiscard]] double squares(const float* w, float b) const;

  [[nodiscard]] Index tiles() const { return tiles_; }
  [[nodiscard]] const float* tile(Index a, Index c) const { return gram_.data() + tile_at(a, c); }
  [[nodiscard]] const float* products() const { return products_.data(); }    // y
  [[nodiscard]] const float* sums() const { return sums_.data(); }            // s
  [[nodiscard]] const float* variances() const { return variances_.data(); }  // v
  [[nodiscard]] double target_sum() const { return target_sum_; }
  [[nodiscard]] Index count() const { return count_; }

 private:
  template <class Each>
  void add_batches(const RatingRows& rows, Index first, Index last, const Target& target, const CoordinateRange& range,
                   bool variances, Panel* panel, const Each& each);

  Index tiles_;
  std::vector<float> gram_;
  std::vector<float> products_;
  std::vector<float> sums_;
  std::vector<float> variances_;
  double target_sum_ = 0;
  double target_squares_ = 0;
  Index count_ = 0;
};

}  // namespace strads::mf
