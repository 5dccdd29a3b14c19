// What every command that fits does, in its order.
#pragma once

#include <string>
#include <vector>

#include "cli/common_options.hpp"
#include "cli/fit_record.hpp"
#include "cli/interrupt.hpp"
#include "cli/live_line.hpp"
#include "cli/memory.hpp"
#include "cli/stopwatch.hpp"
#include "io/output_directory.hpp"

namespace strads::cli {

// Reads, fits, writes, prints. `read(fitted)` returns the data and notes their shape; `fit(data, fitted, line)` sets
// result and trace. `Fitted` is a FitRecord with options and settings, for which write_outputs, print_summary and
// explain_stop stand beside it. Returns the exit code: 0, 7, 130 or 143; throws Error for the others.
template <class Fitted, class Options, class Read, class Fit>
int run_fit(const Options& options, const std::vector<std::string>& arguments, const Read& read, const Fit& fit) {
  const Stopwatch watch;
  Fitted fitted;
  fitted.options = options;
  fitted.arguments = arguments;
  fitted.settings = make_settings(options);
  io::OutputDirectory directory(options.out, options.force);

  auto& engine = fitted.settings.engine;
  fitted.threads = settle_threads(engine);
  LiveLine line(choose_chatter(options.quiet, options.verbose));
  line.reading(options.data);
  const auto data = read(fitted);
  fitted.load_seconds = watch.seconds();

  engine.interrupt = &interrupt_flag();
  fitting();
  fit(data, fitted, line);
  writing();
  line.clear();
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
