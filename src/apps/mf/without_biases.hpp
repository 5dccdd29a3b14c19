// A model without mean and biases that is as good as one with them.
//
// Factors that are normal around 0 pull rows of few ratings to a prediction of 0, far from any rating, and the first of
// them has the ratings' size to carry. Two factors can do what mean and biases do, whatever else there is:
//
//   mu + bu_i + bi_j + w_i.h_j = (w_i, bu_i, 1) . (h_j, 1, mu + bi_j)
#pragma once

#include "strads/mf.hpp"

namespace strads::mf {

constexpr Index factors_for_biases = 2;

// The same predictions without mean and biases, of `factors_for_biases` more factors.
[[nodiscard]] Factorization without_biases(const Factorization& model);

// Gives rows without ratings, and unknown ones, the mean of the others, where there are no biases to predict them by.
void complete(Factorization& model, const Ratings& train);

}  // namespace strads::mf
