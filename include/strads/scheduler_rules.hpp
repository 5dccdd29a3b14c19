// What follows from the scheduler's settings alone. The scheduler goes by these functions itself, so whoever asks them
// is told what it will do. Pure.
#pragma once

#include "strads/index.hpp"
#include "strads/scheduler_settings.hpp"

namespace strads {

// Variables that the blocks of a round can hold.
[[nodiscard]] Index room(const SchedulerSettings& settings);

// Where no number of candidates is set, a round draws all that is awake, as far as there is room.
[[nodiscard]] bool draws_all_awake(const SchedulerSettings& settings);

// Blocks that a round of so many candidates opens at most.
[[nodiscard]] Index most_blocks(const SchedulerSettings& settings, Index candidates);

// Every round of at most so many candidates, with none in flight beside it, is one block that keeps all of them.
[[nodiscard]] bool one_block(const SchedulerSettings& settings, Index candidates);

// A filter may ask for dependencies among candidates; else none is ever needed.
[[nodiscard]] bool filters(const SchedulerSettings& settings);

// A turn lasts until every variable awake of the phase has been drawn once.
[[nodiscard]] bool whole_passes(const SchedulerSettings& settings);

}  // namespace strads
