// The people of a .bed, from the .fam beside it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace strads::io {

// NaN: missing.
struct People {
  std::vector<std::string> ids;    // family and own id, a tab between
  std::vector<double> phenotypes;  // the sixth column
};

// Errors as in dataset.hpp. Unless `strict` the sixth column may hold anything, or not be there: what is no number
// counts as missing.
[[nodiscard]] People read_fam(const std::string& path, bool strict);

// NaN where the word says that there is none: -9 however it is written, or a word of is_missing. Throws Complaint when
// it is no number.
[[nodiscard]] double phenotype(std::string_view word);

}  // namespace strads::io
