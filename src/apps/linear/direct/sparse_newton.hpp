// Lassos and elastic nets of many sparse columns whose supports are too long for a Gram matrix: a projected Newton
// method on the residual, all columns at once, on all threads.
//
// A step names each coefficient's sign, or that it ends at zero, from one proximal step of its own; solves the normal
// equations of those signs by conjugate gradients, preconditioned with the diagonal; and goes all the way there, or
// halves of it, what would change sign left at zero (a two-metric projection: Bertsekas 1982). Where something was, or
// no length lowers the objective, a proximal step of the best length follows: each descends. Sparse columns are nearly
// orthogonal, so that few iterations do; badly conditioned ones defeat it: it says so and stops.
#pragma once

#include <span>
#include <vector>

#include "apps/linear/direct/row_copy.hpp"
#include "apps/linear/penalty.hpp"
#include "apps/linear/state/standardized.hpp"

namespace strads::linear {

class SparseNewton {
 public:
  // Copies the data by row. One thread at a time; passes use all.
  SparseNewton(const Standardized& design, Engine& engine) : design_(design), rows_(design, engine) {}

  // u, scaled coefficients of `variables` (ascending, all penalized), and their residual r go to the optimum among
  // them, until the duality gap is at most `goal` or a tenth of what it was. False where too many steps were too few;
  // u and r are then better than before, and agree.
  bool solve(std::span<const Index> variables, const Penalty& penalty, double goal, std::vector<double>& u,
             std::vector<double>& r, Engine& engine);

 private:
  void see(std::span<const double> r, Engine& engine);
  [[nodiscard]] double gap(std::span<const double> r) const;
  void name_signs();
  void newton_step(std::span<const double> r, Engine& engine);
  void proximal_step();
  bool take_clipped(double length, std::vector<double>& r, Engine& engine);
  bool take_best(std::vector<double>& r);
  double multiply(std::span<const double> v, std::vector<double>& image, Engine& engine);
  [[nodiscard]] double penalties(std::span<const double> u) const;

  const Standardized& design_;
  RowCopy rows_;

  // The problem being solved; by variable.
  std::span<const Index> variables_;
  const Penalty* penalty_ = nullptr;
  std::vector<double> u_;
  std::vector<double> c_;  // correlations with r
  std::vector<int> signs_;
  bool clips_ = false;  // the last step was cut off somewhere
  std::vector<double> step_;
  std::vector<double> image_;  // X~ step
  double image_square_ = 0;
  std::vector<double> spread_;  // by column
};

}  // namespace strads::linear
