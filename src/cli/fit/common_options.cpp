#include "cli/fit/common_options.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/fit/common_names.hpp"
#include "strads/engine.hpp"
#include "strads/error.hpp"

namespace strads::cli {
namespace {

void add_watching(Group& output, CommonOptions& o, CLI::Option* quiet) {
  exclude(output.flag("--stats", o.stats, "Print where the time went, and what was cached and moved"), {quiet});
  output.text("--timeline", o.timeline, "FILE",
              "Write what each thread did when, as JSON for\nui.perfetto.dev (replaced with --force)");
  output.flag("--explain", o.explain,
              "Write what became of each round, block and candidate, and\nbecause of whom: rounds.csv, blocks.csv, "
              "candidates.csv");
}

// What --emulate says of a number that has an option of its own.
template <class T>
void take_emulated(const std::optional<Index>& emulated, const char* key, const std::optional<Index>& given,
                   const char* option, T& setting) {
  if (!emulated) return;
  if (given && *given != *emulated) {
    throw Error(ErrorKind::usage,
                fmt::format("{} {} and --emulate {}={} differ: give one of them", option, *given, key, *emulated));
  }
  setting = static_cast<T>(*emulated);
}

void take_cluster(const CommonOptions& o, SchedulerSettings& scheduler, EngineSettings& engine) {
  if (o.emulate) {
    engine.cluster = o.emulate->cluster;
    take_emulated(o.emulate->workers, "workers", o.workers, "--workers", scheduler.workers);
    take_emulated(o.emulate->schedulers, "schedulers", o.shards, "--shards", scheduler.shards);
  }
  engine.cluster.workers = std::min(scheduler.workers, most_machines);
  engine.cluster.schedulers = std::min<Index>(scheduler.shards, most_machines);
  engine.cluster.seed = scheduler.seed;
}

}  // namespace

void add_limits(Group& stopping, CommonOptions& o) {
  stopping.whole("--max-rounds", o.max_rounds, 1, most_index, "N", "Stop after N rounds in all (default: no limit)");
  stopping.number("--time-limit", o.time_limit, {.low = 0, .above = true, .infinite = true}, "SECONDS",
                  "Stop the fit after so many seconds (default: no limit)");
}

void add_rounds(Group& scheduling, CommonOptions& o, const ScheduleWords& words) {
  scheduling.choice("--schedule", o.schedule, policies, "POLICY", words.schedule);
  scheduling.whole("--workers", o.workers, 1, most_int, "P", words.workers);
  scheduling.whole("--candidates", o.candidates, 0, most_index, "N", words.candidates);
}

void add_draws(Group& scheduling, CommonOptions& o, const SchedulerSettings& scheduler, const EngineSettings& engine) {
  scheduling.number("--eta", o.eta, {.low = 0}, "E",
                    "Priority of a variable at rest, as a share of the mean\n" + by_default(scheduler.eta));
  scheduling.whole("--shards", o.shards, 1, most_int, "S",
                   "Scheduler shards that take turns " + by_default(scheduler.shards));
  scheduling.whole("--lookahead", o.lookahead, 0, most_int, "D",
                   "Rounds planned ahead of their feedback " + by_default(engine.lookahead));
  scheduling.flag("--no-priority", o.no_priority, "Draw candidates uniformly");
  scheduling.flag("--no-balance", o.no_balance, "Deal variables to blocks in turn");
}

void add_execution(Group& execution, CommonOptions& o, const SchedulerSettings& scheduler,
                   const EngineSettings& engine) {
  execution.whole("--threads", o.threads, 0, most_threads, "N",
                  "Threads; no result depends on it (default 0: all that this\n"
                  "process may use)");
  execution.whole("--seed", o.seed, 0, most_index, "N", "Seed of all that is random " + by_default(scheduler.seed));
  execution.choice("--executor", o.executor, executors, "KIND",
                   "serial, flow (oneTBB) or threads: the same bits\n" + by_default(engine.executor, executors));
}

void add_emulation(CLI::App& app, CommonOptions& o) {
  const ClusterSettings cluster;
  Group(app, "Emulation")
      .add("--emulate", "KEY=VALUE,...",
           "The cluster that emulated seconds are of (docs/emulation.md):\n"
           "workers and schedulers, in the place of --workers, --shards;\n"
           "latency=50us, bandwidth=1GB/s; speed=equal, spread:0.2 or\n"
           "stragglers:0.05x0.3; times of an entry, update, sample, check\n"
           "and round, as strads calibrate prints them\n(default " +
               emulation_text(cluster) + ")",
           [&o](const std::string& text) { o.emulate = parse_emulation(text); });
}

void add_output(Group& output, CommonOptions& o, const std::string& verbose) {
  output.required("--out", o.out, "DIR", "Directory of the results; appears whole or not at all");
  output.flag("--force", o.force, "Replace the results in an existing DIR");
  auto* quiet = output.flag("-q,--quiet", o.quiet, "Print nothing but errors");
  exclude(output.flag("-v,--verbose", o.verbose, verbose), {quiet});
  add_watching(output, o, quiet);
}

std::string shown(double value) {
  std::string text = fmt::format("{}", value);
  const auto exponent = text.find("e-0");
  return exponent == std::string::npos ? text : text.erase(exponent + 2, 1);
}

void take_common(const CommonOptions& o, SchedulerSettings& scheduler, EngineSettings& engine) {
  take(o.workers, scheduler.workers);
  take(o.candidates, scheduler.candidates);
  take(o.eta, scheduler.eta);
  take(o.shards, scheduler.shards);
  take(o.seed, scheduler.seed);
  scheduler.explain = o.explain;
  scheduler.priority = scheduler.priority && !o.no_priority;
  scheduler.balance = scheduler.balance && !o.no_balance;
  take(o.executor, engine.executor);
  take(o.threads, engine.threads);
  take(o.lookahead, engine.lookahead);
  take(o.max_rounds, engine.max_rounds);
  take(o.time_limit, engine.time_limit);
  take_cluster(o, scheduler, engine);
}

int settle_threads(EngineSettings& engine) {
  if (engine.threads == 0) engine.threads = default_threads();
  return engine.executor == ExecutorKind::serial ? 1 : engine.threads;
}

int reading_threads(const std::optional<Index>& given) {
  const int threads = static_cast<int>(given.value_or(0));
  return threads == 0 ? default_threads() : threads;
}

void add_reading_threads(Group& group, std::optional<Index>& target) {
  group.whole("--threads", target, 0, most_threads, "N",
              "Threads for reading (default 0: all that this process may\nuse)");
}

}  // namespace strads::cli
