#include "io/output/npy.hpp"

#include <fmt/format.h>

#include <bit>
#include <string>

namespace strads::io {

static_assert(std::endian::native == std::endian::little, "floats are written as they lie in memory");

// Version 1.0: 10 bytes, then a dictionary, padded with blanks to a multiple of 64 and ended by a line break.
void write_npy_header(OutputFile& file, Index rows, Index columns) {
  constexpr std::size_t start = 10;
  constexpr std::size_t alignment = 64;
  std::string header = fmt::format("{{'descr': '<f4', 'fortran_order': False, 'shape': ({}, {}), }}", rows, columns);
  const std::size_t whole = (start + header.size() + 1 + alignment - 1) / alignment * alignment;
  header.resize(whole - start - 1, ' ');
  header += '\n';
  file.write(std::string_view("\x93NUMPY\x01\x00", 8));
  const char length[2] = {static_cast<char>(header.size() & 0xFFU), static_cast<char>(header.size() >> 8U)};
  file.write(std::string_view(length, 2));
  file.write(header);
}

void write_npy_floats(OutputFile& file, const float* values, Index count) {
  file.write({reinterpret_cast<const char*>(values), static_cast<std::size_t>(count) * sizeof(float)});  // NOLINT
}

}  // namespace strads::io
