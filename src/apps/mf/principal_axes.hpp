// Turns the coordinates of both sides to common principal axes: W -> W A', H -> H A^-1, which changes no prediction.
//
// A is such that the second moments of W and of H are both diagonal, and equal. Means and priors then need not find
// these axes by many small steps: for learned penalties, each coordinate of its own weight, this takes the place of
// tens of sweeps (Luttinen and Ilin 2010: transformations in variational Bayesian factor analysis).
#pragma once

#include <vector>

#include "apps/mf/state/state.hpp"
#include "strads/engine.hpp"

namespace strads::mf {

enum class Weights {
  rows,     // moments count every row with ratings once, variances included: what priors are learned from
  ratings,  // every rating once, means alone; variances are left as they are
};

// Returns the moments, by coordinate, ascending; empty when there is nothing to turn. Variances are turned as if
// independent, and stay so. O(rows rank^2 + rank^3).
std::vector<double> turn_to_principal_axes(State& state, Weights weights, Engine& engine);

// The same, by ratings, of one side alone: half of the work, where the other side is to be replaced next, and its
// moments are known to be diagonal.
std::vector<double> turn_side(State& state, Phase phase, const std::vector<double>& others, Engine& engine);

// Mean square over ratings of what each principal factor adds to a prediction, if rows met at random: descending, those
// that are not negligible. Changes nothing. O(rows rank^2 + rank^3).
[[nodiscard]] std::vector<double> factor_variances(const Ratings& ratings, const Factorization& model, Engine& engine);

}  // namespace strads::mf
