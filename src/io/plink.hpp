// The people of a .bed: who they are, from .fam, and their phenotypes, from there or from a file of their own.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace strads::io {

// NaN: missing (NA, nan or -9, as PLINK writes it).
struct People {
  std::vector<std::string> ids;    // family and own id, a tab between
  std::vector<double> phenotypes;  // the sixth column
};

// Errors as in dataset.hpp.
[[nodiscard]] People read_fam(const std::string& path);

// Of each of `ids`, in their order, the column `name` of a file with a header that starts with FID and IID; NaN where
// the value is missing or the person is not there. Without a name the file must have one such column. A person twice is
// malformed; that nobody is there is a mismatch.
[[nodiscard]] std::vector<double> read_phenotypes(const std::string& path, const std::optional<std::string>& name,
                                                  const std::vector<std::string>& ids);

}  // namespace strads::io
