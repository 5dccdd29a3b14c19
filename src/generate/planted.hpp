// What is planted in data for a Lasso: a few variables with known effects, and the response that follows.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/output/directory.hpp"
#include "strads/index.hpp"

namespace strads::generate {

struct Effect {
  Index variable = 0;
  double value = 0;
};

// One variable in each of `count` equal ranges of [0, variables), in rising order; count <= variables. An effect is
// s (1 + |z|), z standard normal, s a random sign: none is too small to be found.
[[nodiscard]] std::vector<Effect> plant(Index variables, Index count, std::uint64_t seed);

// Adds normal noise to `signal`, so that the signal is the share `explained`, in (0, 1], of the variance. Of noise
// alone (a constant signal) the variance is 1.
void add_noise(std::vector<double>& signal, double explained, std::uint64_t seed);

// truth.tsv: index, name, value, as in coefficients.tsv; -1 is the intercept. `name` is what comes before the number,
// counted from 1; empty: the column has no names.
void write_truth(io::OutputDirectory& out, const std::vector<Effect>& effects, double intercept,
                 const std::string& name);

}  // namespace strads::generate
