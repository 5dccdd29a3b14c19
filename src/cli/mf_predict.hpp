// `strads predict` with a matrix factorization.
#pragma once

#include "cli/model_directory.hpp"
#include "cli/predict_command.hpp"

namespace strads::cli {

void predict_mf(const ModelDirectory& directory, const PredictOptions& options);

}  // namespace strads::cli
