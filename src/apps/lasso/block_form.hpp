// How a block that holds everything awake is solved exactly: on its Gram matrix (block_solver.hpp) or on the residual
// (residual_solver.hpp). Costs are counted in entries touched, never clocked, so the choice is the same everywhere.
//
// A Gram block of m variables costs about m s^2 / 3, s = min(m, n) the largest support (m with a ridge part); a sweep
// over the residual costs twice the stored entries. On sparse columns, and for ridge alone, where everything is in the
// support and sweeps converge quickly, they get as many as a tenth (ridge: a quarter) of the Gram block's cost buys, if
// that is enough to be worth a try. They stop at violations that are loose at first and ten times tighter each time the
// same lambda comes again: how far a certificate lies below the worst violation is known only when it is drawn up, and
// each digit of coordinate descent costs sweeps. A block that defeats them is badly conditioned, and those to come will
// be worse: sweeps are tried again only once they are allowed eight times as many.
#pragma once

#include <algorithm>
#include <span>

#include "apps/lasso/standardized.hpp"

namespace strads::lasso {

class BlockForm {
 public:
  // `possible`: every round is one block, alone in flight, so that nobody asks for dependencies.
  BlockForm(const Standardized& design, double alpha, bool possible)
      : design_(design), alpha_(alpha), possible_(possible) {}

  // Before an epoch.
  void choose(std::span<const Index> awake, double lambda) {
    accuracy_ = lambda == lambda_ ? std::max(0.1 * accuracy_, kTightest) : kLoosest;
    lambda_ = lambda;
    sweeps_ = 0;
    if (!possible_ || awake.empty()) return;
    double stored = 0;
    for (const Index j : awake) stored += static_cast<double>(design_.raw().stored(j));
    const auto m = static_cast<double>(awake.size());
    const auto n = static_cast<double>(design_.rows());
    if (alpha_ > 0 && stored > kSparse * m * n) return;
    const double support = alpha_ < 1 ? m : std::min(m, n);
    const double affordable = (alpha_ > 0 ? kShare : kRidgeShare) * m * support * support / 3 / (2 * stored);
    if (affordable < std::max<double>(kLeastSweeps, kRetry * defeated_)) return;
    sweeps_ = static_cast<Index>(std::min<double>(affordable, kMostSweeps));
  }
  void defeat() { defeated_ = static_cast<double>(sweeps_); }

  // Sweeps that a residual block may take; 0: use the Gram matrix.
  [[nodiscard]] Index sweeps() const { return sweeps_; }
  // The violation at which they may stop, in units of tol.
  [[nodiscard]] double accuracy() const { return accuracy_; }

 private:
  static constexpr double kSparse = 0.1;  // denser columns are quicker on their Gram matrix, vectorised
  static constexpr double kShare = 0.1;
  static constexpr double kRidgeShare = 0.25;
  static constexpr double kLeastSweeps = 50;
  static constexpr double kMostSweeps = 2000;
  static constexpr double kRetry = 8;
  static constexpr double kLoosest = 100;
  static constexpr double kTightest = 0.1;

  const Standardized& design_;
  double alpha_;
  bool possible_;
  double defeated_ = 0;  // sweeps that were not enough last time
  double lambda_ = -1;
  double accuracy_ = kLoosest;
  Index sweeps_ = 0;
};

}  // namespace strads::lasso
