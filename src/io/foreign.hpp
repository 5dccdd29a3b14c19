// Files that are no text of ours, told by their first bytes.
#pragma once

#include "io/input.hpp"

namespace strads::io {

// "bzip2: .gz and .zst are read", by its first bytes; null when they say nothing.
[[nodiscard]] const char* foreign_kind(const Input& input);

// Throws Error (malformed) that says what the file is: UTF-16, a spreadsheet, an archive, a web page, other binary
// data.
void refuse_foreign(const Input& input);

}  // namespace strads::io
