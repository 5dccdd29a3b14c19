// What the files of every fit tell, whatever the model.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal/option_table.hpp"
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
                                const OptionTable& table, std::uint64_t seed);
[[nodiscard]] Json activity_json(const Activity& activity);
[[nodiscard]] Json passes_json(const Activity& activity);
// The part of the solve that lies inside passes, rounds and the scheduler; the rest is between them.
[[nodiscard]] double engine_share(const FitRecord& record, const Activity& activity);

// What the options of the table are at.
[[nodiscard]] Json told_settings(const OptionTable& table);
// Those in which runs that are compared must agree: {"data": {KEY: LABEL, ...}, "problem": {...}}.
[[nodiscard]] Json compared_settings(const OptionTable& table);

// The first line of trace.csv: what decides the numbers.
[[nodiscard]] std::string trace_comment(std::string_view command, const Json& settings, const OptionTable& table,
                                        std::uint64_t seed);

// Two lines of the closing words, on stdout.
void print_time(const FitRecord& record, const Activity& activity);
void print_results(const std::string& directory, std::string_view files);

}  // namespace strads::cli
