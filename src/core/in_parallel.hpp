// A loop on several threads, for work outside the engine: reading, and building what is read.
#pragma once

#include <functional>

#include "strads/index.hpp"

namespace strads {

// work(k) for k in [0, count) on so many threads.
void in_parallel(Index count, int threads, const std::function<void(Index)>& work);

}  // namespace strads
