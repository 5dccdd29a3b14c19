#include "cli/linear/model.hpp"

namespace strads::cli {
namespace {

LassoModel told(const folder::Json& summary) {
  LassoModel model;
  const auto& settings = summary.at("settings");
  model.imputes = settings.at("impute") == "mean";
  model.table = table_of(settings);
  if (const auto& target = settings.at("target"); !target.is_null()) model.target = target.get<std::string>();
  return model;
}

}  // namespace

LassoModel read_model(const folder::FitFolder& folder) {
  LassoModel model = folder.from_summary(told);
  static_cast<folder::LassoModel&>(model) = folder::read_lasso_model(folder);
  return model;
}

}  // namespace strads::cli
