// Sixteen floats at a time.
#pragma once

#include "linalg/wide.hpp"

namespace strads {

using FloatLanes = Wide<float>;
constexpr Index float_lane_count = FloatLanes::lanes;

}  // namespace strads
