#include "cli/linear/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <limits>
#include <span>
#include <system_error>
#include <utility>

#include "cli/fit/fit_command.hpp"
#include "cli/linear/column_names.hpp"
#include "cli/linear/covariates.hpp"
#include "cli/linear/output.hpp"
#include "cli/linear/rows.hpp"
#include "cli/linear/summary.hpp"
#include "core/in_parallel.hpp"
#include "strads/error.hpp"

namespace strads::cli {
namespace {

using linear::Role;

// A column's name in the place of a file's is the likeliest mistake.
void check_response(const std::string& response, const std::vector<std::string>& names) {
  std::error_code ignored;
  if (std::filesystem::exists(response, ignored)) return;
  if (std::find(names.begin(), names.end(), response) == names.end()) return;
  throw Error(ErrorKind::file,
              fmt::format("{0}: there is no such file; for the column of this name give --target {0}", response));
}

void check_rows(const io::Dataset& data, const LassoOptions& options) {
  const auto values = static_cast<Index>(data.y.size());
  if (values == data.X.rows()) return;
  std::string hint;
  if (data.format == "CSV" && values + 1 == data.X.rows() && data.names.empty()) {
    hint = "; --header yes if its first line names the columns";
  } else if (data.format == "CSV" && values == data.X.rows() + 1 && !data.names.empty()) {
    hint = "; --header no if its first line is data";
  } else if (options.response && values == data.X.rows() + 1) {
    hint = "; a header is passed over only if it is a word";
  }
  throw Error(ErrorKind::mismatch, fmt::format("{} has {} rows, but {} has {} values{}", options.data, data.X.rows(),
                                               options.response.value_or("its response"), values, hint));
}

io::Dataset read_data(LassoFitted& fitted) {
  const LassoOptions& options = fitted.options;
  if (options.pheno_name && !options.pheno) throw Error(ErrorKind::usage, "--pheno-name needs --pheno FILE");
  if (options.validation_column && !options.pheno) {
    throw Error(ErrorKind::usage, "--validation-column needs --pheno FILE");
  }
  io::ReadOptions how;
  how.target = options.target;
  how.response = !options.response;
  how.pheno = options.pheno;
  how.pheno_name = options.pheno_name;
  how.covar = covariates_asked(options);
  how.impute_mean = options.impute_mean;
  how.float_storage = options.float_storage;
  how.check_mapped = holds_out(options);  // else the fit reads all that there is
  how.threads = fitted.settings.engine.threads;
  take_form(options.table, {}, how);
  if (options.table.drop) how.drop = columns_in(*options.table.drop);
  io::Dataset data = io::read_dataset(options.data, how);
  const bool genotypes = data.format == "PLINK";
  TableOptions form = options.table;
  const bool other_text =
      genotypes || options.response || options.fold_ids || options.penalty_factors || options.validation_ids;
  if (other_text) form.decimal.reset();  // numbers stand in other files, too
  check_format(form, options.data, data.format);
  if (genotypes && options.response) data.notes.clear();  // of phenotypes that are not asked for
  for (const auto& text : data.notes) note(fitted, genotypes ? "phenotype" : "columns", text);
  for (const auto& text : data.covariates.notes) note(fitted, "covar", text);
  if (options.response) {
    check_response(*options.response, data.names);
    const char* hint =
        genotypes ? "--pheno FILE takes phenotypes by FID and IID" : "--target COLUMN takes the response from X";
    data.y = read_numbers(*options.response, "response", {.if_columns = hint}, fitted);
  }
  if (data.y.empty() && data.X.rows() > 0) {
    throw Error(ErrorKind::usage, options.data + " holds no response: give -y FILE or --target COLUMN");
  }
  check_rows(data, options);
  return data;
}

io::Dataset read(LassoFitted& fitted) {
  const LassoOptions& options = fitted.options;
  linear::Settings& settings = fitted.settings;
  if (options.penalty_factors) {
    settings.penalty_factors = read_numbers(*options.penalty_factors, "penalties",
                                            {.if_infinite = "--drop leaves a column of a table out"}, fitted);
  }
  io::Dataset data = read_data(fitted);
  fitted.roles = read_roles(fitted, data);
  fitted.rows =
      fitted.roles.empty() ? data.X.rows() : std::count(fitted.roles.begin(), fitted.roles.end(), Role::fitted);
  fitted.columns = data.X.columns();
  fitted.stored = data.X.stored();
  fitted.bytes = data.X.bytes();
  fitted.names = std::move(data.names);
  fitted.format = data.format;
  fitted.variants = std::move(data.variants);
  fitted.covariates = std::move(data.covariates);
  const auto covariates = std::ssize(fitted.covariates.names);
  if (options.column_names) {
    fitted.names = read_column_names(*options.column_names, fitted.columns - covariates);
    fitted.names.insert(fitted.names.end(), fitted.covariates.names.begin(), fitted.covariates.names.end());
  }
  fitted.left_out = data.left_out;
  fitted.not_in_fam = data.not_in_fam;
  fitted.missing = data.missing ? static_cast<Index>(data.missing->size()) : 0;
  check(settings, fitted.rows, fitted.columns - covariates);
  leave_free(covariates, fitted.columns, settings);
  fitted.fold_of = read_folds(fitted);
  return data;
}

// How many lambdas may predict no better before the path ends.
Index patience(const LassoFitted& fitted) {
  return fitted.settings.whole_path ? std::numeric_limits<Index>::max() : fitted.options.patience;
}

// Of the columns that some point uses.
std::map<Index, Moments> moments_of(const AnyMatrix& X, const std::vector<linear::Point>& points, int threads) {
  std::vector<char> used(static_cast<std::size_t>(X.columns()));
  for (const auto& point : points) {
    for (const Index j : point.index) used[j] = 1;
  }
  std::map<Index, Moments> moments;
  for (Index j = 0; j < X.columns(); ++j) {
    if (used[j] != 0) moments.emplace_hint(moments.end(), j, Moments{});
  }
  std::vector<std::pair<const Index, Moments>*> columns;
  columns.reserve(moments.size());
  for (auto& column : moments) columns.push_back(&column);
  in_parallel(static_cast<Index>(columns.size()), threads,
              [&](Index k) { columns[k]->second = X.moments(columns[k]->first); });
  return moments;
}

// On some rows, or all.
void fit_path(const AnyMatrix& X, std::span<const double> y, LassoFitted& fitted, LassoObserver& observer) {
  fitted.result = linear::fit(X, y, fitted.settings, observer);
  fitted.trace = observer.trace();
  fitted.moments = moments_of(X, fitted.result.points, fitted.settings.engine.threads);
}

StopReason fit(const io::Dataset& data, LassoFitted& fitted, LiveLine& line) {
  const linear::Settings& settings = fitted.settings;
  LassoObserver observer(line, settings.tol, settings.engine.time_limit);
  if (!fitted.roles.empty()) {
    const linear::Split split = linear::split(data.X, data.y, fitted.roles);
    linear::Validator validator(split, settings.intercept, patience(fitted));
    observer.ask(validator);
    fit_path(split.fitted.X, split.fitted.y, fitted, observer);
    fitted.validation = validator.found();
    return fitted.result.stop;
  }
  try {
    fit_path(data.X, data.y, fitted, observer);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::malformed && data.check) data.check();  // says where
    throw;
  }
  if (fitted.fold_of.empty() || fitted.result.stop != StopReason::converged) return fitted.result.stop;
  const auto begin = [&](Index fold, Index folds, double seconds) {
    show_fold(line, fold, folds, fitted.result.seconds + seconds);
  };
  fitted.cross_validation = linear::cross_validate(data.X, data.y, settings, fitted.result, fitted.fold_of, begin);
  return fitted.cross_validation->stop;
}

}  // namespace

int run_lasso(const LassoOptions& options, const std::vector<std::string>& arguments) {
  return run_fit<LassoFitted>(options, arguments, read, fit);
}

}  // namespace strads::cli
