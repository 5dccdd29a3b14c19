// One side's part of the model: a factor of `rank` floats a row and, when biases are on, a number a row. Where the
// penalty is learned (state.hpp), each of these numbers is the mean of a normal distribution and has a variance too.
//
// Rows are padded with zeros to whole vectors of sixteen, so that kernels need no remainder loops.
#pragma once

#include <cstdlib>
#include <memory>
#include <span>
#include <vector>

#include "linalg/float_lanes.hpp"
#include "strads/linalg/big_vector.hpp"

namespace strads::mf {

class Factors {
 public:
  Factors() = default;
  Factors(Index rows, Index rank, bool with_variances = false)
      : rows_(rows),
        rank_(rank),
        stride_((rank + float_lane_count - 1) / float_lane_count * float_lane_count),
        values_(vectors(), Padded{}),
        bias_(static_cast<std::size_t>(rows), 0.0F),
        variances_(with_variances ? vectors() : 0, Padded{}),
        bias_variance_(with_variances ? bias_ : std::vector<float>()) {}

  [[nodiscard]] Index rows() const { return rows_; }
  [[nodiscard]] Index rank() const { return rank_; }
  [[nodiscard]] Index stride() const { return stride_; }  // floats from a row to the next
  [[nodiscard]] float* row(Index r) { return values_.data()->lanes + r * stride_; }
  [[nodiscard]] const float* row(Index r) const { return values_.data()->lanes + r * stride_; }
  [[nodiscard]] float& bias(Index r) { return bias_[r]; }
  [[nodiscard]] float bias(Index r) const { return bias_[r]; }

  [[nodiscard]] const float* biases() const { return bias_.data(); }

  [[nodiscard]] bool has_variances() const { return !variances_.empty(); }
  [[nodiscard]] float* variances(Index r) { return variances_.data()->lanes + r * stride_; }
  [[nodiscard]] const float* variances(Index r) const { return variances_.data()->lanes + r * stride_; }
  [[nodiscard]] float& bias_variance(Index r) { return bias_variance_[r]; }
  [[nodiscard]] float bias_variance(Index r) const { return bias_variance_[r]; }

 private:
  struct alignas(64) Padded {
    float lanes[float_lane_count] = {};
  };
  [[nodiscard]] std::size_t vectors() const { return static_cast<std::size_t>(rows_ * stride_ / float_lane_count); }

  Index rows_ = 0;
  Index rank_ = 0;
  Index stride_ = 0;
  BigVector<Padded> values_;
  std::vector<float> bias_;
  BigVector<Padded> variances_;
  std::vector<float> bias_variance_;
};

}  // namespace strads::mf
