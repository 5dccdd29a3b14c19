// The one word that everything shares.
#pragma once

#include <cstdint>

namespace strads {

// Counts and positions of rows, columns, entries, variables. 64 bits everywhere.
using Index = std::int64_t;

}  // namespace strads
