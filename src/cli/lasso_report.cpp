#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "cli/lasso_output.hpp"
#include "cli/words.hpp"
#include "report/lasso_page.hpp"

namespace strads::cli {
namespace {

std::string typed(const std::vector<std::string>& arguments) {
  std::string line = "strads";
  for (const auto& argument : arguments) {
    const bool plain = !argument.empty() && argument.find_first_of(" \t\n\"'\\$&|<>;*?()[]{}`!#~") == std::string::npos;
    std::string quoted;
    for (const char c : argument) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    line += plain ? " " + argument : " '" + quoted + "'";
  }
  return one_line(line);
}

// With its folder, which tells more where the file is just X.npy.
std::string data_name(const std::string& file) {
  const std::filesystem::path path(file);
  const auto folder = path.parent_path().filename();
  return (folder == "." || folder == ".." ? path.filename() : folder / path.filename()).string();
}

report::Pairs facts(const Fitted& f) {
  const auto& steps = f.result.steps;
  report::Pairs out = {{"rows", count(f.rows)}, {"columns", count(f.columns)}, {"stored entries", count(f.stored)}};
  if (!steps.empty()) {
    double worst = 0;
    Index most = 0;
    for (const auto& step : steps) {
      worst = std::isnan(step.duality_gap) ? step.duality_gap : std::max(worst, step.duality_gap);
      most = std::max(most, step.nonzero);
    }
    out.emplace_back("steps", count(static_cast<Index>(steps.size())));
    out.emplace_back(steps.size() == 1 ? "nonzero" : "most nonzero", count(most));
    out.emplace_back("largest duality gap", fmt::format("{:.1e}", worst));
  }
  out.emplace_back("updates", count(f.result.activity.updates));
  out.emplace_back("reading", duration(f.load_seconds));
  out.emplace_back("solving", fmt::format("{}, {}", duration(f.result.seconds), plural(f.threads, "thread")));
  return out;
}

report::Pairs settings(const Fitted& f) {
  report::Pairs out;
  const auto json = settings_json(f);
  for (const auto& [key, value] : json.items()) {
    if (value.is_null()) {
      out.emplace_back(key, "none");
    } else {
      out.emplace_back(key, value.is_string() ? value.get<std::string>() : value.dump());
    }
  }
  out.emplace_back("seed", std::to_string(f.settings.scheduler.seed));
  return out;
}

}  // namespace

std::string report_page(const Fitted& f) {
  report::LassoPage page;
  page.title = "Lasso on " + one_line(data_name(f.options.data));
  page.command = typed(f.arguments);
  page.version = STRADS_VERSION;
  page.status = status(f.result.stop);
  page.converged = f.result.stop == StopReason::converged;
  page.facts = facts(f);
  page.settings = settings(f);
  page.tol = f.settings.tol;
  for (const auto& step : f.result.steps) {
    page.steps.push_back({step.lambda, step.objective, step.duality_gap, step.nonzero, step.rounds, step.updates,
                          step.seconds, std::string(name(step.stop)), step.index, step.value});
  }
  for (const auto& row : f.trace) page.trace.push_back({row.seconds, row.lambda, row.duality_gap, row.nonzero});
  page.column_name = [&f](Index j) { return column_name(f.names, j); };
  return report::lasso_page(page);
}

}  // namespace strads::cli
