// The files of `strads lasso`.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "apps/linear/cross_validation.hpp"
#include "apps/linear/validation.hpp"
#include "cli/fit/fit_record.hpp"
#include "cli/fit/stats.hpp"
#include "cli/linear/options.hpp"
#include "cli/linear/progress.hpp"
#include "io/dataset.hpp"
#include "io/output/directory.hpp"
#include "strads/linear.hpp"

namespace strads::cli {

// All that the files tell of a fit.
struct LassoFitted : FitRecord {
  LassoFitted() = default;
  LassoFitted(const LassoFitted&) = delete;

  LassoOptions options;
  linear::Settings& settings = options.settings;
  OptionTable table = option_table(options);
  linear::Result result;
  folder::Trace<linear::Checkpoint> trace;
  std::vector<std::string> names;    // of the columns; empty: they have none
  io::Variants variants;             // of genotypes: the first columns
  io::Covariates covariates;         // beside them: the others
  std::map<Index, Moments> moments;  // of the columns that some point uses
  Index left_out = 0;                // people without a phenotype
  Index not_in_fam = 0;              // with a phenotype, but not in the .fam
  std::vector<std::string> notes;    // choices made in reading, each after the word that its line begins with
  Index missing = 0;                 // values of X that count as their column's mean
  std::vector<linear::Role> roles;   // of the rows; empty: all are fitted, and `rows` are those that are
  std::optional<linear::Validation> validation;
  std::vector<Index> fold_of;  // of each row; empty: no cross-validation
  std::optional<linear::CrossValidation> cross_validation;
};

// Of column j: its name, or x<j>; without tabs and line breaks.
[[nodiscard]] std::string column_name(const std::vector<std::string>& names, Index j);
void write_outputs(const LassoFitted& fitted, io::OutputDirectory& directory);
[[nodiscard]] Traffic traffic(const LassoFitted& fitted);

}  // namespace strads::cli
