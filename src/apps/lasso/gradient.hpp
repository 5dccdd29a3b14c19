// The exact gradient, computed where it can matter. Each variable keeps its last exact correlation and the number of
// the refresh that gave it; the last few residuals are kept. Since
//
//   |x~_j' r| <= |k| |x~_j' r_then| + ||x~_j|| ||r - k r_then||     for any k, best near k = r'r_then / r_then'r_then,
//
// a column whose bound stays below its threshold need not be touched: it can neither enter nor limit the dual point.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "apps/lasso/penalty.hpp"
#include "apps/lasso/standardized.hpp"

namespace strads::lasso {

struct Entrant {
  Index variable = 0;
  double score = 0;  // |gradient| / threshold: above 1 it violates the optimality condition
};

class Gradient {
 public:
  // screening off: every refresh touches every column.
  Gradient(const Standardized& design, bool screening);

  struct Findings {
    double worst = 0;               // max |gradient_j| / threshold_j among the columns touched
    double square = 0;              // sum of gradient_j^2 (all columns are touched when alpha = 0)
    std::vector<Entrant> entrants;  // zero coefficients with score above `near`, by column
    Index touched = 0;
  };

  // `r` is centred and orthogonal to unpenalized columns; gradient_j = x~_j'r/n - ridge_j u_j. Unpenalized and unusable
  // columns have none.
  Findings refresh(Engine& engine, std::span<const double> r, const Penalty& penalty, std::span<const double> u,
                   double near);

  // x~_j' r / n at the last refresh that touched j.
  [[nodiscard]] double correlation(Index j) const { return correlation_[j]; }

 private:
  static constexpr std::int32_t kKept = 16;  // residuals: older bounds are too loose to pay
  struct Kept {
    std::vector<double> residual;
    double square = 0;
  };
  void relate(std::span<const double> r);
  // Of |correlation_j| now, for j in [first, last).
  void bounds(Index first, Index last, double* out) const;

  const Standardized& design_;
  bool screening_;
  std::int32_t refresh_ = 0;
  std::array<Kept, kKept> kept_;
  // By age in refreshes: |k| towards the current residual, and ||r - k r_then|| / sqrt(n) with room for rounding.
  std::array<double, kKept + 1> factor_{};
  std::array<double, kKept + 1> distance_;
  std::vector<double> correlation_;
  std::vector<std::int32_t> number_;  // of the refresh that touched each column
};

}  // namespace strads::lasso
