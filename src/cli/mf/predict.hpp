// `strads predict` with a matrix factorization.
#pragma once

#include "cli/fit/predict_options.hpp"
#include "folder/fit_folder.hpp"

namespace strads::cli {

void predict_mf(const folder::FitFolder& directory, const PredictOptions& options);

}  // namespace strads::cli
