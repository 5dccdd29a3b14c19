// The page of one matrix factorization: what was run, what came out, how it got there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/page.hpp"
#include "strads/problem.hpp"

namespace strads::report {

// The state after a sweep; sweep 0 is the start.
struct MfPoint {
  Index sweep = 0;
  double seconds = 0;
  double objective = 0;
  double train_rmse = 0;
  std::optional<double> validation_rmse;
  std::optional<double> test_rmse;
  double imbalance = 0;  // of this sweep's rounds alone
};

struct MfPage : Page {
  double tol = 0;
  Index kept = 0;  // the sweep whose model was written
  std::vector<MfPoint> trace;
};

[[nodiscard]] std::string mf_page(const MfPage& page);

}  // namespace strads::report
