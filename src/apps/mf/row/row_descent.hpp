// One row's update by a few iterations of conjugate gradients on its normal equations, which are never formed: each is
// one pass over the row's ratings, 4 multiply-adds a coordinate and rating, where the sums of an exact update take rank
// / 2.
//
// They start from the row as it is and are scaled by the curvatures G_kk + p_k. Along principal axes
// (principal_axes.hpp) these are nearly all of the matrix, so three come close to the minimum. Where penalties
// are learned, means and variances are those of row_solver.hpp. (Tan, Cao and Fong 2016 solve rows so; cmfrec too.)
#pragma once

#include <vector>

#include "apps/mf/row/normal_equations.hpp"
#include "apps/mf/state/state.hpp"

namespace strads::mf {

// Scratch space that updates may share, one after the other.
class RowDescent {
 public:
  static constexpr int iterations = 3;

  RowDescent(Index stride, bool bias) : stride_(stride), bias_(bias), vectors_(static_cast<std::size_t>(stride)) {}

  // Never raises the objective. Returns the squared length of the change, bias included. Cost: O(ratings rank).
  double update(const Side& side, Index row, double mean);

 private:
  // By coordinate; whole tiles, zeros beyond the rank.
  struct Vectors {
    explicit Vectors(std::size_t size)
        : squares(size), variances(size), penalty(size), gradient(size), direction(size), image(size) {}
    std::vector<float> squares;    // sum of h_jk^2
    std::vector<float> variances;  // sum of the variances of h_j
    std::vector<float> penalty;
    std::vector<float> gradient;  // minus half of it
    std::vector<float> direction;
    std::vector<float> image;  // sum_j (h_j.d + d_b) h_j
  };

  void read(const Side& side, Index row, double mean);
  double descend(const Side& side, Index row);
  void write(const Side& side, Index row);

  Index stride_;
  bool bias_;
  Vectors vectors_;
  BigVector<float> panel_;   // the rows of the other side
  BigVector<float> errors_;  // t_j - w.h_j - b
  BigVector<float> images_;  // h_j.d + d_b
};

}  // namespace strads::mf
