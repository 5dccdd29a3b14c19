// `strads report DIR...`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/terminal/option_table.hpp"

namespace strads::cli {

struct ReportOptions {
  std::vector<std::string> runs;
  std::optional<std::string> out;
  bool svg = false;
  bool log = false;
  bool force = false;
};

void add_options(CLI::App& app, ReportOptions& options);
void run_report(const ReportOptions& options);

}  // namespace strads::cli
