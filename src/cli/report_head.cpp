#include "cli/report_head.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "cli/json.hpp"
#include "cli/words.hpp"

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

report::Pairs pairs(const Json& settings, std::uint64_t seed) {
  report::Pairs out;
  for (const auto& [key, value] : settings.items()) {
    if (value.is_null()) {
      out.emplace_back(key, "none");
    } else {
      out.emplace_back(key, value.is_string() ? value.get<std::string>() : value.dump());
    }
  }
  out.emplace_back("seed", std::to_string(seed));
  return out;
}

}  // namespace

void fill_head(report::Page& page, const std::string& what, const std::string& data, const FitRecord& record,
               const Json& settings, std::uint64_t seed) {
  page.title = what + " on " + one_line(data_name(data));
  page.command = typed(record.arguments);
  page.version = STRADS_VERSION;
  page.status = status(record.stop);
  page.converged = record.stop == StopReason::converged;
  page.settings = pairs(settings, seed);
}

void put_times(const FitRecord& record, report::Pairs& facts) {
  facts.emplace_back("reading", duration(record.load_seconds));
  facts.emplace_back("solving",
                     fmt::format("{}, {}", duration(record.solve_seconds), plural(record.threads, "thread")));
}

}  // namespace strads::cli
