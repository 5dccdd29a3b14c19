// The exact gradient, computed where it can matter: a column whose bound (correlation_bounds.hpp) stays below its
// threshold can neither enter nor limit the dual point, and need not be touched.
#pragma once

#include <span>
#include <vector>

#include "apps/linear/penalty.hpp"
#include "apps/linear/screening/correlation_bounds.hpp"
#include "apps/linear/state/standardized.hpp"

namespace strads::linear {

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
    double top = 0;                 // max |gradient_j| / v_j among them
    double square = 0;              // sum of Penalty::pull^2 / v_j (all columns are touched when alpha = 0)
    std::vector<Entrant> entrants;  // zero coefficients among those touched with score above `near`, by column
    Index touched = 0;
  };

  // `r` is centred, and unpenalized columns explain nothing of it; gradient_j = x~_j'r/n - ridge_j u_j. Columns that
  // are not usable or unpenalized have none. Only `awake` coefficients among u are not zero.
  Findings refresh(Engine& engine, std::span<const double> r, const Penalty& penalty, std::span<const Index> awake,
                   std::span<const double> u, double near);

  // The columns that the last refresh touched, ascending, and their x~_j' r / n.
  [[nodiscard]] std::span<const Index> touched() const { return touched_; }
  [[nodiscard]] std::span<const double> exact() const { return exact_; }

  // Columns whose correlation at the last refresh that touched them exceeds their threshold. O(J).
  [[nodiscard]] Index violators(const Penalty& penalty) const;

  // x~_j' r / n at the last refresh that touched j, to a float's precision.
  [[nodiscard]] double correlation(Index j) const { return bounds_.correlation(j); }

 private:
  // Fills touched_ with the columns whose gradient must be known.
  void choose_touched(Engine& engine, const Penalty& penalty, std::span<const Index> awake, std::span<const double> u);
  void list_touched(std::vector<std::vector<Index>>& kept, std::span<const Index> awake, std::span<const double> u);
  void screen(Index first, Index last, const Penalty& penalty, std::vector<Index>& kept) const;
  Findings touch(std::span<const Index> columns, std::span<const double> r, const Penalty& penalty,
                 std::span<const double> u, double near, double* correlations);

  const Standardized& design_;
  bool screening_;
  CorrelationBounds bounds_;
  std::vector<Index> touched_;
  std::vector<double> exact_;
};

}  // namespace strads::linear
