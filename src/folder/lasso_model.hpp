// The model of a lasso: coefficients.tsv, and what summary.json says of it.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "folder/coefficients.hpp"
#include "folder/fit_folder.hpp"

namespace strads::folder {

struct ModelPoint {
  double lambda = 0;
  double intercept = 0;
  std::vector<std::size_t> column{};  // its place in LassoModel::used
  std::vector<double> value{};
};

struct LassoModel {
  Index columns = 0;
  Index covariates = 0;           // of genotypes: the last columns
  bool names = false;             // the fitted data had column names
  bool genotypes = false;         // the fitted data were PLINK genotypes
  std::vector<ModelColumn> used;  // by some point
  std::vector<ModelPoint> points;
  std::map<std::string, Index> chosen;  // the points that predict best what was not fitted, by marks.hpp's names

  // Of the columns used, the one at this place.
  [[nodiscard]] bool is_covariate(std::size_t place) const { return used[place].index >= columns - covariates; }
};

// Throws Error: file when a file cannot be read, malformed when its content is not what `strads lasso` writes.
[[nodiscard]] LassoModel read_lasso_model(const FitFolder& folder);

}  // namespace strads::folder
