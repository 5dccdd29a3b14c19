// How good a model is: passes that only read.
#pragma once

#include <span>

#include "apps/mf/state/state.hpp"
#include "strads/engine.hpp"

namespace strads::mf {

// Of all training ratings, summed tile by tile of users in double: the same bits at any thread count.
[[nodiscard]] Misfit misfit(const State& state, Engine& engine);

// F for fixed penalties, given the squared errors.
[[nodiscard]] double penalized(const State& state, double squares, Engine& engine);

}  // namespace strads::mf
