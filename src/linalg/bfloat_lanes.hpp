// Sixteen bfloats at a time, read as floats and rounded from them.
#pragma once

#ifdef __AVX2__
#include <immintrin.h>
#endif

#include <cstdint>
#include <cstring>

#include "linalg/float_lanes.hpp"
#include "strads/linalg/bfloat.hpp"

namespace strads {

[[gnu::always_inline]] inline void load(const Bfloat* from, FloatLanes& to) {
  using Words [[gnu::vector_size(register_bytes)]] = std::uint32_t;
  constexpr Index width = FloatLanes::lanes_a_register;
  for (int i = 0; i < registers_a_wide; ++i) {
    const Bfloat* const at = from + width * i;
#if defined(__AVX512F__)
    auto words = reinterpret_cast<Words>(
        _mm512_maskz_cvtepu16_epi32(0xFFFF, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at))));
#elif defined(__AVX2__)
    auto words = reinterpret_cast<Words>(_mm256_cvtepu16_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at))));
#else
    Words words{};
    for (int l = 0; l < width; ++l) words[l] = at[l].bits;
#endif
    words <<= 16;
    std::memcpy(&to.part[i], &words, register_bytes);
  }
}

inline void store(const FloatLanes& from, Bfloat* to) {
  float values[float_lane_count];
  store(from, values);
  for (Index l = 0; l < float_lane_count; ++l) to[l] = to_bfloat(values[l]);
}

}  // namespace strads
