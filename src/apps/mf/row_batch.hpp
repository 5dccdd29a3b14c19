// Sixteen rows' normal equations, solved side by side: lane l of every vector belongs to row l.
//
//   minimize  w'Gw - 2 y'w + 2 b s'w - 2 t b + n b^2 + lambda (||w||^2 + b^2)
//
// A small Cholesky factorization has no loop long enough for a vector; sixteen of them at once have. Lanes do not mix,
// so a row's bits do not depend on its neighbours in the batch.
#pragma once

#include <span>
#include <vector>

#include "apps/mf/normal_equations.hpp"

namespace strads::mf {

class RowBatch {
 public:
  static constexpr Index rows = float_lane_count;

  // Of so many coordinates, and the bias if it is an unknown.
  RowBatch(Index coordinates, bool bias);

  // All lanes empty: their solution is 0.
  void clear();
  // Puts a row into a lane. `lambda` is the penalty of this row; w and b are where descent starts from.
  void put(Index lane, const NormalEquations& equations, float lambda, const float* w, float b);

  // The minimum, by Cholesky. A coordinate whose pivot vanishes (possible only without penalty) is set to 0.
  void solve();
  // Passes of coordinate descent, in order, the bias last; w >= 0 when so asked. Never raises the objective.
  void descend(int passes, bool non_negative);

  [[nodiscard]] float w(Index coordinate, Index lane) const { return w_[coordinate][lane]; }
  [[nodiscard]] float b(Index lane) const { return b_[lane]; }

 private:
  [[nodiscard]] FloatLanes& at(Index i, Index j) { return lower_[i * (i + 1) / 2 + j]; }

  Index size_;
  bool bias_;
  std::vector<FloatLanes> lower_;  // G + lambda, then the rows y and s below it: the factor replaces them
  std::vector<FloatLanes> w_;
  FloatLanes b_{};
  FloatLanes count_{};       // n + lambda
  FloatLanes target_sum_{};  // t
};

}  // namespace strads::mf
