// What the files of every fit tell, whatever the model.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "strads/engine.hpp"
#include "strads/round_log.hpp"

namespace strads::cli {

using Json = nlohmann::ordered_json;

struct FitRecord {
  std::vector<std::string> arguments;  // of the program
  Index rows = 0;
  Index columns = 0;
  Index stored = 0;
  Index bytes = 0;     // of those entries, as they are held
  std::string format;  // of the data
  int threads = 1;
  double load_seconds = 0;
  double solve_seconds = 0;
  double total_seconds = 0;
  Index peak_rss_bytes = 0;
  StopReason stop = StopReason::converged;
  RoundLog log;  // of the rounds, where they are explained
};

// "converged", "interrupted", or "not converged: REASON".
[[nodiscard]] std::string status(StopReason stop);
// 0; 130 or 143 when a signal stopped the fit; else 7.
[[nodiscard]] int exit_code(StopReason stop);

// The first fields of summary.json. A model adds its own to them.
[[nodiscard]] Json summary_head(std::string_view command, const FitRecord& record, const Json& settings,
                                std::uint64_t seed);
[[nodiscard]] Json activity_json(const Activity& activity);
[[nodiscard]] Json passes_json(const Activity& activity);
// The part of the solve that lies inside passes, rounds and the scheduler; the rest is between them.
[[nodiscard]] double engine_share(const FitRecord& record, const Activity& activity);
// Of the text of summary.json: what is not UTF-8 in names is replaced, not fatal.
[[nodiscard]] std::string dumped(const Json& summary);

// Settings under the names of the command line. A limit that is off is null.
[[nodiscard]] Json limit(double value);
void put_limits(const EngineSettings& engine, Json& out);
void put_schedule(const SchedulerSettings& scheduler, const EngineSettings& engine, Json& out);

// The first line of trace.csv: what decides the numbers. `left_out` names settings that leave no mark on any bit.
[[nodiscard]] std::string trace_comment(std::string_view command, const Json& settings,
                                        std::span<const std::string_view> left_out, std::uint64_t seed);

// Two lines of the closing words, on stdout.
void print_time(const FitRecord& record, const Activity& activity);
void print_results(const std::string& directory, std::string_view files);

}  // namespace strads::cli
