#include "cli/fit/fit_record.hpp"

#include <fmt/format.h>

#include <type_traits>

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

Json summary_head(std::string_view command, const FitRecord& record, const Json& settings, const OptionTable& table,
                  std::uint64_t seed) {
  Json out;
  out["command"] = command;
  out["version"] = STRADS_VERSION;
  out["arguments"] = record.arguments;
  out["settings"] = settings;
  out["compared"] = compared_settings(table);
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

Json told_settings(const OptionTable& table) {
  Json out = Json::object();
  for (const Option* option : table.told()) {
    Json& told = out[option->traits.key] = Json();
    const auto put = [&](const auto& value) {
      if constexpr (!std::is_same_v<decltype(value), const std::monostate&>) told = value;
    };
    std::visit(put, option->value());
  }
  return out;
}

Json compared_settings(const OptionTable& table) {
  Json out = {{"data", Json::object()}, {"problem", Json::object()}};
  for (const Option* option : table.told()) {
    const Traits& traits = option->traits;
    if (!traits.data.empty()) out["data"][traits.key] = traits.data;
    if (!traits.problem.empty()) out["problem"][traits.key] = traits.problem;
  }
  return out;
}

std::string trace_comment(std::string_view command, const Json& settings, const OptionTable& table,
                          std::uint64_t seed) {
  std::string line = fmt::format("# strads {} {}", STRADS_VERSION, command);
  for (const Option* option : table.told()) {
    if (!option->traits.mark) continue;
    const Json& value = settings.at(option->traits.key);
    line += fmt::format(" {}={}", option->traits.key,
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
