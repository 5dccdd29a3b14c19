// Some rows of the data, and how far predictions are off there.
#pragma once

#include <span>
#include <vector>

#include "strads/linear.hpp"

namespace strads::linear {

struct Part {
  AnyMatrix X;
  std::vector<double> y;
};

// Missing entries of X count as the means of their columns over the rows `known`. Of genotypes nothing is copied.
[[nodiscard]] Part part(const AnyMatrix& X, std::span<const double> y, std::span<const Index> rows,
                        std::span<const Index> known);

// Of what the point predicts.
[[nodiscard]] double mean_squared_error(const Part& held_out, const Point& point);
// Of predicting the mean of `known`, or 0 without an intercept.
[[nodiscard]] double null_error(const Part& known, const Part& held_out, bool intercept);

}  // namespace strads::linear
