// The largest coefficients of a Lasso over its points, from coefficients.tsv.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "strads/index.hpp"

namespace strads::folder {

struct CoefficientPath {
  std::string name;
  std::vector<double> values;  // a point each; 0 where it is absent
  double deviation = 0;        // of the column
};

// The `most` coefficients with the largest |value| in any of `points` points, those with the largest in each of
// `chosen`, and likewise by |value * deviation|: each once, the largest |value| of any point first, equals in column
// order. The intercept is left out. Two passes over the file of a fit of `columns`, memory by the number of them that
// occur. Throws as read_coefficients does.
[[nodiscard]] std::vector<CoefficientPath> read_largest_paths(const std::string& path, std::size_t points,
                                                              Index columns, std::span<const std::size_t> chosen,
                                                              std::size_t most);

}  // namespace strads::folder
