// Floats cut to their upper 16 bits (bfloat16): the range of float, 8 bits of precision. For numbers that are read from
// memory so often that their size is their cost.
#pragma once

#include <bit>
#include <cstdint>

namespace strads {

struct Bfloat {
  std::uint16_t bits = 0;
};

[[nodiscard]] inline float to_float(Bfloat from) { return std::bit_cast<float>(std::uint32_t{from.bits} << 16U); }

// To the nearest, ties to even. Not for NaN.
[[nodiscard]] inline Bfloat to_bfloat(float from) {
  const auto word = std::bit_cast<std::uint32_t>(from);
  return {static_cast<std::uint16_t>((word + 0x7FFFU + ((word >> 16U) & 1U)) >> 16U)};
}

}  // namespace strads
