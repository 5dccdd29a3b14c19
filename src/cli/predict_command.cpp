#include "cli/predict_command.hpp"

#include <fmt/format.h>

#include <limits>

#include "cli/arguments.hpp"
#include "cli/common_options.hpp"
#include "cli/help.hpp"
#include "cli/lasso_predict.hpp"
#include "cli/mf_predict.hpp"
#include "cli/table_output.hpp"
#include "strads/error.hpp"

namespace strads::cli {
namespace {

void refuse(bool given, const char* option, const ModelDirectory& directory) {
  if (!given) return;
  throw Error(ErrorKind::usage, fmt::format("{} does not go with the model in {}, which strads {} made", option,
                                            directory.path(), directory.command()));
}

}  // namespace

void add_options(CLI::App& app, PredictOptions& o) {
  use_help(app, "strads predict DIR DATA [options]");
  Group arguments(app, "Arguments");
  arguments.required("DIR", o.model, "", "What strads lasso --out or strads mf --out made");
  arguments.required("DATA", o.data, "",
                     "For a Lasso: data with the model's columns, in any format that\n"
                     "lasso reads, written as those of the fit unless options say else;\n"
                     "columns go by name where model and data have names.\n"
                     "For a matrix factorization: a user and an item a line, in any\n"
                     "format that mf reads; unknown ones get what is known");
  Group lasso(app, "Lasso");
  lasso.text("--target", o.target, "COLUMN", "Column of DATA to leave out");
  add_table_options(lasso, o.table);
  lasso.choice<bool>("--impute", o.impute_mean, {{"mean", true}}, "mean",
                     "Put the training mean where DATA has a missing value\n(default: if the fit did)");
  auto* step = lasso.whole("--step", o.step, 0, std::numeric_limits<Index>::max(), "K",
                           "Only step K, counted from 0 (default: all steps)");
  auto* lambda = lasso.number("--lambda", o.lambda, {.low = 0}, "L", "Only the step with this lambda (to 5 digits)");
  auto* chosen = lasso.choice<std::string>("--cv", o.chosen, {{"least", "least"}, {"1se", "one_se"}}, "least|1se",
                                           "Only the step that cross-validation chose: with the least\n"
                                           "error, or the first within a standard error of it");
  lasso.flag("--skip-unmatched", o.skip_unmatched,
             "Genotypes: a variant of the model that DATA lacks counts as its\n"
             "mean in the fit (default: it is an error). Variants go by id, or\n"
             "by chromosome and position, and by alleles in either order");
  exclude(lambda, {step});
  exclude(chosen, {step, lambda});
  Group mf(app, "Matrix factorization");
  add_columns(mf, o.columns);
  mf.flag("--clip", o.clip, "Clip predictions to the range of the model's ratings");
  Group execution(app, "Execution");
  add_reading_threads(execution, o.threads);
  add_table_output(app, o.out, o.force,
                   "row, step, lambda,\nprediction (of genotypes FID and IID, too); or user, item,\nprediction");
}

void run_predict(const PredictOptions& options) {
  const ModelDirectory directory(options.model);
  if (directory.command() == "lasso") {
    refuse(options.columns.user_col.has_value(), "--user-col", directory);
    refuse(options.columns.item_col.has_value(), "--item-col", directory);
    refuse(options.columns.separator.has_value(), "--separator", directory);
    refuse(options.clip, "--clip", directory);
    predict_lasso(directory, options);
  } else {
    refuse(options.target.has_value(), "--target", directory);
    refuse(options.impute_mean.has_value(), "--impute", directory);
    refuse(options.table.drop.has_value(), "--drop", directory);
    refuse(options.table.header.has_value(), "--header", directory);
    refuse(options.table.decimal.has_value(), "--decimal", directory);
    refuse(options.table.index_base.has_value(), "--index-base", directory);
    refuse(options.step.has_value(), "--step", directory);
    refuse(options.lambda.has_value(), "--lambda", directory);
    refuse(options.chosen.has_value(), "--cv", directory);
    refuse(options.skip_unmatched, "--skip-unmatched", directory);
    predict_mf(directory, options);
  }
}

}  // namespace strads::cli
