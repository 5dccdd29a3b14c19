// What settings of the scheduler must hold.
#include <cmath>
#include <sstream>
#include <string_view>

#include "strads/error.hpp"
#include "strads/scheduler_settings.hpp"

namespace strads {

namespace {

template <class T>
void require(bool holds, std::string_view setting, std::string_view rule, T value) {
  if (holds) return;
  std::ostringstream message;
  message << '`' << setting << "` must be " << rule << ", not " << value;
  throw Error(ErrorKind::usage, message.str());
}

}  // namespace

void check(const SchedulerSettings& settings) {
  require(settings.workers >= 1, "workers", "at least 1", settings.workers);
  require(settings.candidates >= 0, "candidates", "at least 1 (or 0 to choose)", settings.candidates);
  require(settings.pair_limit > 0, "pair_limit", "above 0", settings.pair_limit);
  require(settings.sum_limit >= 0, "sum_limit", "at least 0", settings.sum_limit);
  require(std::isfinite(settings.eta) && settings.eta >= 0, "eta", "a number that is at least 0", settings.eta);
  require(settings.shards >= 1, "shards", "at least 1", settings.shards);
  require(settings.block_floor >= 1, "block_floor", "at least 1", settings.block_floor);
  require(settings.block_cap >= 1, "block_cap", "at least 1", settings.block_cap);
}

}  // namespace strads
