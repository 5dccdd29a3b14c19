// How good a model is: passes that only read.
#pragma once

#include <span>

#include "apps/mf/state.hpp"
#include "strads/engine.hpp"

namespace strads::mf {

struct Fitness {
  double objective = 0;  // F
  double train_rmse = 0;
};

// Over all training ratings and rows; sums in double, tile by tile of users, so the same bits at any thread count.
[[nodiscard]] Fitness fitness(const State& state, Engine& engine);

}  // namespace strads::mf
