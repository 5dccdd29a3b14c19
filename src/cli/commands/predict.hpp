// `strads predict DIR DATA`.
#pragma once

#include "cli/fit/predict_options.hpp"
#include "cli/terminal/arguments.hpp"

namespace strads::cli {

void add_options(CLI::App& app, PredictOptions& options);
void run_predict(const PredictOptions& options);

}  // namespace strads::cli
