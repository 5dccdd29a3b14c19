// The options that every fit has: limits, scheduling, execution, output.
#pragma once

#include <functional>
#include <limits>
#include <optional>
#include <string>

#include "cli/fit/emulation.hpp"
#include "cli/terminal/option_table.hpp"
#include "strads/engine_settings.hpp"
#include "strads/scheduler_settings.hpp"

namespace strads::cli {

struct CommonOptions {
  // As given: --emulate may say the same.
  std::optional<Index> workers;
  std::optional<Index> shards;
  std::optional<Emulation> emulate;

  bool stats = false;
  std::optional<std::string> timeline;
  std::string out;
  bool force = false;
  bool quiet = false;
  bool verbose = false;
};

inline constexpr Index most_index = std::numeric_limits<Index>::max();
inline constexpr Index most_int = std::numeric_limits<int>::max();
inline constexpr Index most_threads = 4096;
inline constexpr const char* threads_help =
    "Threads; no result depends on it (default 0: all that this\nprocess may use)";

// What differs from model to model: help texts, and what follows when the option was given.
struct RoundWords {
  std::string workers;
  std::string candidates;
  std::function<void()> then_workers = {};
};

void add_limits(Group& stopping, EngineSettings& engine);
// --workers, --candidates
void add_rounds(OptionTable& table, CommonOptions& options, SchedulerSettings& scheduler, const RoundWords& words);
// --eta ... --no-balance
void add_draws(OptionTable& table, CommonOptions& options, SchedulerSettings& scheduler, EngineSettings& engine);
void add_execution(OptionTable& table, SchedulerSettings& scheduler, EngineSettings& engine);
void add_emulation(OptionTable& table, CommonOptions& options, const EngineSettings& engine);
void add_output(OptionTable& table, CommonOptions& options, SchedulerSettings& scheduler, const std::string& verbose);
inline constexpr const char* exit_codes_help =
    "Exit codes: 0 done, 2 usage, 3 file cannot be read or written (or DIR is not empty), 4 malformed\n"
    "input, 5 inputs that do not fit together, 6 not enough memory, 7 not converged (what there is is\n"
    "written), 130 interrupted, 143 terminated (likewise).";

// The cluster as --emulate tells it, with as many workers and schedulers as the schedule has workers and shards. Throws
// Error (usage) when they are given twice and differ.
void take_cluster(const CommonOptions& options, SchedulerSettings& scheduler, EngineSettings& engine);

// The threads that the engine will use, chosen now if they were not given.
int choose_threads(EngineSettings& engine);
// Threads of a command that only reads; 0 or none given: all that this process may use.
[[nodiscard]] int reading_threads(const std::optional<Index>& given);
void add_reading_threads(Group& group, std::optional<Index>& target);

}  // namespace strads::cli
