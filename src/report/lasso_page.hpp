// The page of one Lasso fit: what was run, what came out, how it got there.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "report/page.hpp"
#include "strads/problem.hpp"

namespace strads::report {

struct LassoStep {
  double lambda = 0;
  double objective = 0;
  double duality_gap = 0;  // relative
  Index nonzero = 0;
  Index rounds = 0;
  Index updates = 0;
  double seconds = 0;
  std::string stop;
  std::span<const Index> index;  // ascending columns with nonzero coefficient
  std::span<const double> value;
};

// The state at a certificate.
struct LassoPoint {
  double seconds = 0;
  double lambda = 0;
  double duality_gap = 0;
  Index nonzero = 0;
};

struct LassoPage : Page {
  double tol = 0;
  std::vector<LassoStep> steps;
  std::vector<LassoPoint> trace;
  std::function<std::string(Index)> column_name;
};

[[nodiscard]] std::string lasso_page(const LassoPage& page);

}  // namespace strads::report
