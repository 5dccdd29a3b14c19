// One side's part of the model: a factor of `rank` floats a row and, when biases are on, a number a row.
//
// Rows are padded with zeros to whole vectors of sixteen, so that kernels need no remainder loops.
#pragma once

#include <cstdlib>
#include <memory>
#include <span>
#include <vector>

#include "linalg/float_lanes.hpp"

namespace strads::mf {

class Factors {
 public:
  Factors() = default;
  Factors(Index rows, Index rank)
      : rows_(rows),
        rank_(rank),
        stride_((rank + float_lane_count - 1) / float_lane_count * float_lane_count),
        values_(static_cast<std::size_t>(rows * stride_ / float_lane_count)),
        bias_(static_cast<std::size_t>(rows), 0.0F) {}

  [[nodiscard]] Index rows() const { return rows_; }
  [[nodiscard]] Index rank() const { return rank_; }
  [[nodiscard]] Index stride() const { return stride_; }  // floats from a row to the next
  [[nodiscard]] float* row(Index r) { return values_.data()->lanes + r * stride_; }
  [[nodiscard]] const float* row(Index r) const { return values_.data()->lanes + r * stride_; }
  [[nodiscard]] float& bias(Index r) { return bias_[r]; }
  [[nodiscard]] float bias(Index r) const { return bias_[r]; }

 private:
  struct alignas(64) Padded {
    float lanes[float_lane_count] = {};
  };
  Index rows_ = 0;
  Index rank_ = 0;
  Index stride_ = 0;
  std::vector<Padded> values_;
  std::vector<float> bias_;
};

}  // namespace strads::mf
