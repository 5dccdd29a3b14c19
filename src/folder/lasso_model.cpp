#include "folder/lasso_model.hpp"

#include <iterator>
#include <unordered_map>

#include "folder/marks.hpp"

namespace strads::folder {
namespace {

LassoModel outlined(const Json& summary) {
  LassoModel model;
  model.columns = summary.at("data").at("columns").get<Index>();
  model.covariates = std::ssize(summary.at("data").value("covariates", std::vector<std::string>()));
  model.names = summary.at("data").at("names").get<bool>();
  for (const auto& point : summary.at("steps")) model.points.push_back({.lambda = point.at("lambda").get<double>()});
  for (const auto& [field, name, label] : choices) {
    const auto chosen = summary.find(field);
    if (chosen == summary.end() || chosen->is_null()) continue;
    const auto point = chosen->at(name).get<std::size_t>();
    (void)summary.at("steps").at(point);
    model.chosen[name] = static_cast<Index>(point);
  }
  return model;
}

}  // namespace

LassoModel read_lasso_model(const FitFolder& folder) {
  LassoModel model = folder.from_summary(outlined);
  std::unordered_map<Index, std::size_t> places;  // of columns, in LassoModel::used
  const auto take = [&](const Coefficient& coefficient) {
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
  model.genotypes =
      read_coefficients(folder.file(coefficients_file), static_cast<Index>(model.points.size()), model.columns, take);
  return model;
}

}  // namespace strads::folder
