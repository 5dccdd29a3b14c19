// The page that a fit writes of itself.
#pragma once

#include "io/output/directory.hpp"

namespace strads::cli {

// report.html, from the files that the fit has written to `directory` so far.
void write_report(io::OutputDirectory& directory);

}  // namespace strads::cli
