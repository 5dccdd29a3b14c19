#include "cli/common_options.hpp"

#include <fmt/format.h>

#include "cli/common_names.hpp"
#include "strads/engine.hpp"

namespace strads::cli {

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

void add_output(Group& output, CommonOptions& o, const std::string& verbose) {
  output.required("--out", o.out, "DIR", "Directory of the results; appears whole or not at all");
  output.flag("--force", o.force, "Replace the results in an existing DIR");
  auto* quiet = output.flag("-q,--quiet", o.quiet, "Print nothing but errors");
  exclude(output.flag("-v,--verbose", o.verbose, verbose), {quiet});
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
  scheduler.priority = scheduler.priority && !o.no_priority;
  scheduler.balance = scheduler.balance && !o.no_balance;
  take(o.executor, engine.executor);
  take(o.threads, engine.threads);
  take(o.lookahead, engine.lookahead);
  take(o.max_rounds, engine.max_rounds);
  take(o.time_limit, engine.time_limit);
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
