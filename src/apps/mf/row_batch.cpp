#include "apps/mf/row_batch.hpp"

#include <algorithm>
#include <cmath>

namespace strads::mf {
namespace {

constexpr float vanishing = 1e-6F;  // of a pivot, relative to the diagonal it came from

// 1 / sqrt(pivot), 0 where nothing is left of the diagonal.
void inverse_root(const FloatLanes& pivot, const FloatLanes& diagonal, FloatLanes& result) {
  for (Index l = 0; l < float_lane_count; ++l) {
    result[l] = pivot[l] > vanishing * diagonal[l] ? 1.0F / std::sqrt(pivot[l]) : 0.0F;
  }
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
      w_(static_cast<std::size_t>(coordinates)) {}

void RowBatch::clear() {
  std::fill(lower_.begin(), lower_.end(), FloatLanes{});
  std::fill(w_.begin(), w_.end(), FloatLanes{});
  b_ = FloatLanes{};
  count_ = FloatLanes{} + 1.0F;
  target_sum_ = FloatLanes{};
  for (Index i = 0; i < size_; ++i) at(i, i) += 1.0F;
}

void RowBatch::put(Index lane, const NormalEquations& equations, float lambda, const float* w, float b) {
  auto* out = reinterpret_cast<float*>(lower_.data()) + lane;
  for (Index i = 0; i < size_; ++i) {
    const Index a = i / float_lane_count;
    for (Index c = 0; c <= a; ++c) {
      const float* from = equations.tile(a, c) + float_lane_count * (i % float_lane_count);
      const Index width = std::min(float_lane_count, i + 1 - float_lane_count * c);
      for (Index k = 0; k < width; ++k, out += float_lane_count) *out = from[k];
    }
    out[-float_lane_count] += lambda;
    w_[i][lane] = w[i];
  }
  for (Index i = 0; i < size_; ++i) {
    at(size_, i)[lane] = equations.products()[i];
    at(size_ + 1, i)[lane] = bias_ ? equations.sums()[i] : 0.0F;
  }
  b_[lane] = b;
  const float count = static_cast<float>(equations.count()) + lambda;
  count_[lane] = count > 0 ? count : 1.0F;
  target_sum_[lane] = static_cast<float>(equations.target_sum());
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
      FloatLanes value = diagonal > 0.0F ? gradient / diagonal : FloatLanes{};
      if (non_negative) value = value > 0.0F ? value : FloatLanes{};
      w_[i] = value;
    }
    if (!bias_) continue;
    FloatLanes right = target_sum_;
    subtract_products(s, w_.data(), size_, right);
    b_ = right / count_;
  }
}

}  // namespace strads::mf
