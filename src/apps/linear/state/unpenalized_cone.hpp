// Unpenalized columns (penalty factor 0) whose coefficients may not fall below zero: what they explain is a cone, not a
// span (unpenalized.hpp). The model moves them as it does the others, with a threshold of 0; only the dual point needs
// them exact, since no multiple of a residual is feasible that one of them could still explain more of.
#pragma once

#include <span>
#include <vector>

#include "apps/linear/state/unpenalized.hpp"
#include "strads/index.hpp"

namespace strads::linear {

class UnpenalizedCone {
 public:
  // As Unpenalized::add. False for one that nearly depends on those before it: Gram products cannot tell the two apart,
  // so that it moves here alone.
  bool add(Index column, std::vector<double> x, double rounding = 0);

  [[nodiscard]] Index columns() const { return static_cast<Index>(variables_.size()); }
  // Those that the model moves too, and the rest, ascending.
  [[nodiscard]] const std::vector<Index>& moving() const { return apart_.variables(); }
  [[nodiscard]] const std::vector<Index>& still() const { return apart_.dependent(); }

  // r = t - X u over these columns, u indexed by column and at least 0: moves u to the best for t, and r with it. Then
  // x'r is 0 where u > 0 and at most rounding elsewhere (Lawson and Hanson 1974, chapter 23: non-negative least
  // squares, from the support of u). O(n f) and O(n) a column of the support that moved, f the columns.
  void solve(std::span<double> r, std::span<double> u);

 private:
  void add_fit(double way, std::span<const double> u, std::span<double> to) const;
  void span_support(std::span<const double> u);
  void fit_support(std::span<const double> t, std::span<double> u);
  [[nodiscard]] Index steepest(std::span<const double> r, double rounding, std::span<const double> u) const;

  std::vector<Index> variables_;
  std::vector<std::vector<double>> columns_;
  std::vector<double> lengths_;  // sqrt(x'x / n)
  std::vector<double> rounding_;
  std::vector<bool> depends_;  // on the support: it explains nothing more
  Unpenalized apart_;          // those well apart from each other
  Unpenalized span_;           // of the support; its variables are places here
};

}  // namespace strads::linear
