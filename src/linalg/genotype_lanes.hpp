// Calls at 2 bits a person, decoded eight at a time through a table of four values.
#pragma once

#ifdef __AVX2__
#include <immintrin.h>
#endif

#include <cstdint>
#include <cstring>
#include <type_traits>

#include "linalg/lanes.hpp"

namespace strads {

constexpr Index word_people = 32;  // calls in a word of 64 bits
constexpr Index word_bytes = 8;
constexpr Index word_lanes = word_people / lane_count;

// The values of the codes 0 to 3 less `shift`, times `scale`; twice.
inline void call_table(double missing, double shift, double scale, Lanes& table) {
  const double two = (2.0 - shift) * scale;
  const double fill = (missing - shift) * scale;
  const double one = (1.0 - shift) * scale;
  const double none = (0.0 - shift) * scale;
  const double twice[lane_count] = {two, fill, one, none, two, fill, one, none};
  load(twice, table);
}

// Word w of a variant of `bytes` bytes, filled up with zeros at its end.
inline std::uint64_t load_word(const unsigned char* codes, Index bytes, Index w) {
  std::uint64_t word = 0;
  const Index left = bytes - w * word_bytes;
  if (left >= word_bytes) {
    std::memcpy(&word, codes + w * word_bytes, word_bytes);
  } else {
    std::memcpy(&word, codes + w * word_bytes, static_cast<std::size_t>(left));
  }
  return word;
}

// A word where the lanes can reach it.
#if defined(__AVX512F__)
using Spread = __m512i;
inline Spread spread(std::uint64_t word) { return _mm512_set1_epi64(static_cast<long long>(word)); }
#elif defined(__AVX2__)
using Spread = __m256i;
inline Spread spread(std::uint64_t word) { return _mm256_set1_epi64x(static_cast<long long>(word)); }
#else
using Spread = std::uint64_t;
inline Spread spread(std::uint64_t word) { return word; }
#endif

// Calls 8 * part ... 8 * part + 7 of the word.
template <Index part>
void decode(const Spread& word, const Lanes& table, Lanes& to) {
  constexpr int at = 2 * lane_count * part;
#if defined(__AVX512F__)
  // The lower three bits of a lane choose; the third does not matter, as the table holds everything twice.
  const __m512i code =
      _mm512_srlv_epi64(word, _mm512_setr_epi64(at, at + 2, at + 4, at + 6, at + 8, at + 10, at + 12, at + 14));
  to.part[0] = _mm512_permutexvar_pd(code, table.part[0]);
#elif defined(__AVX2__)
  // A pair of the table by the code's lower bit, one of the two pairs by its upper.
  const __m256d low = _mm256_setr_pd(table[0], table[1], table[0], table[1]);
  const __m256d high = _mm256_setr_pd(table[2], table[3], table[2], table[3]);
  const __m256i twice = _mm256_slli_epi64(word, 1);
  for (int h = 0; h < registers_a_wide; ++h) {
    const int from = at + 8 * h;
    const __m256i pick = _mm256_srlv_epi64(twice, _mm256_setr_epi64x(from, from + 2, from + 4, from + 6));
    const __m256i upper = _mm256_sllv_epi64(word, _mm256_setr_epi64x(62 - from, 60 - from, 58 - from, 56 - from));
    to.part[h] =
        _mm256_blendv_pd(_mm256_permutevar_pd(low, pick), _mm256_permutevar_pd(high, pick), _mm256_castsi256_pd(upper));
  }
#else
  for (int l = 0; l < lane_count; ++l) to.set(l, table[static_cast<int>(word >> (at + 2 * l)) & 3]);
#endif
}

// use(part) for the parts of a word, as constants.
template <class Use>
void for_parts(const Use& use) {
  use(std::integral_constant<Index, 0>{});
  use(std::integral_constant<Index, 1>{});
  use(std::integral_constant<Index, 2>{});
  use(std::integral_constant<Index, 3>{});
  static_assert(word_lanes == 4);
}

}  // namespace strads
