// What `strads lasso` tells a person at the end.
#pragma once

#include "cli/linear/output.hpp"

namespace strads::cli {

// On stdout: data, points, certificate, time, where the files lie.
void print_summary(const LassoFitted& fitted);

// On stderr, one line when the fit did not converge: which point, why, what to try.
void explain_stop(const LassoFitted& fitted);

}  // namespace strads::cli
