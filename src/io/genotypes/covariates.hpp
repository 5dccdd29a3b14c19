// Covariates of people, from a file that is laid out as one of phenotypes (phenotypes.hpp).
#pragma once

#include <string>
#include <vector>

#include "io/dataset.hpp"
#include "io/genotypes/people_columns.hpp"
#include "strads/linalg/matrix.hpp"

namespace strads::io {

// Of each of `ids` (family and own id, a tab between). Values are numbers, or missing as phenotypes are. Errors are
// those of read_people_columns; a column that is not there, there or asked for twice, without a name, or no covariate
// is a mismatch.
[[nodiscard]] PeopleColumns read_covariates(const CovariateFile& file, char decimal,
                                            const std::vector<std::string>& ids);

// Of each of so many people, whether a covariate is missing.
[[nodiscard]] std::vector<char> who_lacks(const PeopleColumns& covariates, std::size_t people);

// X, whose rows are the people to keep (empty: all), with their covariates behind it. X is not copied.
[[nodiscard]] AnyMatrix with_covariates(AnyMatrix X, const PeopleColumns& covariates, const std::vector<char>& keep);

}  // namespace strads::io
