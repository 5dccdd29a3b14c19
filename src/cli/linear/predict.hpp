// `strads predict` with a fitted Lasso.
#pragma once

#include "cli/fit/model_directory.hpp"
#include "cli/fit/predict_options.hpp"

namespace strads::cli {

void predict_lasso(const ModelDirectory& directory, const PredictOptions& options);

}  // namespace strads::cli
