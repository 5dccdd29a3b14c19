// The options that every fit has: limits, scheduling, execution, output.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <type_traits>

#include "cli/fit/emulation.hpp"
#include "cli/terminal/arguments.hpp"
#include "strads/engine_settings.hpp"
#include "strads/scheduler_settings.hpp"

namespace strads::cli {

// An empty optional was not given.
struct CommonOptions {
  std::optional<Index> max_rounds;
  std::optional<double> time_limit;

  std::optional<Policy> schedule;
  std::optional<Index> workers;
  std::optional<Index> candidates;
  std::optional<double> eta;
  std::optional<Index> shards;
  std::optional<Index> lookahead;
  bool no_priority = false;
  bool no_balance = false;

  std::optional<Emulation> emulate;
  std::optional<ExecutorKind> executor;
  std::optional<Index> threads;
  std::optional<Index> seed;

  bool stats = false;
  bool explain = false;
  std::optional<std::string> timeline;

  std::string out;
  bool force = false;
  bool quiet = false;
  bool verbose = false;
};

inline constexpr Index most_index = std::numeric_limits<Index>::max();
inline constexpr Index most_int = std::numeric_limits<int>::max();
inline constexpr Index most_threads = 4096;

// Help texts that differ from model to model.
struct ScheduleWords {
  std::string schedule;
  std::string workers;
  std::string candidates;
};

// What the help says of defaults is read from the settings.
void add_limits(Group& stopping, CommonOptions& options);
void add_rounds(Group& scheduling, CommonOptions& options, const ScheduleWords& words);  // --schedule ... --candidates
void add_draws(Group& scheduling, CommonOptions& options, const SchedulerSettings& scheduler,
               const EngineSettings& engine);  // --eta ... --no-balance
void add_execution(Group& execution, CommonOptions& options, const SchedulerSettings& scheduler,
                   const EngineSettings& engine);
void add_emulation(CLI::App& app, CommonOptions& options);
void add_output(Group& output, CommonOptions& options, const std::string& verbose);
inline constexpr const char* exit_codes_help =
    "Exit codes: 0 done, 2 usage, 3 file cannot be read or written (or DIR is not empty), 4 malformed\n"
    "input, 5 inputs that do not fit together, 6 not enough memory, 7 not converged (what there is is\n"
    "written), 130 interrupted, 143 terminated (likewise).";

[[nodiscard]] std::string shown(double value);  // 1e-6 rather than 1e-06

// "(default VALUE)"
template <class T>
std::string by_default(T value) {
  if constexpr (std::is_floating_point_v<T>) return "(default " + shown(value) + ")";
  return "(default " + std::to_string(value) + ")";
}
template <class T>
std::string by_default(T value, const Choices<T>& names) {
  return "(default " + choice_name(value, names) + ")";
}

template <class From, class To>
void take(const std::optional<From>& given, To& setting) {
  if (given) setting = static_cast<To>(*given);
}

// Options that were given become settings; all but --schedule, on which defaults of others depend. The cluster gets as
// many workers and schedulers as the schedule has workers and shards. Throws Error (usage) when they are given twice
// and differ.
void take_common(const CommonOptions& options, SchedulerSettings& scheduler, EngineSettings& engine);

// The threads that the engine will use, chosen now if they were not given.
int settle_threads(EngineSettings& engine);
// Threads of a command that only reads; 0 or none given: all that this process may use.
[[nodiscard]] int reading_threads(const std::optional<Index>& given);
void add_reading_threads(Group& group, std::optional<Index>& target);

}  // namespace strads::cli
