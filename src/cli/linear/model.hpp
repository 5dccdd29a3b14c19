// A fitted Lasso, read back from its output directory.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/fit/model_directory.hpp"
#include "cli/fit/table_options.hpp"
#include "strads/index.hpp"

namespace strads::cli {

// A variant of the fitted genotypes.
struct ModelVariant {
  std::string chromosome;
  Index position = 0;
  std::string allele1;  // that the coefficient counts
  std::string allele2;
};

// A column of the fitted data that is in the model.
struct ModelColumn {
  Index index = 0;
  std::string name;
  double mean = 0;  // over the rows fitted; what is missing left out
  double deviation = 0;
  ModelVariant variant{};  // of genotypes
};

struct ModelPoint {
  double lambda = 0;
  double intercept = 0;
  std::vector<std::size_t> column{};  // its place in LassoModel::used
  std::vector<double> value{};
};

struct LassoModel {
  Index columns = 0;
  bool names = false;      // the fitted data had column names
  bool genotypes = false;  // the fitted data were PLINK genotypes
  bool imputes = false;    // missing values count as the column's mean
  TableOptions table;      // what the fit was told of its data
  std::optional<std::string> target;
  std::vector<ModelColumn> used;  // by some point
  std::vector<ModelPoint> points;
  std::map<std::string, Index> chosen;  // the points that cross-validation chose: "least" and "one_se"; empty: none did
};

// Reads coefficients.tsv and what summary.json says of it. Throws Error: file when one cannot be read, malformed when
// its content is not what `strads lasso` writes.
[[nodiscard]] LassoModel read_lasso_model(const ModelDirectory& directory);

}  // namespace strads::cli
