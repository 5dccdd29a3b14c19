// What stands in a dense matrix for values that are not in the file.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "strads/linalg/dense.hpp"

namespace strads::io {

// The places of NaN among the values, column by column; null when there are none.
[[nodiscard]] Dense<double>::Missing find_missing(Index rows, Index columns, const double* values, int threads);

// Puts the mean of a column's other values there. Throws Error (malformed) when a column has none.
void impute_means(std::string_view path, Index rows, const std::vector<std::string>& names,
                  const Dense<double>::Missing& missing, double* values);

}  // namespace strads::io
