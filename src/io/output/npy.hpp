// Writes a .npy of little-endian float32, two dimensions, C order: the header, then rows.
#pragma once

#include "io/output/file.hpp"
#include "strads/index.hpp"

namespace strads::io {

void write_npy_header(OutputFile& file, Index rows, Index columns);
void write_npy_floats(OutputFile& file, const float* values, Index count);

}  // namespace strads::io
