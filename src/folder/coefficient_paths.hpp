// The largest coefficients of a Lasso over its steps, from coefficients.tsv.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace strads::folder {

struct CoefficientPath {
  std::string name;
  std::vector<double> values;  // a step each; 0 where it is absent
  double deviation = 0;        // of the column
};

// The `most` coefficients with the largest |value| in any of `steps` steps, those with the largest in each of `chosen`,
// and likewise by |value * deviation|: each once, the largest |value| of any step first, equals in column order. The
// intercept is left out. Two passes over the file, memory by the number of columns that occur. Throws Error: file;
// malformed, with line.
[[nodiscard]] std::vector<CoefficientPath> read_largest_paths(const std::string& path, std::size_t steps,
                                                              std::span<const std::size_t> chosen, std::size_t most);

}  // namespace strads::folder
