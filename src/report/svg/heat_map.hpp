// Who ran when.
#pragma once

#include <string>

#include "report/compare/schedule_map.hpp"

namespace strads::report {

// An SVG file: workers over rounds, shaded by workload in eight levels; idle workers are blank.
[[nodiscard]] std::string draw(const WorkloadMap& map);

}  // namespace strads::report
