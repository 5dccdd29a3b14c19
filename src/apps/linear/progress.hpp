// Whether a point's certificates get anywhere.
#pragma once

#include <cmath>
#include <limits>

#include "strads/linear.hpp"

namespace strads::linear {

class Progress {
 public:
  // From the objective at which the point starts; `unit` is the null deviance.
  Progress(double objective, double unit, Update update)
      : first_(objective), best_(objective), unit_(unit), patience_(update == Update::exact ? 50 : 500) {}

  [[nodiscard]] bool exploded(double objective) const { return !std::isfinite(objective) || objective > most * first_; }

  // Takes another certificate: true when so many in a row were no better. Both marks stay where they are until one is
  // passed: slow progress adds up.
  bool stalls(double objective, double gap) {
    ++without_;
    if (objective < best_ - least_fall * unit_ || gap < gap_share * best_gap_) {
      best_ = objective;
      best_gap_ = gap;
      without_ = 0;
    }
    return without_ > patience_;
  }

 private:
  static constexpr double most = 10;           // times the starting objective: diverged
  static constexpr double least_fall = 1e-12;  // of the null deviance: an objective this much lower is progress,
  static constexpr double gap_share = 0.99;    // and so is a gap below this share of the least so far

  double first_;
  double best_;
  double best_gap_ = std::numeric_limits<double>::infinity();
  double unit_;
  int patience_;  // certificates; more where single steps are drawn by chance
  int without_ = 0;
};

}  // namespace strads::linear
