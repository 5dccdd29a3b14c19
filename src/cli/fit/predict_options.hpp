// What `strads predict` is asked for.
#pragma once

#include <optional>
#include <string>

#include "cli/fit/ratings_options.hpp"
#include "cli/fit/table_options.hpp"
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
  std::optional<Index> point;
  std::optional<double> lambda;
  std::optional<std::string> chosen;  // by cross-validation: the folder/marks.hpp has the names
  bool best = false;                  // on rows held out
  bool skip_unmatched = false;
  std::optional<std::string> covar;
  // Of a matrix factorization alone:
  RatingsColumns columns;
  bool clip = false;
};

}  // namespace strads::cli
