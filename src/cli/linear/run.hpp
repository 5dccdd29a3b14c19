// `strads lasso`, once its command line is read.
#pragma once

#include <string>
#include <vector>

#include "cli/linear/options.hpp"

namespace strads::cli {

// Reads, fits, writes, prints. Returns the exit code: 0, 7, 130 or 143; throws Error for the others.
int run_lasso(const LassoOptions& options, const std::vector<std::string>& arguments);

}  // namespace strads::cli
