// `strads predict` with a fitted Lasso.
#pragma once

#include "cli/fit/predict_options.hpp"
#include "folder/fit_folder.hpp"

namespace strads::cli {

void predict_lasso(const folder::FitFolder& directory, const PredictOptions& options);

}  // namespace strads::cli
