#include "cli/linear/model.hpp"

#include <unordered_map>

#include "folder/coefficients.hpp"
#include "folder/names.hpp"

namespace strads::cli {
namespace {

LassoModel from_summary(const nlohmann::json& summary) {
  LassoModel model;
  model.columns = summary.at("data").at("columns").get<Index>();
  model.names = summary.at("data").at("names").get<bool>();
  const auto& settings = summary.at("settings");
  model.imputes = settings.at("impute") == "mean";
  model.table = table_of(settings);
  if (const auto& target = settings.at("target"); !target.is_null()) model.target = target.get<std::string>();
  for (const auto& point : summary.at("steps")) model.points.push_back({.lambda = point.at("lambda").get<double>()});
  if (const auto cv = summary.find("cross_validation"); cv != summary.end() && !cv->is_null()) {
    for (const char* name : {"least", "one_se"}) {
      const auto point = cv->at(name).get<std::size_t>();
      (void)summary.at("steps").at(point);
      model.chosen[name] = static_cast<Index>(point);
    }
  }
  return model;
}

}  // namespace

LassoModel read_lasso_model(const ModelDirectory& directory) {
  LassoModel model = directory.from_summary(from_summary);
  std::unordered_map<Index, std::size_t> places;  // of columns, in LassoModel::used
  const auto take = [&](const folder::Coefficient& coefficient) {
    ModelPoint& to = model.points[static_cast<std::size_t>(coefficient.point)];
    if (coefficient.index < 0) {
      to.intercept = coefficient.value;
      return;
    }
    const auto [at, added] = places.try_emplace(coefficient.index, model.used.size());
    if (added) {
      const auto& [chromosome, position, allele1, allele2] = coefficient.variant;
      model.used.push_back({coefficient.index,
                            std::string(coefficient.name),
                            coefficient.mean,
                            coefficient.deviation,
                            {std::string(chromosome), position, std::string(allele1), std::string(allele2)}});
    }
    to.column.push_back(at->second);
    to.value.push_back(coefficient.value);
  };
  model.genotypes = folder::read_coefficients(directory.file(folder::coefficients_file),
                                              static_cast<Index>(model.points.size()), model.columns, take);
  return model;
}

}  // namespace strads::cli
