// `strads predict` with a fitted Lasso.
#pragma once

#include "cli/model_directory.hpp"
#include "cli/predict_command.hpp"

namespace strads::cli {

void predict_lasso(const ModelDirectory& directory, const PredictOptions& options);

}  // namespace strads::cli
