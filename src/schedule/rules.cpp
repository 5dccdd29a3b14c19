// What follows from the scheduler's settings alone.
#include <algorithm>
#include <limits>

#include "strads/scheduler_rules.hpp"

namespace strads {
namespace {

Index ceil_div(Index a, Index b) { return a / b + static_cast<Index>(a % b != 0); }

bool groups(const SchedulerSettings& settings) {
  return settings.policy == Policy::dynamic && settings.conflict == Conflict::group;
}

}  // namespace

Index room(const SchedulerSettings& settings) {
  constexpr Index all = std::numeric_limits<Index>::max();
  return settings.workers > all / settings.block_cap ? all : settings.workers * settings.block_cap;
}

bool draws_all_awake(const SchedulerSettings& settings) { return groups(settings); }

Index most_blocks(const SchedulerSettings& settings, Index candidates) {
  if (!groups(settings)) return std::clamp<Index>(candidates, 1, settings.workers);
  const Index worth = std::max(ceil_div(candidates, settings.block_floor), ceil_div(candidates, settings.block_cap));
  return std::clamp<Index>(worth, 1, settings.workers);
}

bool one_block(const SchedulerSettings& settings, Index candidates) {
  return groups(settings) && most_blocks(settings, candidates) == 1 && candidates <= settings.block_cap;
}

bool filters(const SchedulerSettings& settings) {
  return settings.filter && (settings.policy == Policy::dynamic || settings.policy == Policy::static_blocks);
}

bool whole_passes(const SchedulerSettings& settings) {
  return settings.policy == Policy::static_blocks || settings.policy == Policy::cyclic;
}

}  // namespace strads
