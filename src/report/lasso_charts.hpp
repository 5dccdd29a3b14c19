// The drawings of a Lasso page.
#pragma once

#include <string>
#include <vector>

#include "report/lasso_page.hpp"

namespace strads::report {

// A coefficient over the steps, 0 where it is absent.
struct CoefficientPath {
  std::string name;
  std::vector<double> values;
  double largest = 0;  // by absolute value
};

// The `most` coefficients with the largest |value| in any step, largest first; equals in column order.
[[nodiscard]] std::vector<CoefficientPath> largest_paths(const LassoPage& page, std::size_t most);

[[nodiscard]] std::string lasso_charts(const LassoPage& page);

}  // namespace strads::report
