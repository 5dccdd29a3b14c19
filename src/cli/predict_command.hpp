// `strads predict DIR DATA`.
#pragma once

#include <optional>
#include <string>

#include "cli/ratings_options.hpp"
#include "cli/table_options.hpp"
#include "strads/index.hpp"

namespace strads::cli {

struct PredictOptions {
  std::string model;
  std::string data;
  std::optional<std::string> out;
  std::optional<Index> threads;
  bool force = false;
  // Of a Lasso alone:
  std::optional<std::string> target;
  std::optional<bool> impute_mean;
  TableOptions table;
  std::optional<Index> step;
  std::optional<double> lambda;
  std::optional<std::string> chosen;  // by cross-validation: the field of summary.json that has the step
  bool skip_unmatched = false;
  // Of a matrix factorization alone:
  RatingsColumns columns;
  bool clip = false;
};

void add_options(CLI::App& app, PredictOptions& options);
void run_predict(const PredictOptions& options);

}  // namespace strads::cli
