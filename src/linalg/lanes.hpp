// Eight doubles at a time, through the compiler's vector extension: one AVX-512 register, or several narrower ones.
// Passed by reference only, so that no calling convention depends on the instruction set.
#pragma once

#ifdef __AVX2__
#include <immintrin.h>
#endif

#include <cstdint>
#include <cstring>

#include "strads/problem.hpp"

namespace strads {

constexpr Index lane_count = 8;
using Lanes [[gnu::vector_size(64)]] = double;

inline void load(const double* from, Lanes& to) { std::memcpy(&to, from, sizeof(to)); }
inline void load(const float* from, Lanes& to) {
  using Narrow [[gnu::vector_size(32)]] = float;
  Narrow narrow;
  std::memcpy(&narrow, from, sizeof(narrow));
  to = __builtin_convertvector(narrow, Lanes);
}
inline void load(const std::int8_t* from, Lanes& to) {
  using Middle [[gnu::vector_size(32)]] = std::int32_t;
#ifdef __AVX2__  // GCC 12 widens bytes one by one
  const auto middle = reinterpret_cast<Middle>(_mm256_cvtepi8_epi32(_mm_loadu_si64(from)));
#else
  using Narrow [[gnu::vector_size(8)]] = std::int8_t;
  Narrow narrow;
  std::memcpy(&narrow, from, sizeof(narrow));
  const Middle middle = __builtin_convertvector(narrow, Middle);
#endif
  to = __builtin_convertvector(middle, Lanes);
}
inline void store(const Lanes& from, double* to) { std::memcpy(to, &from, sizeof(from)); }

// Always the same tree.
inline double sum(const Lanes& v) { return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7])); }

}  // namespace strads
