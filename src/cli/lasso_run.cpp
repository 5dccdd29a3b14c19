#include "cli/lasso_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/column_names.hpp"
#include "cli/fit_command.hpp"
#include "cli/lasso_output.hpp"
#include "cli/lasso_summary.hpp"
#include "core/in_parallel.hpp"
#include "strads/error.hpp"

namespace strads::cli {
namespace {

// A column's name in the place of a file's is the likeliest mistake.
void check_response(const std::string& response, const std::vector<std::string>& names) {
  std::error_code ignored;
  if (std::filesystem::exists(response, ignored)) return;
  if (std::find(names.begin(), names.end(), response) == names.end()) return;
  throw Error(ErrorKind::file,
              fmt::format("{0}: there is no such file; for the column of this name give --target {0}", response));
}

io::Dataset read_data(const LassoOptions& options, int threads) {
  if (options.pheno_name && !options.pheno) throw Error(ErrorKind::usage, "--pheno-name needs --pheno FILE");
  io::ReadOptions how;
  how.target = options.target;
  how.response = !options.response;
  how.pheno = options.pheno;
  how.pheno_name = options.pheno_name;
  how.impute_mean = options.impute_mean.value_or(false);
  how.float_storage = options.float_storage.value_or(false);
  how.check_mapped = false;
  how.threads = threads;
  io::Dataset data = io::read_dataset(options.data, how);
  if (options.response) {
    check_response(*options.response, data.names);
    data.y = io::read_response(*options.response);
  }
  if (data.y.empty() && data.X.rows() > 0) {
    throw Error(ErrorKind::usage, options.data + " holds no response: give -y FILE or --target COLUMN");
  }
  if (static_cast<Index>(data.y.size()) != data.X.rows()) {
    throw Error(ErrorKind::mismatch, fmt::format("{} has {} rows, but {} has {} values", options.data, data.X.rows(),
                                                 options.response.value_or("its response"), data.y.size()));
  }
  return data;
}

std::vector<Index> read_folds(const LassoOptions& options, Index rows, std::uint64_t seed) {
  if (options.folds) return lasso::deal_folds(rows, *options.folds, seed);
  if (!options.fold_ids) return {};
  const auto labels = io::read_response(*options.fold_ids);
  if (static_cast<Index>(labels.size()) != rows) {
    throw Error(ErrorKind::mismatch, fmt::format("{} has {} values, but {} has {} rows with a response",
                                                 *options.fold_ids, labels.size(), options.data, rows));
  }
  return lasso::folds_of(labels);
}

io::Dataset read(LassoFitted& fitted) {
  const LassoOptions& options = fitted.options;
  lasso::Settings& settings = fitted.settings;
  if (options.penalty_factors) settings.penalty_factors = io::read_response(*options.penalty_factors);
  io::Dataset data = read_data(options, settings.engine.threads);
  fitted.rows = data.X.rows();
  fitted.columns = data.X.columns();
  fitted.stored = data.X.stored();
  fitted.bytes = data.X.bytes();
  fitted.names =
      options.column_names ? read_column_names(*options.column_names, fitted.columns) : std::move(data.names);
  fitted.format = data.format;
  fitted.variants = data.variants;
  fitted.left_out = data.left_out;
  fitted.strangers = data.strangers;
  check(settings, fitted.rows, fitted.columns);
  fitted.fold_of = read_folds(options, fitted.rows, settings.scheduler.seed);
  return data;
}

// Of the columns that some step uses.
std::map<Index, Moments> moments_of(const AnyMatrix& X, const std::vector<lasso::Step>& steps, int threads) {
  std::map<Index, Moments> moments;
  for (const auto& step : steps) {
    for (const Index j : step.index) moments.try_emplace(j);
  }
  std::vector<std::pair<const Index, Moments>*> columns;
  columns.reserve(moments.size());
  for (auto& column : moments) columns.push_back(&column);
  in_parallel(static_cast<Index>(columns.size()), threads,
              [&](Index k) { columns[k]->second = X.moments(columns[k]->first); });
  return moments;
}

StopReason fit(const io::Dataset& data, LassoFitted& fitted, LiveLine& line) {
  const lasso::Settings& settings = fitted.settings;
  LassoObserver observer(line, settings.tol, settings.engine.time_limit);
  try {
    fitted.result = lasso::fit(data.X, data.y, settings, observer);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::malformed && data.check) data.check();  // says where
    throw;
  }
  fitted.trace = observer.trace();
  fitted.moments = moments_of(data.X, fitted.result.steps, settings.engine.threads);
  if (fitted.fold_of.empty() || fitted.result.stop != StopReason::converged) return fitted.result.stop;
  const auto begin = [&](Index fold, Index folds, double seconds) {
    show_fold(line, fold, folds, fitted.result.seconds + seconds);
  };
  fitted.cross_validation = lasso::cross_validate(data.X, data.y, settings, fitted.result, fitted.fold_of, begin);
  return fitted.cross_validation->stop;
}

}  // namespace

int run_lasso(const LassoOptions& options, const std::vector<std::string>& arguments) {
  return run_fit<LassoFitted>(options, arguments, read, fit);
}

}  // namespace strads::cli
