// The model of mean and biases alone: what every other is measured by.
//
// Learned as in a fit with factors (learn.hpp): each bias has a mean and a variance, and the variances of biases and of
// errors follow from the ratings. Without factors the updates are a sum a row, so this takes a small part of a sweep.
#pragma once

#include "strads/engine.hpp"
#include "strads/mf.hpp"

namespace strads::mf {

struct Biases {
  Factorization model;     // factors of one coordinate, all 0
  double noise = 0;        // variance of a rating around its prediction
  double free_energy = 0;  // in nats
  Baseline train;
  BiasPenalties penalties;  // noise over the variance of a side's biases
};

[[nodiscard]] Biases fit_biases(const Ratings& train, Engine& engine);

}  // namespace strads::mf
