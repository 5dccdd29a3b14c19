// `strads report DIR...`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "io/output_directory.hpp"

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

// report.html of a fit, from the files that it has written to `directory` so far.
void write_report(io::OutputDirectory& directory);

}  // namespace strads::cli
