#include "engine/cluster_speeds.hpp"

#include <cmath>
#include <string>
#include <utility>

#include "strads/error.hpp"
#include "strads/random.hpp"

namespace strads {
namespace {

constexpr std::uint64_t stream = 0x5eed;  // apart from the samplers'

}  // namespace

std::vector<double> worker_speeds(const ClusterSettings& settings) {
  std::vector<double> speeds(static_cast<std::size_t>(settings.workers), 1.0);
  Random random(settings.seed, stream);
  switch (settings.speed) {
    case ClusterSettings::Speed::equal:
      break;
    case ClusterSettings::Speed::spread:
      for (double& speed : speeds) speed = 1 + settings.amount * (2 * random.uniform() - 1);
      break;
    case ClusterSettings::Speed::stragglers: {
      const auto slow = std::llround(settings.share * static_cast<double>(settings.workers));
      for (Index k = 0; k < slow; ++k) speeds[k] = settings.amount;
      for (Index k = settings.workers - 1; k > 0; --k) std::swap(speeds[k], speeds[random.below(k + 1)]);
      break;
    }
  }
  return speeds;
}

void check(const ClusterSettings& settings) {
  const auto require = [](bool holds, const char* sentence) {
    if (!holds) throw Error(ErrorKind::usage, std::string("`cluster`: ") + sentence);
  };
  const auto duration = [](double seconds) { return seconds >= 0 && std::isfinite(seconds); };
  require(settings.workers >= 1, "workers must be at least 1");
  require(settings.schedulers >= 1, "schedulers must be at least 1");
  require(settings.share >= 0 && settings.share <= 1, "the share of stragglers must be from 0 to 1");
  if (settings.speed == ClusterSettings::Speed::spread) {
    require(settings.amount >= 0 && settings.amount < 1, "the spread of speeds must be from 0 to below 1");
  }
  if (settings.speed == ClusterSettings::Speed::stragglers) {
    require(settings.amount > 0 && std::isfinite(settings.amount), "the speed of stragglers must be above 0");
  }
  require(settings.bandwidth > 0, "bandwidth must be above 0");
  require(duration(settings.latency) && duration(settings.entry_seconds) && duration(settings.update_seconds) &&
              duration(settings.sample_seconds) && duration(settings.check_seconds) && duration(settings.round_seconds),
          "times must be numbers that are not below 0");
}

}  // namespace strads
