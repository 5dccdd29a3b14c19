// Which settings leave the way to the solution open. Whoever studies the scheduler, or sets how rounds go, gets rounds
// on the columns as they are.
#pragma once

#include <algorithm>

#include "strads/linear.hpp"
#include "strads/scheduler_rules.hpp"

namespace strads::linear {

// Every round takes all that is awake, as one block that is solved to its optimum, unless that is larger than a block
// is by default.
[[nodiscard]] inline bool is_plain(const Settings& settings, Index columns) {
  const Index usual = SchedulerSettings{}.block_floor;
  return settings.update == Update::exact && settings.screening && settings.engine.lookahead == 0 &&
         settings.commit == CommitKind::slices && settings.scheduler.candidates == 0 &&
         draws_all_awake(settings.scheduler) && one_block(settings.scheduler, std::min(columns, usual));
}

}  // namespace strads::linear
