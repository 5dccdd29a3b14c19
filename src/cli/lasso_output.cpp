#include "cli/lasso_output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "cli/words.hpp"

namespace strads::cli {
namespace {

using Json = nlohmann::ordered_json;

Json step_json(const lasso::Step& step) {
  return {{"lambda", step.lambda},   {"objective", step.objective}, {"duality_gap", step.duality_gap},
          {"nonzero", step.nonzero}, {"rounds", step.rounds},       {"updates", step.updates},
          {"seconds", step.seconds}, {"stop", name(step.stop)}};
}

Json passes_json(const Activity& activity) {
  Json out = Json::object();
  for (const auto& [pass, spent] : activity.passes) {
    out[std::string(pass)] = {
        {"calls", spent.calls}, {"tiles", spent.tiles}, {"workload", spent.workload}, {"seconds", spent.seconds}};
  }
  return out;
}

std::string summary(const Fitted& f) {
  const auto& result = f.result;
  const Activity& activity = result.activity;
  Json out;
  out["command"] = "lasso";
  out["version"] = STRADS_VERSION;
  out["arguments"] = f.arguments;
  out["settings"] = settings_json(f);
  out["data"] = {{"rows", f.rows},
                 {"columns", f.columns},
                 {"stored", f.stored},
                 {"format", f.format},
                 {"names", !f.names.empty()}};
  out["threads"] = f.threads;
  out["seed"] = f.settings.scheduler.seed;
  out["seconds"] = {{"load", f.load_seconds}, {"solve", result.seconds}, {"total", f.total_seconds}};
  out["peak_rss_bytes"] = f.peak_rss_bytes;
  out["status"] = status(result.stop);
  out["lambda_max"] = result.lambda_max;
  out["null_deviance"] = result.null_deviance;
  out["steps"] = Json::array();
  for (const auto& step : result.steps) out["steps"].push_back(step_json(step));
  out["gram"] = {{"hits", result.gram.hits},
                 {"misses", result.gram.misses},
                 {"bytes", result.gram.bytes},
                 {"evicted", result.gram.evicted}};
  out["activity"] = {{"rounds", activity.rounds},   {"updates", activity.updates},
                     {"drawn", activity.drawn},     {"kept", activity.kept},
                     {"refused", activity.refused}, {"emulated_seconds", activity.emulated_seconds}};
  out["passes"] = passes_json(activity);
  // Names come from files: what is not UTF-8 in them is replaced, not fatal.
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

void write_coefficients(const Fitted& f, io::OutputFile& file) {
  file.write("step\tlambda\tindex\tname\tvalue\n");
  for (std::size_t k = 0; k < f.result.steps.size(); ++k) {
    const auto& step = f.result.steps[k];
    const std::string prefix = fmt::format("{}\t{}\t", k, exact(step.lambda));
    if (f.settings.intercept && step.intercept != 0) {
      file.write(prefix + "-1\t(intercept)\t" + exact(step.intercept) + "\n");
    }
    for (std::size_t i = 0; i < step.index.size(); ++i) {
      if (step.value[i] == 0) continue;
      file.write(fmt::format("{}{}\t{}\t{}\n", prefix, step.index[i], column_name(f.names, step.index[i]),
                             exact(step.value[i])));
    }
  }
}

// What decides the numbers: neither files nor executor nor threads, which leave no mark on any bit.
std::string trace_comment(const Fitted& f) {
  std::string line = fmt::format("# strads {} lasso", STRADS_VERSION);
  constexpr std::array<std::string_view, 6> left_out = {"data",         "response",        "target",
                                                        "column_names", "penalty_factors", "executor"};
  const Json settings = settings_json(f);
  for (const auto& [key, value] : settings.items()) {
    if (std::find(left_out.begin(), left_out.end(), key) != left_out.end()) continue;
    line += fmt::format(" {}={}", key,
                        value.is_null()     ? "none"
                        : value.is_string() ? value.get<std::string>()
                                            : value.dump());
  }
  return line + fmt::format(" seed={}\n", f.settings.scheduler.seed);
}

void write_trace(const Fitted& f, io::OutputFile& file) {
  file.write(trace_comment(f));
  file.write("seconds,emulated_seconds,rounds,updates,lambda,objective,duality_gap,nonzero,kept,refused,imbalance\n");
  for (const auto& row : f.trace) {
    file.write(fmt::format("{},{},{},{},{},{},{},{},{},{},{}\n", row.seconds, row.emulated_seconds, row.rounds,
                           row.updates, row.lambda, row.objective, row.duality_gap, row.nonzero, row.kept, row.refused,
                           row.imbalance));
  }
}

}  // namespace

std::string status(StopReason stop) {
  if (stop == StopReason::converged || stop == StopReason::interrupted) return std::string(name(stop));
  return "not converged: " + std::string(name(stop));
}

std::string column_name(const std::vector<std::string>& names, Index j) {
  return names.empty() ? fmt::format("x{}", j) : one_line(names[static_cast<std::size_t>(j)]);
}

void write_outputs(const Fitted& fitted, io::OutputDirectory& directory) {
  directory.write_text("summary.json", summary(fitted));
  directory.write("coefficients.tsv", [&](io::OutputFile& file) { write_coefficients(fitted, file); });
  directory.write("trace.csv", [&](io::OutputFile& file) { write_trace(fitted, file); });
  directory.write_text("report.html", report_page(fitted));
  directory.commit();
}

}  // namespace strads::cli
