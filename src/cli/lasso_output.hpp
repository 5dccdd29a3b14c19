// The files of `strads lasso`.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "apps/lasso/cross_validation.hpp"
#include "apps/lasso/lasso.hpp"
#include "cli/fit_record.hpp"
#include "cli/lasso_options.hpp"
#include "cli/lasso_progress.hpp"
#include "cli/stats.hpp"
#include "io/dataset.hpp"
#include "io/output_directory.hpp"

namespace strads::cli {

// All that the files tell of a fit.
struct LassoFitted : FitRecord {
  LassoOptions options;
  lasso::Settings settings;
  lasso::Result result;
  std::vector<LassoTraceRow> trace;
  std::vector<std::string> names;    // of the columns; empty: they have none
  io::Variants variants;             // of genotypes
  std::map<Index, Moments> moments;  // of the columns that some step uses
  Index left_out = 0;                // people without a phenotype
  Index strangers = 0;               // with a phenotype, but not in the .fam
  std::vector<std::string> notes;    // choices made in reading, each after the word that its line begins with
  Index missing = 0;                 // values of X that count as their column's mean
  std::vector<Index> fold_of;        // of each row; empty: no cross-validation
  std::optional<lasso::CrossValidation> cross_validation;
};

// Of column j: its name, or x<j>; without tabs and line breaks.
[[nodiscard]] std::string column_name(const std::vector<std::string>& names, Index j);
// Every setting in effect, by the names of the command line. A limit that is off is null.
[[nodiscard]] Json settings_json(const LassoFitted& fitted);

void write_outputs(const LassoFitted& fitted, io::OutputDirectory& directory);
[[nodiscard]] Traffic traffic(const LassoFitted& fitted);

}  // namespace strads::cli
