// Phenotypes of people, from a file of their own.
//
// Cells stand between tabs, commas, semicolons or blanks, quoted or not; the first line tells which, and how many.
// Lines with ## before it are passed over. It may be a header:
//
//   FID IID name ...      people go by family and own id
//   IID name ...          by the own id alone
//
// with # before it and an SID behind IID or without. Else the file has none: family, person and phenotypes, which are
// then called 1, 2, ...
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "strads/problem.hpp"

namespace strads::io {

struct Phenotypes {
  std::vector<double> values;  // of each of the people asked for; NaN: missing, or not there
  Index others = 0;            // people in the file who were not asked for
};

// Of each of `ids` (family and own id, a tab between) column `name`; without a name the file must have one such column.
// A person twice, a line with fewer cells than the first (what more there are have no name, and are ignored), or a
// value that is neither a number nor missing (plink.hpp) is malformed; that nobody is there, or somebody meant by an
// own id is not alone in having it, a mismatch.
[[nodiscard]] Phenotypes read_phenotypes(const std::string& path, const std::optional<std::string>& name,
                                         const std::vector<std::string>& ids);

}  // namespace strads::io
