// Sixteen rows' normal equations, solved side by side: lane l of every vector belongs to row l.
//
//   minimize  w'Gw - 2 y'w + 2 b s'w - 2 t b + n b^2 + sum_k p_k w_k^2 + p_b b^2
//
// A small Cholesky factorization has no loop long enough for a vector; sixteen of them at once have. Lanes do not mix,
// so a row's bits do not depend on its neighbours in the batch.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "apps/mf/row/normal_equations.hpp"

namespace strads::mf {

// One lane's problem. `w` and `penalties` hold whole tiles; w and b are where descent starts from.
struct RowEquations {
  const NormalEquations* sums = nullptr;  // null: an empty lane, whose solution is 0
  const float* penalties = nullptr;
  const float* w = nullptr;
  float bias_penalty = 0;
  float b = 0;
};

class RowBatch {
 public:
  static constexpr Index rows = float_lane_count;

  // Of so many coordinates, and the bias if it is an unknown.
  RowBatch(Index coordinates, bool bias);

  // What a penalty lacks of `least` times the curvature, G_kk or n, pulls to where the row is (state.hpp).
  void put(const std::array<RowEquations, rows>& equations, float least);

  // The minimum, by Cholesky. A coordinate whose pivot vanishes (possible only without penalty) is set to 0.
  void solve();
  // Passes of coordinate descent, in order, the bias last; w >= 0 when so asked. Never raises the objective.
  void descend(int passes, bool non_negative);

  // Half the second derivative by each unknown: G_kk + p_k, n + p_b.
  [[nodiscard]] const FloatLanes& curvature(Index coordinate) const { return curvatures_[coordinate]; }
  [[nodiscard]] const FloatLanes& bias_curvature() const { return count_; }
  [[nodiscard]] const FloatLanes& w(Index coordinate) const { return w_[coordinate]; }
  [[nodiscard]] const FloatLanes& b() const { return b_; }

 private:
  [[nodiscard]] FloatLanes& at(Index i, Index j) { return lower_[i * (i + 1) / 2 + j]; }

  Index size_;
  bool bias_;
  std::vector<FloatLanes> lower_;  // G + p, then the rows y and s below it: the factor replaces them
  std::vector<FloatLanes> curvatures_;
  std::vector<FloatLanes> w_;
  FloatLanes b_{};
  FloatLanes count_{};       // n + p_b
  FloatLanes target_sum_{};  // t
};

}  // namespace strads::mf
