#include "apps/mf/normal_equations.hpp"

#include <algorithm>
#include <array>

namespace strads::mf {
namespace {

constexpr Index lanes = float_lane_count;
// Ratings whose rows of the other side stay in the first cache while every tile passes over them.
constexpr Index batch = 64;

struct Batch {
  std::array<const float*, batch> rows;  // of the other side, from the range's first coordinate on
  std::array<float, batch> targets;
  Index size = 0;
};

// tile += sum_j a_j c_j', the first `Rows` of the sixteen coordinates of a.
template <int Rows>
void add_outer(const Batch& batch_of, Index a, Index c, float* tile) {
  FloatLanes acc[Rows];
  for (int k = 0; k < Rows; ++k) load(tile + lanes * k, acc[k]);
  for (Index j = 0; j < batch_of.size; ++j) {
    const float* h = batch_of.rows[j];
    FloatLanes right;
    load(h + lanes * c, right);
    const float* left = h + lanes * a;
#pragma GCC unroll 16
    for (int k = 0; k < Rows; ++k) acc[k] += left[k] * right;
  }
  for (int k = 0; k < Rows; ++k) store(acc[k], tile + lanes * k);
}

void add_outer(const Batch& batch_of, Index a, Index c, Index live, float* tile) {
  if (live > 12) return add_outer<16>(batch_of, a, c, tile);
  if (live > 8) return add_outer<12>(batch_of, a, c, tile);
  if (live > 4) return add_outer<8>(batch_of, a, c, tile);
  add_outer<4>(batch_of, a, c, tile);
}

void add_vectors(const Batch& batch_of, Index c, float* products, float* sums) {
  FloatLanes y;
  FloatLanes s;
  load(products + lanes * c, y);
  load(sums + lanes * c, s);
  for (Index j = 0; j < batch_of.size; ++j) {
    FloatLanes h;
    load(batch_of.rows[j] + lanes * c, h);
    y += batch_of.targets[j] * h;
    s += h;
  }
  store(y, products + lanes * c);
  store(s, sums + lanes * c);
}

// w.h over the coordinates outside the range.
float fixed_share(const float* own, const float* other, Index stride, const CoordinateRange& range) {
  FloatLanes total{};
  for (Index tile = 0; tile < stride / lanes; ++tile) {
    if (tile >= range.first_tile && tile < range.first_tile + range.tiles) continue;
    FloatLanes w;
    FloatLanes h;
    load(own + lanes * tile, w);
    load(other + lanes * tile, h);
    total += w * h;
  }
  return sum(total);
}

}  // namespace

NormalEquations::NormalEquations(Index tiles)
    : gram_(static_cast<std::size_t>(256 * tiles * (tiles + 1) / 2)),
      products_(static_cast<std::size_t>(lanes * tiles)),
      sums_(static_cast<std::size_t>(lanes * tiles)) {}

void NormalEquations::clear() {
  std::fill(gram_.begin(), gram_.end(), 0.0F);
  std::fill(products_.begin(), products_.end(), 0.0F);
  std::fill(sums_.begin(), sums_.end(), 0.0F);
  target_sum_ = 0;
  target_squares_ = 0;
  count_ = 0;
}

void NormalEquations::add(const RatingRows& rows, Index first, Index last, const Target& target,
                          const CoordinateRange& range) {
  const Factors& others = target.others;
  const bool whole = range.tiles * lanes == others.stride();
  const float fixed = static_cast<float>(target.mean) + target.own_bias;
  Batch now;
  for (Index from = first; from < last; from += batch) {
    now.size = std::min(batch, last - from);
    for (Index k = 0; k < now.size; ++k) {
      const Index other = rows.others[from + k];
      const float* h = others.row(other);
      float t = rows.values[from + k] - fixed - others.bias(other);
      if (!whole) t -= fixed_share(target.own, h, others.stride(), range);
      now.rows[k] = h + lanes * range.first_tile;
      now.targets[k] = t;
      target_sum_ += t;
      target_squares_ += static_cast<double>(t) * t;
    }
    for (Index a = 0; a < range.tiles; ++a) {
      const Index live = std::min(lanes, range.live - lanes * a);
      for (Index c = 0; c <= a; ++c) add_outer(now, a, c, live, gram_.data() + 256 * (a * (a + 1) / 2 + c));
      add_vectors(now, a, products_.data(), sums_.data());
    }
  }
  count_ += last - first;
}

void NormalEquations::add(const NormalEquations& other) {
  for (std::size_t i = 0; i < gram_.size(); ++i) gram_[i] += other.gram_[i];
  for (std::size_t i = 0; i < products_.size(); ++i) products_[i] += other.products_[i];
  for (std::size_t i = 0; i < sums_.size(); ++i) sums_[i] += other.sums_[i];
  target_sum_ += other.target_sum_;
  target_squares_ += other.target_squares_;
  count_ += other.count_;
}

}  // namespace strads::mf
