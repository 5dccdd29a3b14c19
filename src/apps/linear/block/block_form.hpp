// How a block that holds everything awake is solved exactly: on its Gram matrix (block_solver.hpp) or on the residual
// (residual_solver.hpp). Costs are counted in entries touched, never clocked, so the choice is the same everywhere.
//
// A Gram block of m variables costs about m s^2 / 3, s = min(m, n) the largest support (m with a ridge part); a sweep
// over the residual costs twice the stored entries. On sparse columns, and for ridge alone, where everything is in the
// support and conjugate gradients converge quickly, the residual form gets as many sweeps' work as a tenth (ridge: a
// quarter) of the Gram block's cost buys, if that is enough to be worth a try. A block that defeats it is badly
// conditioned, and those to come will be worse: it is tried again only once it is allowed eight times as much.
#pragma once

#include <algorithm>
#include <span>

#include "apps/linear/state/standardized.hpp"
#include "strads/linear.hpp"

namespace strads::linear {

class BlockForm {
 public:
  // `possible`: every round is one block, alone in flight, so that nobody asks for dependencies.
  BlockForm(const Standardized& design, double alpha, bool possible)
      : design_(design), alpha_(alpha), possible_(possible) {}

  // Before an epoch.
  void choose(std::span<const Index> awake) {
    sweeps_ = affordable(awake);
    ++(sweeps_ > 0 ? statistics_.residual : statistics_.gram);
  }
  void defeat() {
    defeated_ = static_cast<double>(sweeps_);
    ++statistics_.defeats;
  }

  // Sweeps whose work a residual block may take; 0: use the Gram matrix.
  [[nodiscard]] Index sweeps() const { return sweeps_; }
  [[nodiscard]] const FormStatistics& statistics() const { return statistics_; }

  // As many as these variables would be given.
  [[nodiscard]] Index affordable(std::span<const Index> awake) const {
    if (!possible_ || awake.empty()) return 0;
    double stored = 0;
    for (const Index j : awake) stored += static_cast<double>(design_.raw().stored(j));
    const auto m = static_cast<double>(awake.size());
    const auto n = static_cast<double>(design_.rows());
    if (alpha_ > 0 && stored > sparse_share * m * n) return 0;
    const double support = alpha_ < 1 ? m : std::min(m, n);
    const double sweeps = (alpha_ > 0 ? share : ridge_share) * m * support * support / 3 / (2 * stored);
    if (sweeps < std::max<double>(least_sweeps, retry * defeated_)) return 0;
    return static_cast<Index>(std::min<double>(sweeps, most_sweeps));
  }

 private:
  static constexpr double sparse_share = 0.1;  // denser columns are quicker on their Gram matrix, vectorised
  static constexpr double share = 0.1;
  static constexpr double ridge_share = 0.25;
  static constexpr double least_sweeps = 50;
  static constexpr double most_sweeps = 2000;
  static constexpr double retry = 8;

  const Standardized& design_;
  double alpha_;
  bool possible_;
  double defeated_ = 0;  // sweeps that were not enough last time
  Index sweeps_ = 0;
  FormStatistics statistics_;
};

}  // namespace strads::linear
