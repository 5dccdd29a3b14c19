// What the virtual clock's operations take on the machine at hand. Reads clocks, so a fit never calls it: its numbers
// are given to --emulate by whoever wants them.
#pragma once

#include "strads/cluster.hpp"

namespace strads::cli {

// Sets entry_seconds, update_seconds, sample_seconds, check_seconds and round_seconds, each from the quickest of
// several trials on one thread; the rest stays as it is. Takes about a second.
void calibrate(ClusterSettings& cluster);

}  // namespace strads::cli
