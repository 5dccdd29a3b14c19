#include "cli/commands/calibrate.hpp"

#include <fmt/format.h>

#include "cli/commands/calibration.hpp"
#include "cli/fit/emulation.hpp"
#include "cli/terminal/help.hpp"

namespace strads::cli {

void add_options(CLI::App& app, CalibrateOptions& /*options*/) {
  use_help(app, "strads calibrate",
           "Prints what this machine takes for the operations that emulated seconds are made of, as --emulate reads\n"
           "it. Give it explicitly, and the same string again for the same numbers:\n"
           "  strads lasso X.npy -y y.txt --emulate workers=64,$(strads calibrate) --out fit");
}

void run_calibrate() {
  ClusterSettings cluster;
  calibrate(cluster);
  fmt::print("{}\n", costs_text(cluster));
}

}  // namespace strads::cli
