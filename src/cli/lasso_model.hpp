// A fitted Lasso, read back from its output directory.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/model_directory.hpp"
#include "strads/problem.hpp"

namespace strads::cli {

struct ModelStep {
  double lambda = 0;
  double intercept = 0;
  std::vector<Index> index{};  // columns of the fitted data
  std::vector<std::string> names{};
  std::vector<double> value{};
};

struct LassoModel {
  Index columns = 0;
  bool names = false;  // the fitted data had column names
  std::vector<ModelStep> steps;
  std::map<std::string, Index> chosen;  // the steps that cross-validation chose: "least" and "one_se"; empty: none did
};

// Reads coefficients.tsv and what summary.json says of it. Throws Error: file when one cannot be read, malformed when
// its content is not what `strads lasso` writes.
[[nodiscard]] LassoModel read_lasso_model(const ModelDirectory& directory);

}  // namespace strads::cli
