// What the ratings say of noise and priors: empirical Bayes, by the mean-field approximation that the updates descend.
//
// The model of a rating is a ~ N(mu + bu_i + bi_j + w_i.h_j, noise), w_ik ~ N(0, tau_k) and likewise for h and the
// biases; the posterior is approximated by independent normal distributions (means and variances in `Factors`). The
// variational free energy, an upper bound of the negative log evidence, is
//
//   n/2 log(2 pi noise) + E[squared errors] / (2 noise)
//     + 1/2 sum over all numbers of ((mean^2 + variance) / tau - 1 + log(tau / variance))
//
// in nats; n ratings (Lim and Teh 2007, equation 4; Raiko, Ilin and Karhunen 2007, equation 13).
#pragma once

#include "apps/mf/state/state.hpp"
#include "strads/engine.hpp"

namespace strads::mf {

// Sets noise and both priors to the values that minimize the free energy, and returns it. `found` are the misfits of
// all ratings. O(rows rank).
double learn(State& state, const Misfit& found, Engine& engine);

// Of the model of the mean alone.
[[nodiscard]] double free_energy_at_start(const State& state);

}  // namespace strads::mf
