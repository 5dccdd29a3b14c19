// The dot product of a sparse column with a dense vector.
#pragma once

#include <cstdint>

#include "strads/index.hpp"

namespace strads {

// sum of values[e] * vector[rows[e]] over n entries. Four sums run side by side: one alone would wait for each
// addition. Their order is part of what fixes the bits.
inline double gathered_dot(const std::int32_t* rows, const double* values, Index n, const double* vector) {
  constexpr Index chains = 4;
  double total[chains] = {};
  Index e = 0;
  for (; e + chains <= n; e += chains) {
    for (Index c = 0; c < chains; ++c) total[c] += vector[rows[e + c]] * values[e + c];
  }
  for (Index c = 0; e + c < n; ++c) total[c] += vector[rows[e + c]] * values[e + c];
  return (total[0] + total[1]) + (total[2] + total[3]);
}

}  // namespace strads
