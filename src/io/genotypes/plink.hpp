// The files beside a .bed: people from .fam, variants from .bim. Errors as in dataset.hpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/variants.hpp"

namespace strads::io {

// NaN: missing.
struct People {
  std::vector<std::string> ids;    // family and own id, a tab between
  std::vector<double> phenotypes;  // the sixth column
  std::size_t columns = 0;         // of the first line
};

// Unless `strict` the sixth column may hold anything, or not be there: what is no number
// counts as missing.
[[nodiscard]] People read_fam(const std::string& path, bool strict, char decimal);

// Parsed in ranges of so many bytes, each by one of so many threads.
struct BimOptions {
  int threads = 1;
  Index range_bytes = 1 << 20;
};
struct Bim {
  Variants variants;
  std::vector<std::string> ids;
};
[[nodiscard]] Bim read_bim(const std::string& path, const BimOptions& options);

// NaN where the word says that there is none: -9 however it is written, or a word of is_missing. Throws Complaint when
// it is no number.
[[nodiscard]] double phenotype(std::string_view word, char decimal);

}  // namespace strads::io
