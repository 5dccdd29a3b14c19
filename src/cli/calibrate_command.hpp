// `strads calibrate`.
#pragma once

namespace CLI {
class App;
}

namespace strads::cli {

void describe_calibrate(CLI::App& app);
void run_calibrate();

}  // namespace strads::cli
