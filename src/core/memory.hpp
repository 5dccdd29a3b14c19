// How much memory there is.
#pragma once

#include "strads/index.hpp"

namespace strads {

// Bytes that this process may have at most: of the machine, or of its control group where that has less.
[[nodiscard]] Index machine_memory();

}  // namespace strads
