#include "cli/lasso_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/column_names.hpp"
#include "cli/interrupt.hpp"
#include "cli/lasso_output.hpp"
#include "cli/lasso_summary.hpp"
#include "cli/memory.hpp"
#include "cli/stopwatch.hpp"
#include "strads/error.hpp"

namespace strads::cli {
namespace {

// A column's name in the place of a file's is the likeliest mistake.
void check_response(const std::string& response, const std::vector<std::string>& names) {
  std::error_code ignored;
  if (std::filesystem::exists(response, ignored)) return;
  if (std::find(names.begin(), names.end(), response) == names.end()) return;
  throw Error(ErrorKind::file,
              fmt::format("{0}: there is no such file; for the column of this name give --target {0}", response));
}

io::Dataset read(const LassoOptions& options, int threads) {
  io::ReadOptions how;
  how.target = options.target;
  how.impute_mean = options.impute_mean.value_or(false);
  how.threads = threads;
  io::Dataset data = io::read_dataset(options.data, how);
  if (options.response) {
    check_response(*options.response, data.names);
    data.y = io::read_response(*options.response);
  }
  if (data.y.empty() && data.X.rows() > 0) {
    throw Error(ErrorKind::usage, options.data + " holds no response: give -y FILE or --target COLUMN");
  }
  if (static_cast<Index>(data.y.size()) != data.X.rows()) {
    throw Error(ErrorKind::mismatch, fmt::format("{} has {} rows, but {} has {} values", options.data, data.X.rows(),
                                                 options.response.value_or("its response"), data.y.size()));
  }
  return data;
}

}  // namespace

int run_lasso(const LassoOptions& options, std::vector<std::string> arguments) {
  const Stopwatch watch;
  Fitted fitted;
  fitted.options = options;
  fitted.arguments = std::move(arguments);
  fitted.settings = make_settings(options);
  io::OutputDirectory directory(options.out, options.force);

  auto& settings = fitted.settings;
  fitted.threads = settle_threads(settings.engine);
  if (options.penalty_factors) settings.penalty_factors = io::read_response(*options.penalty_factors);
  LiveLine line(choose_chatter(options.quiet, options.verbose));
  line.reading(options.data);
  const io::Dataset data = read(options, settings.engine.threads);
  fitted.rows = data.X.rows();
  fitted.columns = data.X.columns();
  fitted.stored = data.X.stored();
  fitted.names = options.column_names ? read_column_names(*options.column_names, fitted.columns) : data.names;
  fitted.format = data.format;
  fitted.load_seconds = watch.seconds();
  check(settings, fitted.rows, fitted.columns);

  FitObserver observer(line, settings.tol, settings.engine.time_limit);
  settings.engine.interrupt = &interrupt_flag();
  fitting();
  fitted.result = lasso::fit(data.X, data.y, settings, observer);
  writing();
  line.clear();
  fitted.trace = observer.trace();
  fitted.stop = fitted.result.stop;
  fitted.solve_seconds = fitted.result.seconds;
  fitted.peak_rss_bytes = memory_bytes("VmHWM");
  fitted.total_seconds = watch.seconds();
  write_outputs(fitted, directory);

  if (!options.quiet) print_summary(fitted);
  explain_stop(fitted);
  return exit_code(fitted.stop);
}

}  // namespace strads::cli
