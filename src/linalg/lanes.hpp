// Eight doubles at a time, from numbers of any storage.
#pragma once

#ifdef __AVX2__
#include <immintrin.h>
#endif

#include <cstdint>
#include <cstring>

#include "linalg/wide.hpp"

namespace strads {

using Lanes = Wide<double>;
constexpr Index lane_count = Lanes::lanes;

inline void load(const float* from, Lanes& to) {
  using Narrow [[gnu::vector_size(register_bytes / 2)]] = float;
  for (int i = 0; i < registers_a_wide; ++i) {
    Narrow narrow;
    std::memcpy(&narrow, from + i * Lanes::lanes_a_register, sizeof(narrow));
    to.part[i] = __builtin_convertvector(narrow, Lanes::Register);
  }
}
inline void load(const std::int8_t* from, Lanes& to) {
  using Middle [[gnu::vector_size(register_bytes / 2)]] = std::int32_t;
#ifdef __AVX2__  // GCC 12 widens bytes one by one
  using All [[gnu::vector_size(32)]] = std::int32_t;
  const auto all = reinterpret_cast<All>(_mm256_cvtepi8_epi32(_mm_loadu_si64(from)));
  for (int i = 0; i < registers_a_wide; ++i) {
    Middle middle;
    std::memcpy(&middle, reinterpret_cast<const char*>(&all) + i * sizeof(middle), sizeof(middle));
    to.part[i] = __builtin_convertvector(middle, Lanes::Register);
  }
#else
  for (int i = 0; i < registers_a_wide; ++i) {
    Middle middle{};
    for (Index l = 0; l < Lanes::lanes_a_register; ++l) middle[l] = from[i * Lanes::lanes_a_register + l];
    to.part[i] = __builtin_convertvector(middle, Lanes::Register);
  }
#endif
}

}  // namespace strads
