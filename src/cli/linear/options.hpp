// What `strads lasso` was asked to do: the command line as read, and the settings that follow from it.
#pragma once

#include <optional>
#include <string>

#include "cli/fit/common_options.hpp"
#include "cli/fit/table_options.hpp"
#include "strads/linear.hpp"

namespace strads::cli {

struct LassoOptions : CommonOptions {
  std::string data;
  std::optional<std::string> response;
  std::optional<std::string> target;
  std::optional<std::string> pheno;
  std::optional<std::string> pheno_name;
  std::optional<std::string> covar;
  std::optional<std::string> covar_name;  // names, commas between
  std::optional<std::string> column_names;
  std::optional<std::string> penalty_factors;
  bool impute_mean = false;
  TableOptions table;
  bool float_storage = false;
  std::optional<Index> folds;
  std::optional<std::string> fold_ids;
  std::optional<std::string> validation_ids;
  std::optional<std::string> validation_column;
  Index patience = 5;  // lambdas: over a default path, where the least one is 1/100 of the first, a factor of 0.8
  linear::Schedule schedule = linear::Schedule::dynamic;
  linear::Settings settings;
};

// Every option of the command, bound to `options`.
[[nodiscard]] OptionTable option_table(LassoOptions& options);
void add_options(CLI::App& app, LassoOptions& options);

// Everything but penalty factors, which are a file. Throws Error (usage) as linear::check does.
[[nodiscard]] linear::Settings make_settings(const LassoOptions& options);

}  // namespace strads::cli
