// Phenotypes of people, from a file of their own.
//
// Cells stand between tabs, commas, semicolons, bars or blanks, quoted or not, as in tables (table_layout.hpp):
// comments before the table are passed over, and so are row names. The first line may be a header:
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

#include "strads/index.hpp"

namespace strads::io {

struct Phenotypes {
  std::vector<double> values;        // of each of the people asked for; NaN: missing, or not there
  Index others = 0;                  // people in the file who were not asked for
  std::vector<std::string> notes{};  // choices that a person should know of
  std::string name{};                // of the column
};

struct PhenotypeOptions {
  std::optional<std::string> name{};  // the column; none: the file must have one such column
  char decimal = '.';                 // or ','
};

// Of each of `ids` (family and own id, a tab between). A value that is neither a number nor missing (plink.hpp) is
// malformed; other errors are those of read_people_columns.
[[nodiscard]] Phenotypes read_phenotypes(const std::string& path, const PhenotypeOptions& options,
                                         const std::vector<std::string>& ids);

}  // namespace strads::io
