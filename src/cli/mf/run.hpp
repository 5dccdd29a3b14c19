// `strads mf`, once its command line is read.
#pragma once

#include <string>
#include <vector>

#include "cli/mf/options.hpp"

namespace strads::cli {

// Reads, fits, writes, prints. Returns the exit code: 0, 7, 130 or 143; throws Error for the others.
int run_mf(const MfOptions& options, const std::vector<std::string>& arguments);

}  // namespace strads::cli
