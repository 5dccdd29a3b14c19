// The ways to a solution that need no rounds, and when they are taken: ridge regression as a whole, and elastic nets
// that are wider than the data have rows. Whoever sets how rounds go gets rounds (plain.hpp).
#pragma once

#include <optional>
#include <span>

#include "apps/linear/direct/dual_newton.hpp"
#include "apps/linear/direct/ridge_space.hpp"
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

  // Takes the problem to the optimum among what is awake. False, and nothing done, where that is not wider than the
  // data have rows, or no ridge holds it.
  bool solve_awake(LinearProblem& problem, const WorkingSet& awake, Engine& engine);

 private:
  [[nodiscard]] bool is_wide(const LinearProblem& problem, const WorkingSet& awake) const;

  const Standardized& design_;
  std::span<const double> response_;
  const Settings& settings_;
  double tolerance_;
  bool plain_;
  std::optional<RidgeSpace> ridge_;
  std::optional<DualNewton> newton_;
};

}  // namespace strads::linear
