// Where a model's columns are in data that name no alleles.
#pragma once

#include <vector>

#include "cli/fit/predict_options.hpp"
#include "cli/linear/column_source.hpp"
#include "cli/linear/model.hpp"
#include "io/dataset.hpp"

namespace strads::cli {

// What is to be read of a table: of LassoModel::used those `asked` for; `impute`: their missing values are means.
[[nodiscard]] io::WantedColumns wanted_columns(const LassoModel& model, const std::vector<char>& asked, bool impute);

// Of each of LassoModel::used that is asked for. Throws Error (mismatch) that names all columns which are not there.
[[nodiscard]] std::vector<ColumnSource> table_sources(const PredictOptions& options, const LassoModel& model,
                                                      const std::vector<char>& asked, const io::Dataset& data);

}  // namespace strads::cli
