#include "cli/fit/fit_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "cli/fit/common_names.hpp"
#include "cli/fit/json.hpp"
#include "cli/terminal/interrupt.hpp"
#include "cli/terminal/words.hpp"
#include "folder/names.hpp"

namespace strads::cli {

std::string status(StopReason stop) {
  if (stop == StopReason::converged || stop == StopReason::interrupted) return std::string(name(stop));
  return "not converged: " + std::string(name(stop));
}

int exit_code(StopReason stop) {
  if (stop == StopReason::converged) return 0;
  return stop == StopReason::interrupted ? interrupt_code() : 7;
}

Json summary_head(std::string_view command, const FitRecord& record, const Json& settings, std::uint64_t seed) {
  Json out;
  out["command"] = command;
  out["version"] = STRADS_VERSION;
  out["arguments"] = record.arguments;
  out["settings"] = settings;
  out["data"] = {
      {"rows", record.rows}, {"columns", record.columns}, {"stored", record.stored}, {"format", record.format}};
  out["threads"] = record.threads;
  out["seed"] = seed;
  out["seconds"] = {{"load", record.load_seconds}, {"solve", record.solve_seconds}, {"total", record.total_seconds}};
  out["peak_rss_bytes"] = record.peak_rss_bytes;
  out["status"] = status(record.stop);
  return out;
}

Json activity_json(const Activity& activity) {
  return {{"rounds", activity.rounds}, {"updates", activity.updates}, {"drawn", activity.drawn},
          {"kept", activity.kept},     {"refused", activity.refused}, {"emulated_seconds", activity.emulated_seconds}};
}

Json passes_json(const Activity& activity) {
  Json out = Json::object();
  for (const auto& [pass, spent] : activity.passes) {
    out[std::string(pass)] = {
        {"calls", spent.calls}, {"tiles", spent.tiles}, {"workload", spent.workload}, {"seconds", spent.seconds}};
  }
  return out;
}

double engine_share(const FitRecord& record, const Activity& activity) {
  double inside = 0;
  for (const auto& [pass, spent] : activity.passes) inside += spent.seconds;
  return record.solve_seconds > 0 ? inside / record.solve_seconds : 0.0;
}

std::string dumped(const Json& summary) { return summary.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

Json limit(double value) { return std::isfinite(value) ? Json(value) : Json(); }

void put_limits(const EngineSettings& engine, Json& out) {
  out["max_rounds"] = engine.max_rounds == std::numeric_limits<Index>::max() ? Json() : Json(engine.max_rounds);
  out["time_limit"] = limit(engine.time_limit);
}

void put_schedule(const SchedulerSettings& scheduler, const EngineSettings& engine, Json& out) {
  out["schedule"] = choice_name(scheduler.policy, policies);
  out["workers"] = scheduler.workers;
  out["candidates"] = scheduler.candidates;
  out["eta"] = scheduler.eta;
  out["shards"] = scheduler.shards;
  out["lookahead"] = engine.lookahead;
  out["priority"] = scheduler.priority;
  out["balance"] = scheduler.balance;
  out["executor"] = choice_name(engine.executor, executors);
}

std::string trace_comment(std::string_view command, const Json& settings, std::span<const std::string_view> left_out,
                          std::uint64_t seed) {
  std::string line = fmt::format("# strads {} {}", STRADS_VERSION, command);
  for (const auto& [key, value] : settings.items()) {
    if (std::find(left_out.begin(), left_out.end(), key) != left_out.end()) continue;
    line += fmt::format(" {}={}", key,
                        value.is_null()     ? "none"
                        : value.is_string() ? value.get<std::string>()
                                            : value.dump());
  }
  return line + fmt::format(" seed={}\n", seed);
}

void print_time(const FitRecord& record, const Activity& activity) {
  fmt::print("time      load {}, solve {} on {}, {} in {}\n", duration(record.load_seconds),
             duration(record.solve_seconds), plural(record.threads, "thread"), plural(activity.updates, "update"),
             plural(activity.rounds, "round"));
}

void print_results(const std::string& directory, std::string_view files) {
  fmt::print("results   {}/{}, {}, {}, {}\n", directory, folder::page_file, files, folder::summary_file,
             folder::trace_file);
}

}  // namespace strads::cli
