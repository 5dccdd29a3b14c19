// Covariates beside genotypes: which are read, and how the model takes them.
#pragma once

#include <optional>
#include <vector>

#include "cli/fit/predict_options.hpp"
#include "cli/linear/model.hpp"
#include "cli/linear/options.hpp"
#include "io/dataset.hpp"

namespace strads::cli {

// Of a fit; none unless it is given a file. Throws Error (usage).
[[nodiscard]] std::optional<io::CovariateFile> covariates_asked(const LassoOptions& options);

// The last so many of all columns: neither penalized nor bounded. Penalty factors are those of the others.
void leave_free(Index last, Index columns, linear::Settings& settings);

// Of a prediction: those of LassoModel::used that are `asked` for, in their order. Throws Error: usage where the model
// has none.
[[nodiscard]] std::optional<io::CovariateFile> covariates_asked(const PredictOptions& options, const LassoModel& model,
                                                                const std::vector<char>& asked);
// Throws Error (mismatch) where some are asked for and no file is given.
void require_covariates(const PredictOptions& options, const LassoModel& model, const std::vector<char>& asked);

}  // namespace strads::cli
