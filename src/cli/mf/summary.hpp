// What `strads mf` tells a person at the end.
#pragma once

#include "cli/mf/output.hpp"

namespace strads::cli {

// On stdout: data, model, errors, time, where the files lie.
void print_summary(const MfFitted& fitted);

// On stderr, one line when the fit did not converge: where, why, what to try.
void explain_stop(const MfFitted& fitted);

}  // namespace strads::cli
