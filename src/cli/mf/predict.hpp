// `strads predict` with a matrix factorization.
#pragma once

#include "cli/fit/model_directory.hpp"
#include "cli/fit/predict_options.hpp"

namespace strads::cli {

void predict_mf(const ModelDirectory& directory, const PredictOptions& options);

}  // namespace strads::cli
