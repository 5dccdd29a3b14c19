// One descent from a warm start, with as many factors as the settings say.
#pragma once

#include "strads/mf.hpp"

namespace strads::mf {

// How large errors are taken to be while factors are first found; learned penalties only (close_starts.hpp).
enum class Start { wide, close };

// Parameters as of `fit`; fixed penalties where factors are non-negative. Leaves what stands beside a fit (baselines,
// variances of factors) as it is.
Result descend(const Ratings& train, std::span<const Rating> validation, std::span<const Rating> test,
               const Settings& settings, Observer& observer, Start start = Start::wide);

}  // namespace strads::mf
