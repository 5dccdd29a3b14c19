// 64 bytes of numbers as one value: one AVX-512 register, two of AVX, or four of SSE. Arithmetic is by lane.
//
// The compiler's own vectors of 64 bytes would do, were it not that GCC keeps those in memory wherever they are wider
// than a register.
#pragma once

#include <cstring>

#include "strads/index.hpp"

namespace strads {

#if defined(__AVX512F__)
constexpr int register_bytes = 64;
#elif defined(__AVX__)
constexpr int register_bytes = 32;
#else
constexpr int register_bytes = 16;
#endif
constexpr int registers_a_wide = 64 / register_bytes;

template <class T>
struct alignas(64) Wide {
  using Register [[gnu::vector_size(register_bytes)]] = T;
  static constexpr Index lanes = 64 / sizeof(T);
  static constexpr Index lanes_a_register = register_bytes / sizeof(T);

  Register part[registers_a_wide];

  [[nodiscard, gnu::always_inline]] static Wide all(T value) {
    Wide result{};
    for (Register& r : result.part) r += value;
    return result;
  }
  [[nodiscard]] T operator[](Index lane) const { return part[lane / lanes_a_register][lane % lanes_a_register]; }
  void set(Index lane, T value) { part[lane / lanes_a_register][lane % lanes_a_register] = value; }

  [[gnu::always_inline]] Wide& operator+=(const Wide& o) {
    for (int i = 0; i < registers_a_wide; ++i) part[i] += o.part[i];
    return *this;
  }
  [[gnu::always_inline]] Wide& operator-=(const Wide& o) {
    for (int i = 0; i < registers_a_wide; ++i) part[i] -= o.part[i];
    return *this;
  }
  [[gnu::always_inline]] Wide& operator*=(const Wide& o) {
    for (int i = 0; i < registers_a_wide; ++i) part[i] *= o.part[i];
    return *this;
  }
  [[gnu::always_inline]] Wide& operator/=(const Wide& o) {
    for (int i = 0; i < registers_a_wide; ++i) part[i] /= o.part[i];
    return *this;
  }
  [[gnu::always_inline]] Wide& operator*=(T o) {
    for (Register& r : part) r *= o;
    return *this;
  }
  [[gnu::always_inline]] friend Wide operator+(const Wide& a, const Wide& b) {
    Wide result = a;
    return result += b;
  }
  [[gnu::always_inline]] friend Wide operator-(const Wide& a, const Wide& b) {
    Wide result = a;
    return result -= b;
  }
  [[gnu::always_inline]] friend Wide operator*(const Wide& a, const Wide& b) {
    Wide result = a;
    return result *= b;
  }
  [[gnu::always_inline]] friend Wide operator/(const Wide& a, const Wide& b) {
    Wide result = a;
    return result /= b;
  }
  [[gnu::always_inline]] friend Wide operator*(const Wide& a, T b) {
    Wide result = a;
    return result *= b;
  }
  [[gnu::always_inline]] friend Wide operator*(T a, const Wide& b) { return b * a; }
};

// By lane: `value` where test > limit, else 0.
template <class T>
[[nodiscard]] inline Wide<T> where_above(const Wide<T>& test, const Wide<T>& limit, const Wide<T>& value) {
  Wide<T> result;
  for (int i = 0; i < registers_a_wide; ++i) {
    result.part[i] = test.part[i] > limit.part[i] ? value.part[i] : typename Wide<T>::Register{};
  }
  return result;
}

template <class T>
[[gnu::always_inline]] inline void load(const T* from, Wide<T>& to) {
  for (int i = 0; i < registers_a_wide; ++i) {
    std::memcpy(&to.part[i], from + i * Wide<T>::lanes_a_register, register_bytes);
  }
}
template <class T>
[[gnu::always_inline]] inline void store(const Wide<T>& from, T* to) {
  for (int i = 0; i < registers_a_wide; ++i) {
    std::memcpy(to + i * Wide<T>::lanes_a_register, &from.part[i], register_bytes);
  }
}

// Keeps a value that was loaded in its register: GCC 12 would rather load it again at each of its uses.
template <class Register>
[[gnu::always_inline]] inline void keep(Register& value) {
#if defined(__x86_64__)
  asm("" : "+v"(value));
#elif defined(__aarch64__)
  asm("" : "+w"(value));
#endif
}

// A vector's lanes, upper half onto lower half, until one is left.
template <class T, class Vector>
[[nodiscard, gnu::always_inline]] inline T fold(const Vector& v) {
  if constexpr (sizeof(Vector) == sizeof(T)) {
    return v[0];
  } else {
    using Half [[gnu::vector_size(sizeof(Vector) / 2)]] = T;
    Half low;
    Half high;
    std::memcpy(&low, &v, sizeof(low));
    std::memcpy(&high, reinterpret_cast<const char*>(&v) + sizeof(low), sizeof(high));
    low += high;
    return fold<T>(low);
  }
}

// Always the same tree: halves are added until one number is left.
template <class T>
[[nodiscard, gnu::always_inline]] inline T sum(const Wide<T>& of) {
  Wide<T> v = of;
  for (int half = registers_a_wide / 2; half > 0; half /= 2) {
    for (int i = 0; i < half; ++i) v.part[i] += v.part[i + half];
  }
  return fold<T>(v.part[0]);
}

}  // namespace strads
