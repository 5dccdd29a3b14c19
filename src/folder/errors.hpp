// What predictions missed: cross_validation.csv and predicted.csv.
#pragma once

#include <span>

#include "folder/columns.hpp"
#include "io/output/directory.hpp"
#include "strads/index.hpp"

namespace strads::folder {

// A lambda of the path, and the error of the folds' fits at it.
struct CrossValidationRow {
  Index point = 0;
  double lambda = 0;
  double error = 0;
  double standard_error = 0;
  Index nonzero = 0;
};

// Ratings given in one range and predicted in another, as a count.
struct PredictedRow {
  double predicted_low = 0;  // of the first -infinity, of the last `predicted_high` infinity
  double predicted_high = 0;
  double given_low = 0;
  double given_high = 0;
  Index count = 0;
};

[[nodiscard]] std::span<const Written<CrossValidationRow>> cross_validation_columns();
[[nodiscard]] std::span<const Written<PredictedRow>> predicted_columns();

void write_cross_validation(std::span<const CrossValidationRow> rows, io::OutputDirectory& directory);
void write_predicted(std::span<const PredictedRow> rows, io::OutputDirectory& directory);

}  // namespace strads::folder
