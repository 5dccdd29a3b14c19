// Columns of a file that tells of people: phenotypes (phenotypes.hpp), covariates, parts of a study.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "io/genotypes/phenotype_layout.hpp"
#include "strads/index.hpp"

namespace strads::io {

struct PeopleColumns {
  std::vector<std::string> names{};  // of the columns
  std::vector<std::vector<double>>
      values{};                      // of each, those of each of the people asked for; NaN: missing, or not there
  Index others = 0;                  // people in the file who were not asked for
  std::vector<std::string> notes{};  // choices that a person should know of
};

// Which columns, by their places in layout.names. May throw Error (mismatch).
using ChooseColumns = std::function<std::vector<std::size_t>(const PhenotypeLayout& layout)>;
// What a cell counts as, NaN where it is missing. May throw Complaint.
using ParseCell = std::function<double(std::string_view cell, char decimal)>;

// Of each of `ids` (family and own id, a tab between), in one pass over the file. A person twice, or a row that is not
// as long as the header (or than the first, without one), is malformed; that nobody is there, or that several are
// called like somebody who is, a mismatch.
[[nodiscard]] PeopleColumns read_people_columns(const std::string& path, char decimal,
                                                const std::vector<std::string>& ids, const ChooseColumns& choose,
                                                const ParseCell& parse);

// "a", "b" and 3 more; and that there is no header, if so.
[[nodiscard]] std::string listed_names(const PhenotypeLayout& layout);
// The place of the column of this name. Throws Error (mismatch) where there is none, or more than one.
[[nodiscard]] std::size_t column_named(const std::string& path, const PhenotypeLayout& layout, const std::string& name);

}  // namespace strads::io
