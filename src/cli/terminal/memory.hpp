// What this process holds in memory, as the system tells it.
#pragma once

#include <string_view>

#include "strads/index.hpp"

namespace strads::cli {

// A line of /proc/self/status in bytes: "VmRSS" now, "VmHWM" at most so far; 0 where the system does not tell.
// (getrusage would count what the process was before exec, a large parent's memory, too.)
[[nodiscard]] Index memory_bytes(std::string_view field);

}  // namespace strads::cli
