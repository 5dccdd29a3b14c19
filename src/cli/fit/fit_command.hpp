// What every command that fits does, in its order.
#pragma once

#include <string>
#include <vector>

#include "cli/fit/common_options.hpp"
#include "cli/fit/fit_record.hpp"
#include "cli/fit/watch.hpp"
#include "cli/terminal/interrupt.hpp"
#include "cli/terminal/live_line.hpp"
#include "cli/terminal/memory.hpp"
#include "cli/terminal/stopwatch.hpp"
#include "folder/names.hpp"
#include "folder/rounds.hpp"
#include "io/output/directory.hpp"
#include "strads/error.hpp"

namespace strads::cli {

template <class Work>
auto spanned(const char* name, const Work& work) {
  const Span span(name, SpanKind::part);
  return work();
}

template <class Fitted, class Read, class Fit>
int fit_whole(Fitted& fitted, const Read& read, const Fit& fit) {
  const Stopwatch stopwatch;
  const auto& options = fitted.options;
  fitted.settings = make_settings(options);
  io::OutputDirectory directory(options.out, options.force, folder::all_files);

  auto& engine = fitted.settings.engine;
  fitted.threads = choose_threads(engine);
  const Watch watch(options, fitted.threads);
  LiveLine line(choose_chatter(options.quiet, options.verbose));
  line.reading(options.data);
  const auto data = spanned("read", [&] { return read(fitted); });
  fitted.load_seconds = stopwatch.seconds();

  engine.interrupt = &interrupt_flag();
  const bool explains = fitted.settings.scheduler.explain;
  const bool logs = explains || options.emulate;
  if (logs) engine.log = &fitted.log;
  fitting();
  fitted.stop = spanned("solve", [&] { return fit(data, fitted, line); });
  writing();
  line.clear();
  fitted.solve_seconds = fitted.result.seconds;
  fitted.peak_rss_bytes = memory_bytes("VmHWM");
  fitted.total_seconds = stopwatch.seconds();
  spanned("write", [&] {
    if (logs) folder::write_rounds(fitted.log, explains, options.emulate.has_value(), directory);
    write_outputs(fitted, directory);
  });

  if (!options.quiet) print_summary(fitted);
  watch.finish(fitted, fitted.result.activity, traffic(fitted));
  explain_stop(fitted);
  return exit_code(fitted.stop);
}

// Reads, fits, writes, prints. `read(fitted)` returns the data and notes their shape; `fit(data, fitted, line)` sets
// result and trace, and returns why all that was to be fitted ended. `Fitted` is a FitRecord with options, settings and
// their table, for which write_outputs, print_summary, traffic and explain_stop stand beside it. Returns the exit code:
// 0, 7, 130 or 143; throws Error for the others, in the words of the command line where the library names settings.
template <class Fitted, class Options, class Read, class Fit>
int run_fit(const Options& options, const std::vector<std::string>& arguments, const Read& read, const Fit& fit) {
  Fitted fitted;
  fitted.options = options;
  fitted.arguments = arguments;
  try {
    return fit_whole(fitted, read, fit);
  } catch (const Error& error) {
    throw Error(error.kind(), fitted.table.with_flags(error.what()));
  }
}

}  // namespace strads::cli
