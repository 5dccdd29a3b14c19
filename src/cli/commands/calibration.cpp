#include "cli/commands/calibration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "cli/terminal/stopwatch.hpp"
#include "strads/linalg/dense.hpp"
#include "strads/random.hpp"
#include "strads/scheduler.hpp"

namespace strads::cli {
namespace {

constexpr int trials = 9;
constexpr Index columns = 256;
constexpr Index variables = 100'000;

// Seconds of one call.
template <class Work>
double quickest(int calls, const Work& work) {
  double best = std::numeric_limits<double>::infinity();
  for (int trial = 0; trial < trials; ++trial) {
    const Stopwatch watch;
    for (int call = 0; call < calls; ++call) work();
    best = std::min(best, watch.seconds() / calls);
  }
  return best;
}

// Of one column's product with a vector.
double product_seconds(Index rows) {
  Random random(1);
  std::vector<double> values(static_cast<std::size_t>(rows * columns));
  for (double& value : values) value = random.uniform();
  const AnyMatrix X(Dense<double>(rows, columns, std::move(values)));
  const std::vector<double> r(static_cast<std::size_t>(rows), 1.0);
  std::vector<double> out(1);
  Index j = 0;
  const int calls = static_cast<int>(4'000'000 / (rows + 200));
  return quickest(calls, [&] {
    X.dots({&j, 1}, r.data(), out.data());
    j = (j + 1) % columns;
  });
}

struct Rounds {
  double seconds = 0;    // of one
  double looked_up = 0;  // dependencies that one reads
};

// Plans and closes rounds of `candidates`, with the filter or without.
Rounds plan_rounds(Index candidates, Index workers, bool filter) {
  SchedulerSettings settings;
  settings.conflict = Conflict::drop;
  settings.workers = workers;
  settings.candidates = candidates;
  settings.filter = filter;
  settings.pair_limit = 0.1;
  settings.sum_limit = std::numeric_limits<double>::infinity();
  Scheduler scheduler(variables, settings, [](Index) { return 1.0; });
  scheduler.visit_all();
  for (Index j = 0; j < variables; ++j) scheduler.set_priority(j, 1.0 / static_cast<double>(1 + j));
  const std::vector<double> row(static_cast<std::size_t>(candidates), 0.05);
  double looked_up = 0;
  Index rounds = 0;
  Round round;
  const auto once = [&] {
    Candidates drawn = scheduler.draw();
    drawn.tags.resize(drawn.variables.size());
    std::iota(drawn.tags.begin(), drawn.tags.end(), Index{0});
    scheduler.arrange(
        drawn,
        [&](Index, std::span<const Index> tags, std::span<double> out) {
          for (std::size_t k = 0; k < tags.size(); ++k) out[k] = std::abs(row[tags[k]]) / std::sqrt(row[0] * 20);
          looked_up += static_cast<double>(tags.size());
        },
        round);
    for (std::size_t k = 0; k < round.variables.size(); ++k) {
      round.priorities[k] = 1.0 / static_cast<double>(1 + round.variables[k]);
    }
    scheduler.feed_back(round);
    ++rounds;
  };
  const double seconds = quickest(static_cast<int>(20'000 / (candidates + 20)), once);
  return {seconds, looked_up / static_cast<double>(rounds)};
}

// More digits would be noise.
double three_digits(double value) { return value > 0 ? std::stod(fmt::format("{:.3g}", value)) : 0.0; }

}  // namespace

void calibrate(ClusterSettings& cluster) {
  constexpr Index few = 16;
  constexpr Index many = 2048;
  const double of_few = product_seconds(few);
  const double of_many = product_seconds(many);
  cluster.entry_seconds = three_digits((of_many - of_few) / static_cast<double>(many - few));
  cluster.update_seconds = three_digits(of_few - static_cast<double>(few) * cluster.entry_seconds);

  constexpr Index wide = 240;
  const Rounds narrow = plan_rounds(1, 1, false);
  const Rounds open = plan_rounds(wide, wide, false);
  const Rounds filtered = plan_rounds(wide, wide, true);
  cluster.sample_seconds = three_digits((open.seconds - narrow.seconds) / static_cast<double>(wide - 1));
  cluster.round_seconds = three_digits(narrow.seconds);  // its one candidate included: too small to tell apart
  cluster.check_seconds = three_digits((filtered.seconds - open.seconds) / filtered.looked_up);
}

}  // namespace strads::cli
