// Inner products of vectors of -1, 0 and 1, and of 0 and 1, by counting bits: exact, in any order.
//
// A vector of 0 and 1 is a plane of bits, in words of 64; one of -1, 0 and 1 two planes: where it is not 0, and behind
// that where it is -1. Where x and y are both not 0 their product is -1 if one of them is negative, else 1, so that
// x'y = |same sign| - |other sign|.
#pragma once

#ifdef __AVX512VPOPCNTDQ__
#include <immintrin.h>
#endif

#include <bit>
#include <cstdint>

#include "strads/index.hpp"

namespace strads::ternary {

using Word = std::uint64_t;

constexpr Index step = 8;  // words: planes are padded with zeros to a multiple of it
constexpr Index tile = 4;

// Bits that are looked at together, and counts of them.
#ifdef __AVX512VPOPCNTDQ__
using Bits = __m512i;
constexpr Index words_of_bits = 8;
inline Bits load(const Word* from) { return _mm512_loadu_si512(from); }
inline Bits both(Bits a, Bits b) { return _mm512_and_si512(a, b); }
inline Bits without(Bits a, Bits b) { return _mm512_andnot_si512(b, a); }
inline Bits where_differ(Bits at, Bits a, Bits b) { return _mm512_ternarylogic_epi64(at, a, b, 0x60); }
inline Bits where_agree(Bits at, Bits a, Bits b) { return _mm512_ternarylogic_epi64(at, a, b, 0x90); }
class Count {
 public:
  void add(Bits bits) { total_ = _mm512_add_epi64(total_, _mm512_popcnt_epi64(bits)); }
  void subtract(Bits bits) { total_ = _mm512_sub_epi64(total_, _mm512_popcnt_epi64(bits)); }
  [[nodiscard]] Index total() const { return _mm512_reduce_add_epi64(total_); }

 private:
  __m512i total_ = _mm512_setzero_si512();
};
#else
using Bits = Word;
constexpr Index words_of_bits = 1;
inline Bits load(const Word* from) { return *from; }
inline Bits both(Bits a, Bits b) { return a & b; }
inline Bits without(Bits a, Bits b) { return a & ~b; }
inline Bits where_differ(Bits at, Bits a, Bits b) { return at & (a ^ b); }
inline Bits where_agree(Bits at, Bits a, Bits b) { return at & ~(a ^ b); }
class Count {
 public:
  void add(Bits bits) { total_ += std::popcount(bits); }
  void subtract(Bits bits) { total_ -= std::popcount(bits); }
  [[nodiscard]] Index total() const { return total_; }

 private:
  Index total_ = 0;
};
#endif
static_assert(step % words_of_bits == 0);

struct Signed {
  static constexpr Index planes = 2;
  Bits some, negative, positive;
  static Signed load(const Word* vector, Index words, Index w) {
    const Bits some = ternary::load(vector + w);
    const Bits negative = ternary::load(vector + words + w);
    return {some, negative, without(some, negative)};
  }
};
struct Unsigned {
  static constexpr Index planes = 1;
  Bits some;
  static Unsigned load(const Word* vector, Index /*words*/, Index w) { return {ternary::load(vector + w)}; }
};

inline void add(Count& count, const Signed& a, const Signed& b) {
  const Bits there = both(a.some, b.some);
  count.add(where_agree(there, a.negative, b.negative));
  count.subtract(where_differ(there, a.negative, b.negative));
}
inline void add(Count& count, const Signed& a, const Unsigned& b) {
  count.add(both(a.positive, b.some));
  count.subtract(both(a.negative, b.some));
}
inline void add(Count& count, const Unsigned& a, const Signed& b) { add(count, b, a); }
inline void add(Count& count, const Unsigned& a, const Unsigned& b) { count.add(both(a.some, b.some)); }

// products[a * stride + b] of `down` vectors A with `tile` vectors B, in planes of `words` words one behind the other.
template <class A, class B, int down>
void multiply(const Word* as, const Word* bs, Index words, double* products, Index stride) {
  Count counts[down][tile];
  for (Index w = 0; w < words; w += words_of_bits) {
    B b[tile];
    for (Index l = 0; l < tile; ++l) b[l] = B::load(bs + B::planes * words * l, words, w);
    for (int k = 0; k < down; ++k) {
      const A a = A::load(as + A::planes * words * k, words, w);
      for (Index l = 0; l < tile; ++l) add(counts[k][l], a, b[l]);
    }
  }
  for (int k = 0; k < down; ++k) {
    for (Index l = 0; l < tile; ++l) products[k * stride + l] = static_cast<double>(counts[k][l].total());
  }
}

// The same of any number of vectors A.
template <class A, class B>
void multiply(Index down, const Word* as, const Word* bs, Index words, double* products, Index stride) {
  for (; down >= 4; down -= 4) {
    multiply<A, B, 4>(as, bs, words, products, stride);
    as += 4 * A::planes * words;
    products += 4 * stride;
  }
  if (down == 3) multiply<A, B, 3>(as, bs, words, products, stride);
  if (down == 2) multiply<A, B, 2>(as, bs, words, products, stride);
  if (down == 1) multiply<A, B, 1>(as, bs, words, products, stride);
}

}  // namespace strads::ternary
