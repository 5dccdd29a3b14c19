// A fitted Lasso, as its folder tells of it.
#pragma once

#include <optional>
#include <string>

#include "cli/fit/table_options.hpp"
#include "folder/lasso_model.hpp"

namespace strads::cli {

struct LassoModel : folder::LassoModel {
  bool imputes = false;  // missing values count as the column's mean
  TableOptions table;    // what the fit was told of its data
  std::optional<std::string> target;
};

// Throws as folder::read_lasso_model does.
[[nodiscard]] LassoModel read_model(const folder::FitFolder& folder);

}  // namespace strads::cli
