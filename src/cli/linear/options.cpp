#include "cli/linear/options.hpp"

#include <fmt/format.h>

#include "cli/linear/names.hpp"
#include "cli/terminal/arguments.hpp"
#include "cli/terminal/help.hpp"

namespace strads::cli {
namespace {

// What the help says of defaults is read from the settings.
const linear::Settings defaults;
const SchedulerSettings& scheduler = defaults.scheduler;

void add_input(CLI::App& app, LassoOptions& o) {
  Group(app, "Arguments")
      .required("X", o.data, "",
                "The data, one row an observation: a table of text, libsvm,\n"
                "MatrixMarket or .npy, plain, .gz or .zst; or PLINK's .bed");
  Group input(app, "Input");
  auto* response =
      input.text("-y,--response", o.response, "FILE", "Response: one number a line, .npy, or MatrixMarket");
  auto* target = input.text("--target", o.target, "COLUMN",
                            "Column of X that is the response: its name, or its number\n"
                            "from 1 in a table without header");
  auto* pheno = input.text("--pheno", o.pheno, "FILE",
                           "Phenotypes of a .bed: FID IID, or IID alone, and a column\n"
                           "each, with a header, or FID, IID and values without; NA or -9\n"
                           "leaves the person out (default: the .fam)");
  auto* pheno_name = input.text("--pheno-name", o.pheno_name, "NAME",
                                "Which of them, without a header by number from 1 (default: the\nonly one)");
  exclude(target, {response});
  exclude(pheno, {response, target});
  exclude(pheno_name, {response, target});
  input.text("--column-names", o.column_names, "FILE",
             "Names of X's columns, one a line, for data without them\n(default: x0, x1, ...)");
  input.choice<bool>("--impute", o.impute_mean, {{"mean", true}}, "mean",
                     "Put the column's mean where X has a missing value\n(default: a missing value is an error)");
  add_table_options(input, o.table);
  input.choice<bool>("--storage", o.float_storage, {{"double", false}, {"float", true}}, "TYPE",
                     "double, or float: dense X rounded to 7 digits in half the\n"
                     "memory, the arithmetic and the certificate still in double\n"
                     "(default: as in the file)");
}

void add_problem(CLI::App& app, LassoOptions& o) {
  Group problem(app, "Problem");
  problem.number("--alpha", o.alpha, {.low = 0, .high = 1}, "A",
                 "Share of the L1 penalty: 1 lasso, 0 ridge, between elastic net\n" + by_default(defaults.alpha));
  problem.flag("--no-intercept", o.no_intercept, "Fit no intercept");
  problem.flag("--no-standardize", o.no_standardize,
               "Penalize coefficients as they are, not times the column's\n"
               "standard deviation");
  problem.text("--penalty-factors", o.penalty_factors, "FILE",
               "A factor >= 0 for each column's penalty, one a line; 0 never\n"
               "penalizes (default: all 1)");
  problem.flag("--non-negative", o.non_negative, "Allow no coefficient below 0");
  problem.flag("--scale-response", o.scale_response,
               "Divide the ridge part by the response's standard deviation:\n"
               "glmnet's lambda where alpha is below 1");
}

void add_path(CLI::App& app, LassoOptions& o) {
  Group path(app, "Path");
  auto* lambda = path.number("--lambda", o.lambda, {.low = 0}, "L", "One fit at this lambda");
  auto* ratio = path.number("--lambda-ratio", o.lambda_ratio, {.low = 0}, "R",
                            "One fit at R times the least lambda that\n"
                            "makes all coefficients 0 (lambda_max)");
  auto* steps = path.whole("--path", o.path, 1, 1'000'000, "K",
                           "K fits, lambda falling geometrically from lambda_max\n" + by_default(defaults.path));
  auto* last = path.number("--lambda-min-ratio", o.min_ratio, {.low = 0, .high = 1, .above = true}, "R",
                           "Last lambda of the path over lambda_max\n"
                           "(default 0.01 if X has fewer rows than columns, else 1e-4)");
  exclude(ratio, {lambda});
  exclude(steps, {lambda, ratio});
  exclude(last, {lambda, ratio});
}

void add_cross_validation(CLI::App& app, LassoOptions& o) {
  Group group(app, "Cross-validation");
  auto* folds = group.whole("--folds", o.folds, 2, most_index, "K",
                            "Leave out each of K random parts of the rows once, and report\n"
                            "what error each lambda makes on them (default: none)");
  exclude(group.text("--fold-ids", o.fold_ids, "FILE",
                     "The fold of each row, a number a line: families, say, that\nmust not be torn apart"),
          {folds});
}

void add_stopping(CLI::App& app, LassoOptions& o) {
  Group stopping(app, "Stopping");
  stopping.number("--tol", o.tol, {.low = 0, .above = true}, "T",
                  "A fit has converged when its certified duality gap is at most\n"
                  "T * ||y - mean(y)||^2 / (2n) " +
                      by_default(defaults.tol));
  add_limits(stopping, o);
}

void add_scheduling(CLI::App& app, LassoOptions& o) {
  Group scheduling(app, "Scheduling");
  add_rounds(scheduling, o,
             {.schedule = "dynamic: by priority and dependency; static, random (Shotgun)\n"
                          "and cyclic are the published baselines " +
                          by_default(scheduler.policy, policies),
              .workers = fmt::format("Blocks a round at most; never follows --threads\n(default {}; 1 with cyclic)",
                                     scheduler.workers),
              .candidates = "Variables drawn a round (default 0: chosen by --conflict;\n4P with drop)"});
  scheduling.choice("--conflict", o.conflict, conflicts, "group|drop",
                    "Put a dependent candidate in the block it depends on,\nor refuse it " +
                        by_default(scheduler.conflict, conflicts));
  scheduling.number(
      "--pair-limit", o.pair_limit, {.low = 0, .above = true, .infinite = true}, "D",
      fmt::format("Blocks of a round hold no two variables this dependent\n(default {} with drop, else {})",
                  papers_pair_limit, scheduler.pair_limit));
  scheduling.number("--sum-limit", o.sum_limit, {.low = 0, .above = true, .infinite = true}, "D",
                    "Most dependency of a variable on all other blocks " + by_default(scheduler.sum_limit));
  scheduling.whole("--block-floor", o.block_floor, 1, most_index, "N",
                   fmt::format("Open a further block for every N candidates\n(default {}; 1 with --workers)",
                               scheduler.block_floor));
  scheduling.whole("--block-cap", o.block_cap, 1, most_index, "N",
                   fmt::format("Variables in a block at most (default {})", scheduler.block_cap));
  add_draws(scheduling, o, scheduler, defaults.engine);
  scheduling.flag("--staleness", o.staleness, "With --lookahead, update on the state D rounds ago too");
  scheduling.flag("--no-filter", o.no_filter, "Keep every candidate");
  scheduling.choice("--update", o.update, updates, "exact|step",
                    "Solve each block, or take one step a variable " + by_default(defaults.update, updates));
  scheduling.choice("--score", o.score, scores, "exact|step",
                    "Priority: the step a variable would take now, or its last\n" + by_default(defaults.score, scores));
  scheduling.flag("--no-screening", o.no_screening, "Draw even what provably stays 0");
  scheduling.choice(
      "--safeguard", o.safeguard, on_off, "on|off",
      "Search along a joint step that would raise the objective\n" + by_default(defaults.safeguard, on_off));
}

void add_execution(CLI::App& app, LassoOptions& o) {
  Group execution(app, "Execution");
  add_execution(execution, o, scheduler, defaults.engine);
  execution.choice("--commit", o.commit, commits, "KIND",
                   "How steps reach the residual: slices of rows, fixed-point\natomics, or racy: its bits follow the "
                   "threads " +
                       by_default(defaults.commit, commits));
  execution.whole("--gram-cache", o.gram_cache, 1, Index{1} << 32U, "MB",
                  "Memory for inner products of columns " + by_default(defaults.gram_cache_bytes >> 20U));
}

}  // namespace

void add_options(CLI::App& app, LassoOptions& options) {
  use_help(app, "strads lasso X [-y FILE | --target COLUMN] --out DIR [options]",
           std::string("Examples:\n"
                       "  strads lasso data.csv --target price --out fit            path of 100 lambdas\n"
                       "  strads lasso X.npy -y y.txt --lambda-ratio 0.1 --out fit  one fit\n"
                       "  strads lasso a9a.svm.zst --alpha 0.5 --path 50 --out fit  elastic net\n\n") +
               exit_codes_help);
  add_input(app, options);
  add_problem(app, options);
  add_path(app, options);
  add_cross_validation(app, options);
  add_stopping(app, options);
  add_scheduling(app, options);
  add_execution(app, options);
  add_emulation(app, options);
  Group output(app, "Output");
  add_output(output, options, "Print a line for each lambda");
}

}  // namespace strads::cli
