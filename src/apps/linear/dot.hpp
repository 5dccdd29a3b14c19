// The dot product of two dense vectors.
#pragma once

#include "strads/index.hpp"

namespace strads::linear {

inline double dot(const double* a, const double* b, Index n) {
  double sum = 0;
#pragma omp simd reduction(+ : sum)
  for (Index i = 0; i < n; ++i) sum += a[i] * b[i];
  return sum;
}

}  // namespace strads::linear
