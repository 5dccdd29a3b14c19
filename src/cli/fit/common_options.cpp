#include "cli/fit/common_options.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/fit/common_names.hpp"
#include "folder/names.hpp"
#include "strads/engine.hpp"
#include "strads/error.hpp"

namespace strads::cli {
namespace {

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

}  // namespace

void add_limits(Group& stopping, EngineSettings& engine) {
  stopping.whole("--max-rounds", engine.max_rounds, 1, most_index, "N",
                 "Stop after N rounds in all (default: no limit)");
  stopping.number("--time-limit", engine.time_limit, {.low = 0, .above = true, .infinite = true}, "SECONDS",
                  "Stop the fit after so many seconds (default: no limit)");
}

void add_rounds(OptionTable& table, CommonOptions& o, SchedulerSettings& scheduler, const RoundWords& words) {
  Group scheduling(table, "Scheduling", Chapter::schedule);
  const auto then = [&o, &scheduler, more = words.then_workers] {
    o.workers = scheduler.workers;
    if (more) more();
  };
  scheduling.whole("--workers", scheduler.workers, 1, most_int, "P", words.workers, {.then = then});
  scheduling.whole("--candidates", scheduler.candidates, 0, most_index, "N", words.candidates);
}

void add_draws(OptionTable& table, CommonOptions& o, SchedulerSettings& scheduler, EngineSettings& engine) {
  Group scheduling(table, "Scheduling", Chapter::schedule);
  scheduling.number("--eta", scheduler.eta, {.low = 0}, "E",
                    "Added to every priority, as a share of their mean\n(default {})");
  scheduling.whole("--shards", scheduler.shards, 1, most_int, "S", "Scheduler shards that take turns (default {})",
                   {.then = [&] { o.shards = scheduler.shards; }});
  scheduling.whole("--lookahead", engine.lookahead, 0, most_int, "D",
                   "Rounds planned ahead of their feedback (default {})");
  scheduling.flag("--no-priority", scheduler.priority, false, "Draw candidates uniformly");
  scheduling.flag("--no-balance", scheduler.balance, false, "Deal variables to blocks in turn");
}

void add_execution(OptionTable& table, SchedulerSettings& scheduler, EngineSettings& engine) {
  Group execution(table, "Execution");
  execution.whole("--threads", engine.threads, 0, most_threads, "N", threads_help);
  execution.whole("--seed", scheduler.seed, 0, most_index, "N", "Seed of all that is random (default {})");
  Group(table, "Execution", Chapter::schedule)
      .choice("--executor", engine.executor, executors, "KIND",
              "serial, flow (oneTBB) or threads: the same bits\n(default {})", {.mark = false});
}

void add_emulation(OptionTable& table, CommonOptions& o, const EngineSettings& engine) {
  Group(table, "Emulation", Chapter::cluster)
      .add({"--emulate",
            "KEY=VALUE,...",
            "The cluster that emulated seconds are of (docs/emulation.md):\n"
            "workers and schedulers, in the place of --workers, --shards;\n"
            "latency=50us, bandwidth=1GB/s; speed=equal, spread:0.2 or\n"
            "stragglers:0.05x0.3; times of an entry, update, sample, check\n"
            "and round, as strads calibrate prints them\n(default " +
                emulation_text({}) + ")",
            "KEY=VALUE,KEY=VALUE,...",
            [&o](const std::string& text) { o.emulate = parse_emulation(text); },
            [&] { return o.emulate ? Value(emulation_text(engine.cluster)) : Value(); },
            {.setting = "cluster"}});
}

void add_output(OptionTable& table, CommonOptions& o, SchedulerSettings& scheduler, const std::string& verbose) {
  Group output(table, "Output");
  output.required("--out", o.out, "DIR", "Directory of the results; appears whole or not at all");
  output.flag("--force", o.force, true, "Replace the results in an existing DIR");
  output.flag("-q,--quiet", o.quiet, true, "Print nothing but errors");
  output.flag("-v,--verbose", o.verbose, true, verbose, {.conflicts = {"--quiet"}});
  output.flag("--stats", o.stats, true, "Print where the time went, and what was cached and moved",
              {.conflicts = {"--quiet"}});
  output.text("--timeline", o.timeline, "FILE",
              "Write what each thread did when, as JSON for\nui.perfetto.dev (replaced with --force)");
  output.flag("--explain", scheduler.explain, true,
              fmt::format("Write what became of each round, block and candidate, and\nbecause of whom: {}, {}, {}",
                          folder::rounds_file, folder::blocks_file, folder::candidates_file));
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

int choose_threads(EngineSettings& engine) {
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
