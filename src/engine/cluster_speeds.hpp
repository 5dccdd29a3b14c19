// Who is slow on the emulated cluster.
#pragma once

#include <vector>

#include "strads/cluster.hpp"

namespace strads {

// The speed of each worker, drawn from the settings' seed.
[[nodiscard]] std::vector<double> worker_speeds(const ClusterSettings& settings);

}  // namespace strads
