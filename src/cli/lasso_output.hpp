// The files of `strads lasso`.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "apps/lasso/lasso.hpp"
#include "cli/lasso_options.hpp"
#include "cli/progress.hpp"
#include "io/dataset.hpp"
#include "io/output_directory.hpp"

namespace strads::cli {

// All that the files tell of a fit.
struct Fitted {
  std::vector<std::string> arguments;  // of the program
  LassoOptions options;
  lasso::Settings settings;
  lasso::Result result;
  std::vector<TraceRow> trace;
  Index rows = 0;
  Index columns = 0;
  Index stored = 0;
  std::vector<std::string> names;  // of the columns; empty: they have none
  std::string format;
  int threads = 1;
  double load_seconds = 0;
  double total_seconds = 0;
  Index peak_rss_bytes = 0;
};

// "converged", "interrupted", or "not converged: REASON".
[[nodiscard]] std::string status(StopReason stop);
// Of column j: its name, or x<j>; without tabs and line breaks.
[[nodiscard]] std::string column_name(const std::vector<std::string>& names, Index j);
// Every setting in effect, by the names of the command line. A limit that is off is null.
[[nodiscard]] nlohmann::ordered_json settings_json(const Fitted& fitted);

void write_outputs(const Fitted& fitted, io::OutputDirectory& directory);
// The page of write_outputs: report.html.
[[nodiscard]] std::string report_page(const Fitted& fitted);

}  // namespace strads::cli
