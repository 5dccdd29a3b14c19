#include "apps/mf/row/row_batch.hpp"

#include <algorithm>
#include <cmath>

#include "apps/mf/row/transpose.hpp"

namespace strads::mf {
namespace {

constexpr float vanishing = 1e-6F;  // of a pivot, relative to the diagonal it came from
constexpr float nothing = 1e-30F;   // as a pivot: products near the end of the range of floats have no digits left

// 1 / sqrt(pivot), 0 where nothing is left of the diagonal.
void inverse_root(const FloatLanes& pivot, const FloatLanes& diagonal, FloatLanes& result) {
  float root[float_lane_count];
  store(pivot, root);
  for (float& value : root) value = 1.0F / std::sqrt(value);
  load(root, result);
  result = where_above(pivot, vanishing * diagonal, where_above(pivot, FloatLanes::all(nothing), result));
}

// a -= sum_p x_p y_p
void subtract_products(const FloatLanes* x, const FloatLanes* y, Index count, FloatLanes& a) {
  FloatLanes even = a;
  FloatLanes odd{};
  Index p = 0;
  for (; p + 1 < count; p += 2) {
    even -= x[p] * y[p];
    odd -= x[p + 1] * y[p + 1];
  }
  if (p < count) even -= x[p] * y[p];
  a = even + odd;
}

}  // namespace

RowBatch::RowBatch(Index coordinates, bool bias)
    : size_(coordinates),
      bias_(bias),
      lower_(static_cast<std::size_t>((coordinates + 2) * (coordinates + 3) / 2)),
      curvatures_(static_cast<std::size_t>(coordinates)),
      w_(curvatures_) {}

void RowBatch::put(const std::array<RowEquations, rows>& equations, float least) {
  // 16 floats of each lane, by lane, become vectors by float: of(lane's equations) says where a lane's stand.
  FloatLanes block[float_lane_count];
  const auto take = [&](const auto& of) {
    for (Index l = 0; l < rows; ++l) {
      block[l] = FloatLanes{};
      if (equations[l].sums != nullptr) load(of(equations[l]), block[l]);
    }
    transpose(block);
  };
  const auto take_vector = [&](Index tile, FloatLanes* to, const auto& of) {
    take([&](const RowEquations& row) { return of(row) + float_lane_count * tile; });
    std::copy_n(block, std::min(float_lane_count, size_ - float_lane_count * tile), to + float_lane_count * tile);
  };
  for (Index i = 0; i < size_; ++i) {
    const Index a = i / float_lane_count;
    for (Index c = 0; c <= a; ++c) {
      take([&](const RowEquations& row) { return row.sums->tile(a, c) + float_lane_count * (i % float_lane_count); });
      std::copy_n(block, std::min(float_lane_count, i + 1 - float_lane_count * c), &at(i, float_lane_count * c));
    }
  }
  for (Index tile = 0; float_lane_count * tile < size_; ++tile) {
    take_vector(tile, &at(size_, 0), [](const RowEquations& row) { return row.sums->products(); });
    take_vector(tile, &at(size_ + 1, 0), [](const RowEquations& row) { return row.sums->sums(); });
    take_vector(tile, w_.data(), [](const RowEquations& row) { return row.w; });
    take_vector(tile, curvatures_.data(), [](const RowEquations& row) { return row.penalties; });
  }
  for (Index i = 0; i < size_; ++i) {
    const FloatLanes wanted = least * at(i, i);
    const FloatLanes pull = where_above(wanted, curvatures_[i], wanted - curvatures_[i]);
    at(i, i) += curvatures_[i] + pull;
    at(size_, i) += pull * w_[i];
    curvatures_[i] = at(i, i);
    if (!bias_) at(size_ + 1, i) = FloatLanes{};
  }
  for (Index l = 0; l < rows; ++l) {
    const RowEquations& row = equations[l];
    const float count = row.sums == nullptr ? 0.0F : static_cast<float>(row.sums->count());
    const float pull = std::max(0.0F, least * count - row.bias_penalty);
    const float curvature = count + row.bias_penalty + pull;
    count_.set(l, curvature > 0 ? curvature : 1.0F);
    target_sum_.set(l, row.sums == nullptr ? 0.0F : static_cast<float>(row.sums->target_sum()) + pull * row.b);
    b_.set(l, row.b);
  }
}

// The rows y and s take part as rows of the factor: what becomes of them is L^-1 y and L^-1 s. The bias is the last
// unknown (Schur complement), then back substitution.
void RowBatch::solve() {
  const Index all = size_ + 2;
  for (Index j = 0; j < size_; ++j) {
    const FloatLanes* row_j = &at(j, 0);
    FloatLanes pivot = at(j, j);
    const FloatLanes diagonal = pivot;
    subtract_products(row_j, row_j, j, pivot);
    FloatLanes inverse;
    inverse_root(pivot, diagonal, inverse);
    at(j, j) = inverse;
    Index i = j + 1;
    for (; i + 3 < all; i += 4) {
      FloatLanes* r0 = &at(i, 0);
      FloatLanes* r1 = &at(i + 1, 0);
      FloatLanes* r2 = &at(i + 2, 0);
      FloatLanes* r3 = &at(i + 3, 0);
      FloatLanes a0 = r0[j];
      FloatLanes a1 = r1[j];
      FloatLanes a2 = r2[j];
      FloatLanes a3 = r3[j];
      for (Index p = 0; p < j; ++p) {
        const FloatLanes f = row_j[p];
        a0 -= r0[p] * f;
        a1 -= r1[p] * f;
        a2 -= r2[p] * f;
        a3 -= r3[p] * f;
      }
      r0[j] = a0 * inverse;
      r1[j] = a1 * inverse;
      r2[j] = a2 * inverse;
      r3[j] = a3 * inverse;
    }
    for (; i < all; ++i) {
      subtract_products(&at(i, 0), row_j, j, at(i, j));
      at(i, j) *= inverse;
    }
  }
  FloatLanes* y = &at(size_, 0);
  const FloatLanes* s = &at(size_ + 1, 0);
  if (bias_) {
    FloatLanes left = count_;
    FloatLanes right = target_sum_;
    subtract_products(s, s, size_, left);
    subtract_products(s, y, size_, right);
    FloatLanes root;
    inverse_root(left, count_, root);
    b_ = right * root * root;
  } else {
    b_ = FloatLanes{};
  }
  for (Index i = size_ - 1; i >= 0; --i) w_[i] = y[i] - b_ * s[i];
  for (Index i = size_ - 1; i >= 0; --i) {
    w_[i] *= at(i, i);
    const FloatLanes value = w_[i];
    const FloatLanes* row = &at(i, 0);
    for (Index p = 0; p < i; ++p) w_[p] -= row[p] * value;
  }
}

void RowBatch::descend(int passes, bool non_negative) {
  const FloatLanes* y = &at(size_, 0);
  const FloatLanes* s = &at(size_ + 1, 0);
  for (int pass = 0; pass < passes; ++pass) {
    for (Index i = 0; i < size_; ++i) {
      FloatLanes gradient = y[i] - b_ * s[i];
      subtract_products(&at(i, 0), w_.data(), i, gradient);
      for (Index p = i + 1; p < size_; ++p) gradient -= at(p, i) * w_[p];
      const FloatLanes diagonal = at(i, i);
      const FloatLanes value = where_above(diagonal, {}, gradient / diagonal);
      w_[i] = non_negative ? where_above(value, {}, value) : value;
    }
    if (!bias_) continue;
    FloatLanes right = target_sum_;
    subtract_products(s, w_.data(), size_, right);
    b_ = right / count_;
  }
}

}  // namespace strads::mf
