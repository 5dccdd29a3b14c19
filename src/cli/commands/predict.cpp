#include "cli/commands/predict.hpp"

#include <fmt/format.h>

#include <limits>

#include "cli/fit/common_options.hpp"
#include "cli/linear/predict.hpp"
#include "cli/mf/predict.hpp"
#include "cli/terminal/arguments.hpp"
#include "cli/terminal/help.hpp"
#include "cli/terminal/table_output.hpp"
#include "folder/marks.hpp"
#include "folder/names.hpp"
#include "strads/error.hpp"

namespace strads::cli {
namespace {

void refuse_option(bool given, const char* option, const folder::FitFolder& directory) {
  if (!given) return;
  throw Error(ErrorKind::usage, fmt::format("{} does not go with the model in {}, which strads {} made", option,
                                            directory.path(), directory.command()));
}

}  // namespace

void add_options(CLI::App& app, PredictOptions& o) {
  use_help(app, "strads predict DIR DATA [options]");
  OptionTable table;
  Group arguments(table, "Arguments");
  arguments.required("DIR", o.model, "", "What strads lasso --out or strads mf --out made");
  arguments.required("DATA", o.data, "",
                     "For a Lasso: data with the model's columns, in any format that\n"
                     "lasso reads, written as those of the fit unless options say else;\n"
                     "columns go by name where model and data have names.\n"
                     "For a matrix factorization: a user and an item a line, in any\n"
                     "format that mf reads; unknown ones get what is known");
  Group lasso(table, "Lasso");
  lasso.text("--target", o.target, "COLUMN", "Column of DATA to leave out");
  add_table_options(table, "Lasso", o.table);
  lasso.choice("--impute", o.impute_mean, {{"mean", true}}, "mean",
               "Put the training mean where DATA has a missing value\n(default: if the fit did)");
  lasso.whole("--step", o.point, 0, std::numeric_limits<Index>::max(), "K",
              "Only step K, counted from 0 (default: all steps)");
  lasso.number("--lambda", o.lambda, {.low = 0}, "L", "Only the step with this lambda (to 5 digits)",
               {.conflicts = {"--step"}});
  lasso.choice("--cv", o.chosen, {{"least", folder::least_error}, {"1se", folder::one_standard_error}}, "least|1se",
               "Only the step that cross-validation chose: with the least\n"
               "error, or the first within a standard error of it",
               {.conflicts = {"--step", "--lambda"}});
  lasso.flag("--best", o.best, true, "Only the step that predicts best the rows held out of the fit",
             {.conflicts = {"--step", "--lambda", "--cv"}});
  lasso.flag("--skip-unmatched", o.skip_unmatched, true,
             "Genotypes: a variant of the model that DATA lacks counts as its\n"
             "mean in the fit (default: it is an error). Variants go by id, or\n"
             "by chromosome and position, and by alleles in either order");
  lasso.text("--covar", o.covar, "FILE",
             "Genotypes: covariates of the people of DATA, by the names that\n"
             "the model has; everybody needs all of them");
  Group mf(table, "Matrix factorization");
  add_columns(table, "Matrix factorization", o.columns);
  mf.flag("--clip", o.clip, true, "Clip predictions to the range of the model's ratings");
  Group execution(table, "Execution");
  add_reading_threads(execution, o.threads);
  add_table_output(table, o.out, o.force,
                   "row, step, lambda,\nprediction (of genotypes FID and IID, too); or user, item,\nprediction");
  table.add_to(app);
}

void run_predict(const PredictOptions& options) {
  const folder::FitFolder directory(options.model);
  if (directory.command() == folder::lasso_command) {
    refuse_option(options.columns.user_col.has_value(), "--user-col", directory);
    refuse_option(options.columns.item_col.has_value(), "--item-col", directory);
    refuse_option(options.columns.separator.has_value(), "--separator", directory);
    refuse_option(options.clip, "--clip", directory);
    predict_lasso(directory, options);
  } else {
    refuse_option(options.target.has_value(), "--target", directory);
    refuse_option(options.impute_mean.has_value(), "--impute", directory);
    refuse_option(options.table.drop.has_value(), "--drop", directory);
    refuse_option(options.table.header.has_value(), "--header", directory);
    refuse_option(options.table.decimal.has_value(), "--decimal", directory);
    refuse_option(options.table.index_base.has_value(), "--index-base", directory);
    refuse_option(options.point.has_value(), "--step", directory);
    refuse_option(options.lambda.has_value(), "--lambda", directory);
    refuse_option(options.chosen.has_value(), "--cv", directory);
    refuse_option(options.best, "--best", directory);
    refuse_option(options.skip_unmatched, "--skip-unmatched", directory);
    refuse_option(options.covar.has_value(), "--covar", directory);
    predict_mf(directory, options);
  }
}

}  // namespace strads::cli
