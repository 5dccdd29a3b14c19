// Where sweeps begin: biases, and factors whose subspace is nearly right already.
//
// A row's normal equations are G = sum_j h_j h_j' over its n ratings. Replaced by what they are on average, n M with M
// the second moment of all ratings' h_j, they need no sum of squares: in the axes where M is diagonal,
//
//   w_k = sum_j t_j h_jk / (n M_kk + p_k)
//
// which costs a sixth of the full update at rank 32 and a fortieth at rank 100. Taken in turns for both sides from
// random factors this is a regularized subspace iteration on the ratings less their biases; after each the coordinates
// are turned to principal axes.
#pragma once

#include "apps/mf/state/state.hpp"
#include "strads/engine.hpp"

namespace strads::mf {

// Sets biases and factors of all rows with ratings and, where penalties are learned, their variances, the noise and the
// priors. By tiles of rows: the same bits at any thread count.
void warm_start(State& state, const Settings& settings, Engine& engine);

// For factors that must not be negative: absolute values of normal numbers, no biases.
void random_start(State& state, const Settings& settings, Engine& engine);

}  // namespace strads::mf
