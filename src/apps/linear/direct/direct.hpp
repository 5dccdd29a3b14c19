// The ways to a solution that need no rounds, and when they are taken: ridge regression as a whole, elastic nets that
// are wider than the data have rows, and long supports of sparse columns. Whoever sets how rounds go gets rounds
// (plain.hpp).
#pragma once

#include <optional>
#include <span>

#include "apps/linear/direct/dual_newton.hpp"
#include "apps/linear/direct/ridge_space.hpp"
#include "apps/linear/direct/sparse_newton.hpp"
#include "apps/linear/problem/linear_problem.hpp"
#include "apps/linear/screening/working_set.hpp"

namespace strads::linear {

class Direct {
 public:
  // `response` as the design has it, `tolerance` the gap that may remain, in units of the objective. All are kept.
  Direct(const Standardized& design, std::span<const double> response, const Settings& settings, double tolerance);

  // Takes the problem to the solution at its lambda, everything awake. False, and nothing done, where it is no ridge
  // regression, or room or time are used up.
  bool solve(LinearProblem& problem, WorkingSet& awake, Engine& engine);

  // Takes the problem to the optimum among what is awake. False where nothing here is made for that: rounds then go on
  // from where the problem is.
  bool solve_awake(LinearProblem& problem, const WorkingSet& awake, Engine& engine);

  // Whether sets of any length can be solved, as those of sparse columns.
  [[nodiscard]] bool has_no_limit() const;

 private:
  [[nodiscard]] bool is_wide(const LinearProblem& problem, const WorkingSet& awake) const;
  [[nodiscard]] bool is_sparse(const LinearProblem& problem, const WorkingSet& awake) const;
  bool solve_sparse(LinearProblem& problem, const WorkingSet& awake, Engine& engine);

  const Standardized& design_;
  std::span<const double> response_;
  const Settings& settings_;
  double tolerance_;
  Index copy_bytes_;
  bool plain_;
  std::optional<RidgeSpace> ridge_;
  std::optional<DualNewton> newton_;
  std::optional<SparseNewton> sparse_;
  double stored_ = 0;             // entries of all columns
  bool sparse_defeated_ = false;  // what is worse conditioned still comes later on the path
};

}  // namespace strads::linear
