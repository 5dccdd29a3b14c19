// One side's part of the model: a factor of `rank` floats a row and, when biases are on, a number a row. Where the
// penalty is learned, each of these numbers is the mean of a normal distribution and has a variance too.
//
// Rows are padded with zeros to whole vectors of sixteen, so that kernels need no remainder loops. Variances are
// rounded to bfloat: what an update makes of them does not feel a relative error of 0.4%, and reading them costs half.
// While factors are rough themselves, a rounded copy of them may stand in where they are read.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <span>
#include <vector>

#include "strads/index.hpp"
#include "strads/linalg/bfloat.hpp"
#include "strads/linalg/big_vector.hpp"

namespace strads::mf {

class Factors {
  template <class Number>
  struct alignas(64) Line {
    Number numbers[64 / sizeof(Number)] = {};
  };
  // The numbers of all lines, which follow each other.
  template <class Lines>
  [[nodiscard]] static auto* first(Lines& lines) {
    return &lines.data()->numbers[0];
  }

 public:
  static constexpr Index padding = 16;  // numbers

  Factors() = default;
  Factors(Index rows, Index rank, bool with_variances = false)
      : rows_(rows),
        rank_(rank),
        stride_((rank + padding - 1) / padding * padding),
        values_(lines<float>(), Line<float>{}),
        bias_(static_cast<std::size_t>(rows), 0.0F),
        variances_(with_variances ? lines<Bfloat>() : 0, Line<Bfloat>{}),
        bias_variance_(with_variances ? bias_ : std::vector<float>()) {}

  // Of another rank: coordinates that are there in both are kept, new ones are 0. Without variances.
  [[nodiscard]] Factors with_rank(Index rank) const {
    Factors result(rows_, rank);
    result.bias_ = bias_;
    for (Index r = 0; r < rows_; ++r) std::copy_n(row(r), std::min(rank, rank_), result.row(r));
    return result;
  }

  [[nodiscard]] Index rows() const { return rows_; }
  [[nodiscard]] Index rank() const { return rank_; }
  [[nodiscard]] Index stride() const { return stride_; }  // numbers from a row to the next
  [[nodiscard]] float* row(Index r) { return first(values_) + r * stride_; }
  [[nodiscard]] const float* row(Index r) const { return first(values_) + r * stride_; }
  [[nodiscard]] float& bias(Index r) { return bias_[r]; }
  [[nodiscard]] float bias(Index r) const { return bias_[r]; }
  [[nodiscard]] const float* biases() const { return bias_.data(); }

  [[nodiscard]] bool has_variances() const { return !variances_.empty(); }
  [[nodiscard]] Bfloat* variances(Index r) { return first(variances_) + r * stride_; }
  [[nodiscard]] const Bfloat* variances(Index r) const { return first(variances_) + r * stride_; }
  [[nodiscard]] float& bias_variance(Index r) { return bias_variance_[r]; }
  [[nodiscard]] float bias_variance(Index r) const { return bias_variance_[r]; }

  // The rounded copy, of rows that have been rounded since it began.
  void begin_rounding() { rounded_.assign(lines<Bfloat>(), Line<Bfloat>{}); }
  void end_rounding() { rounded_ = {}; }
  [[nodiscard]] bool is_rounded() const { return !rounded_.empty(); }
  [[nodiscard]] const Bfloat* rounded(Index r) const { return first(rounded_) + r * stride_; }
  void round(Index r) { std::transform(row(r), row(r) + stride_, first(rounded_) + r * stride_, to_bfloat); }

 private:
  template <class Number>
  [[nodiscard]] std::size_t lines() const {
    return (static_cast<std::size_t>(rows_ * stride_) * sizeof(Number) + 63) / 64;
  }

  Index rows_ = 0;
  Index rank_ = 0;
  Index stride_ = 0;
  BigVector<Line<float>> values_;
  std::vector<float> bias_;
  BigVector<Line<Bfloat>> variances_;
  std::vector<float> bias_variance_;
  BigVector<Line<Bfloat>> rounded_;
};

}  // namespace strads::mf
