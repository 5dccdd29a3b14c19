#include "cli/linear/covariates.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "strads/error.hpp"

namespace strads::cli {
namespace {

std::vector<std::string> names_asked(const LassoModel& model, const std::vector<char>& asked) {
  std::vector<std::string> names;
  for (std::size_t k = 0; k < asked.size(); ++k) {
    if (asked[k] != 0 && model.is_covariate(k)) names.push_back(model.used[k].name);
  }
  return names;
}

}  // namespace

std::optional<io::CovariateFile> covariates_asked(const LassoOptions& options) {
  if (!options.covar) {
    if (options.covar_name) throw Error(ErrorKind::usage, "--covar-name needs --covar FILE");
    return {};
  }
  io::CovariateFile file{*options.covar};
  if (options.covar_name) file.names = columns_in(*options.covar_name, "--covar-name");
  if (options.validation_column) file.others.push_back(*options.validation_column);
  return file;
}

void leave_free(Index last, Index columns, linear::Settings& settings) {
  if (last == 0) return;
  auto& factors = settings.penalty_factors;
  factors.resize(static_cast<std::size_t>(columns - last), 1.0);
  factors.resize(static_cast<std::size_t>(columns), 0.0);
  for (Index j = columns - last; j < columns; ++j) settings.unbounded.push_back(j);
}

std::optional<io::CovariateFile> covariates_asked(const PredictOptions& options, const LassoModel& model,
                                                  const std::vector<char>& asked) {
  if (!options.covar) return {};
  if (model.covariates == 0) {
    throw Error(ErrorKind::usage,
                fmt::format("--covar does not go with the model in {}, which has no covariates", options.model));
  }
  io::CovariateFile file{*options.covar, names_asked(model, asked)};
  file.ranges = false;
  return file.names.empty() ? std::nullopt : std::optional(std::move(file));
}

void require_covariates(const PredictOptions& options, const LassoModel& model, const std::vector<char>& asked) {
  const auto names = names_asked(model, asked);
  if (names.empty() || options.covar) return;
  throw Error(ErrorKind::mismatch, fmt::format("the model in {} has covariates: give --covar FILE with \"{}\"",
                                               options.model, fmt::join(names, "\", \"")));
}

}  // namespace strads::cli
