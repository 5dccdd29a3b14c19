// `strads calibrate`.
#pragma once

namespace CLI {
class App;
}

namespace strads::cli {

struct CalibrateOptions {};  // there is nothing to choose

void add_options(CLI::App& app, CalibrateOptions& options);
void run_calibrate();

}  // namespace strads::cli
