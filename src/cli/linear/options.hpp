// What `strads lasso` was asked to do: the command line as read, and the settings that follow from it.
#pragma once

#include <optional>
#include <string>

#include "cli/fit/common_options.hpp"
#include "cli/fit/table_options.hpp"
#include "strads/linear.hpp"

namespace strads::cli {

// The papers' limit on the dependency of two variables that run side by side: the default with `--conflict drop`.
inline constexpr double papers_pair_limit = 0.1;

// An empty optional was not given; the default then depends on other options (`make_settings`).
struct LassoOptions : CommonOptions {
  std::string data;
  std::optional<std::string> response;
  std::optional<std::string> target;
  std::optional<std::string> pheno;
  std::optional<std::string> pheno_name;
  std::optional<std::string> column_names;
  std::optional<std::string> penalty_factors;
  std::optional<bool> impute_mean;
  TableOptions table;
  std::optional<bool> float_storage;

  std::optional<double> alpha;
  bool no_intercept = false;
  bool no_standardize = false;
  bool non_negative = false;
  bool scale_response = false;

  std::optional<double> lambda;
  std::optional<double> lambda_ratio;
  std::optional<Index> path;
  std::optional<double> min_ratio;

  std::optional<Index> folds;
  std::optional<std::string> fold_ids;

  std::optional<double> tol;

  std::optional<Conflict> conflict;
  std::optional<double> pair_limit;
  std::optional<double> sum_limit;
  std::optional<Index> block_floor;
  std::optional<Index> block_cap;
  bool staleness = false;
  bool no_filter = false;
  std::optional<linear::Update> update;
  std::optional<linear::Score> score;
  bool no_screening = false;
  std::optional<bool> safeguard;

  std::optional<CommitKind> commit;
  std::optional<Index> gram_cache;  // MiB
};

// Adds the options to the subcommand `app`; they write into `options`.
void add_options(CLI::App& app, LassoOptions& options);

// Everything but penalty factors, which are a file. Throws Error (usage) as linear::check does.
[[nodiscard]] linear::Settings make_settings(const LassoOptions& options);

}  // namespace strads::cli
