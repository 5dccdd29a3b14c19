#include "cli/linear/options.hpp"

#include <fmt/format.h>

#include "cli/linear/names.hpp"
#include "cli/terminal/help.hpp"

namespace strads::cli {
namespace {

constexpr Index most_mebibytes = Index{1} << 32U;

void add_input(OptionTable& table, LassoOptions& o) {
  Group(table, "Arguments", Chapter::files)
      .required("X", o.data, "",
                "The data, one row an observation: a table of text, libsvm,\n"
                "MatrixMarket or .npy, plain, .gz or .zst; or PLINK's .bed",
                {.key = "data", .mark = false, .data = "data"});
  Group input(table, "Input", Chapter::files);
  input.text("-y,--response", o.response, "FILE", "Response: one number a line, .npy, or MatrixMarket",
             {.mark = false, .data = "response"});
  input.text("--target", o.target, "COLUMN",
             "Column of X that is the response: its name, or its number\n"
             "from 1 in a table without header",
             {.mark = false, .data = "target", .conflicts = {"--response"}});
  input.text("--pheno", o.pheno, "FILE",
             "Phenotypes of a .bed: FID IID, or IID alone, and a column\n"
             "each, with a header, or FID, IID and values without; NA or -9\n"
             "leaves the person out (default: the .fam)",
             {.mark = false, .data = "phenotypes", .conflicts = {"--response", "--target"}});
  input.text("--pheno-name", o.pheno_name, "NAME",
             "Which of them, without a header by number from 1 (default: the\nonly one)",
             {.mark = false, .data = "phenotype", .conflicts = {"--response", "--target"}});
  input.text("--covar", o.covar, "FILE",
             "Covariates of the people of a .bed: columns beside the\n"
             "variants, never penalized, of either sign; laid out as --pheno,\n"
             "and NA or -9 leaves the person out",
             {.mark = false, .data = "covariates"});
  input.text("--covar-name", o.covar_name, "NAMES",
             "Which of them, commas between; PC1-PC10 is all from the one to\n"
             "the other (default: all)",
             {.mark = false, .data = "names of covariates"});
  input.text("--column-names", o.column_names, "FILE",
             "Names of X's columns, one a line, for data without them\n(default: x0, x1, ...)",
             {.mark = false, .data = "names of columns"});
  Group form(table, "Input", Chapter::form);
  form.choice("--impute", o.impute_mean, {{"mean", true}}, "mean",
              "Put the column's mean where X has a missing value\n(default: a missing value is an error)",
              {.problem = "impute"});
  add_table_options(table, "Input", o.table);
  form.choice("--storage", o.float_storage, {{"double", false}, {"float", true}}, "TYPE",
              "double, or float: dense X rounded to 7 digits in half the\n"
              "memory, the arithmetic and the certificate still in double\n"
              "(default: as in the file)",
              {.told = [&o] { return o.float_storage ? Value("float") : Value(); }});
}

void add_problem(OptionTable& table, LassoOptions& o) {
  linear::Settings& s = o.settings;
  Group problem(table, "Problem", Chapter::problem);
  problem.number("--alpha", s.alpha, {.low = 0, .high = 1}, "A",
                 "Share of the L1 penalty: 1 lasso, 0 ridge, between elastic net\n(default {})", {.problem = "alpha"});
  problem.flag("--no-intercept", s.intercept, false, "Fit no intercept", {.problem = "intercept"});
  problem.flag("--no-standardize", s.standardize, false,
               "Penalize coefficients as they are, not times the column's\n"
               "standard deviation",
               {.problem = "standardize"});
  Group(table, "Problem", Chapter::files)
      .text("--penalty-factors", o.penalty_factors, "FILE",
            "A factor >= 0 for each column's penalty, one a line; 0 never\n"
            "penalizes (default: all 1)",
            {.mark = false, .problem = "penalty factors"});
  problem.flag("--non-negative", s.non_negative, true, "Allow no coefficient below 0, but of covariates",
               {.problem = "non_negative"});
  problem.flag("--scale-response", s.scale_response, true,
               "Divide the ridge part by the response's standard deviation:\n"
               "glmnet's lambda where alpha is below 1",
               {.problem = "scale_response"});
}

void add_path(OptionTable& table, linear::Settings& s) {
  Group path(table, "Path", Chapter::problem);
  path.number("--lambda", s.lambda, {.low = 0}, "L", "One fit at this lambda");
  path.number("--lambda-ratio", s.lambda_ratio, {.low = 0}, "R",
              "One fit at R times the least lambda that\n"
              "makes all coefficients 0 (lambda_max)",
              {.conflicts = {"--lambda"}});
  path.whole("--path", s.path, 1, 1'000'000, "K",
             fmt::format("K fits, lambda falling geometrically from lambda_max\n"
                         "(default {}, or fewer where nothing more is learned)",
                         linear::usual_points),
             {.conflicts = {"--lambda", "--lambda-ratio"}});
  path.flag("--whole-path", s.whole_path, true,
            fmt::format("All {}, where the path would end as glmnet's: over 99.9% of\n"
                        "the deviance explained, or gaining less than 1e-5 of itself",
                        linear::usual_points),
            {.conflicts = {"--lambda", "--lambda-ratio"}});
  path.number("--lambda-min-ratio", s.min_ratio, {.low = 0, .high = 1, .above = true}, "R",
              "Last lambda of the path over lambda_max\n"
              "(default 0.01 if X has fewer rows than columns, else 1e-4)",
              {.setting = "min_ratio", .conflicts = {"--lambda", "--lambda-ratio"}});
  path.flag("--knots", s.knots, true,
            "List every lambda at which a coefficient enters or leaves, in\nknots.tsv (--alpha 1)", {.mark = false});
}

void add_cross_validation(OptionTable& table, LassoOptions& o) {
  Group group(table, "Cross-validation", Chapter::problem);
  group.whole("--folds", o.folds, 2, most_index, "K",
              "Leave out each of K random parts of the rows once, and report\n"
              "what error each lambda makes on them (default: none)",
              {.mark = false});
  group.text("--fold-ids", o.fold_ids, "FILE",
             "The fold of each row, a number a line: families, say, that\nmust stay together",
             {.mark = false, .conflicts = {"--folds"}});
}

void add_validation(OptionTable& table, LassoOptions& o) {
  Group group(table, "Validation", Chapter::problem);
  group.text("--validation-ids", o.validation_ids, "FILE",
             "Rows held out of the fit, which say where the path ends: of a\n"
             ".bed people, FID IID or IID a line; else 1 or 0 a row",
             {.data = "held out", .conflicts = {"--folds", "--fold-ids"}});
  group.text("--validation-column", o.validation_column, "NAME",
             "The same by a column of --pheno: train is fitted, val held out,\ntest and NA are neither",
             {.data = "held out by", .conflicts = {"--validation-ids", "--folds", "--fold-ids"}});
  group.whole("--patience", o.patience, 1, most_index, "K",
              "End the path after K lambdas that predict the rows held out no\n"
              "better than one before (default {}; never with --whole-path)",
              {.mark = false});
}

void add_stopping(OptionTable& table, linear::Settings& s) {
  Group stopping(table, "Stopping", Chapter::problem);
  stopping.number("--tol", s.tol, {.low = 0, .above = true}, "T",
                  "A fit has converged when its certified duality gap is at most\n"
                  "T * ||y - mean(y)||^2 / (2n) (default {})");
  add_limits(stopping, s.engine);
}

// The papers' limit on dependent variables in different blocks belongs to the filter that drops. --schedule has set it
// already; --conflict after it may change what it belongs to.
void limit_pairs(SchedulerSettings& s) {
  const bool filters = s.policy == Policy::dynamic || s.policy == Policy::static_blocks;
  s.pair_limit = filters && s.conflict == Conflict::drop ? papers_pair_limit : SchedulerSettings().pair_limit;
}

// Comes first, so that what is given beside it changes it.
void add_schedule(OptionTable& table, LassoOptions& o) {
  Group(table, "Scheduling", Chapter::schedule)
      .choice("--schedule", o.schedule, schedules, "NAME",
              "dynamic: by priority and dependency; published: the papers';\n"
              "static, random (Shotgun) and cyclic: the papers' baselines.\n"
              "Options given beside it change it (default {})",
              {.setting = "policy", .then = [&o] { linear::set_schedule(o.settings, o.schedule); }});
}

void add_rules(OptionTable& table, SchedulerSettings& s) {
  Group rules(table, "Scheduling", Chapter::rules);
  rules.choice("--conflict", s.conflict, conflicts, "group|drop",
               "Put a dependent candidate in the block it depends on,\nor refuse it (default {})",
               {.then = [&] { limit_pairs(s); }});
  rules.number(
      "--pair-limit", s.pair_limit, {.low = 0, .above = true, .infinite = true}, "D",
      fmt::format("Variables of different blocks depend on each other by less\n(default {} with drop, else {{}})",
                  papers_pair_limit));
  rules.number("--sum-limit", s.sum_limit, {.low = 0, .above = true, .infinite = true}, "D",
               "Most dependency of a variable on all other blocks (default {})");
  rules.whole("--block-floor", s.block_floor, 1, most_index, "N",
              "Open a further block for every N candidates\n(default {}; 1 with --workers)");
  rules.whole("--block-cap", s.block_cap, 1, most_index, "N", "Variables in a block at most (default {})");
}

void add_updates(OptionTable& table, linear::Settings& s) {
  Group rules(table, "Scheduling", Chapter::rules);
  rules.flag("--staleness", s.engine.stale, true, "With --lookahead D, blocks read the state of D rounds ago",
             {.setting = "stale"});
  rules.flag("--no-filter", s.scheduler.filter, false, "Keep every candidate");
  rules.choice("--update", s.update, updates, "exact|step",
               "Solve each block, or take one step a variable (default {})");
  rules.choice("--score", s.score, scores, "exact|step",
               "Priority: the step a variable would take now, or its last\n(default {})");
  rules.flag("--no-screening", s.screening, false, "Draw even what provably stays 0");
  rules.choice("--safeguard", s.safeguard, on_off, "on|off",
               "Search along a joint step that would raise the objective\n(default {})",
               {.told = [&] { return Value(s.safeguard); }});
}

void add_memory(OptionTable& table, linear::Settings& s) {
  Group execution(table, "Execution", Chapter::rules);
  execution.choice("--commit", s.commit, commits, "KIND",
                   "How steps reach the residual: slices of rows, fixed-point\natomics, or racy: its bits follow the "
                   "threads (default {})");
  execution.add({"--gram-cache",
                 "MB",
                 "Memory for inner products of columns\n(default: a quarter of the machine's)",
                 expected_whole(1, most_mebibytes),
                 [&](const std::string& text) {
                   s.gram_cache_bytes = parse_whole("--gram-cache", text, 1, most_mebibytes) << 20U;
                 },
                 [&] { return s.gram_cache_bytes ? Value(*s.gram_cache_bytes >> 20U) : Value(); },
                 {.setting = "gram_cache_bytes"}});
}

}  // namespace

OptionTable option_table(LassoOptions& o) {
  linear::Settings& s = o.settings;
  OptionTable table;
  add_input(table, o);
  add_problem(table, o);
  add_path(table, s);
  add_cross_validation(table, o);
  add_validation(table, o);
  add_stopping(table, s);
  add_schedule(table, o);
  add_rounds(table, o, s.scheduler,
             {.workers = "Blocks a round at most; never follows --threads\n(default {}; 1 with cyclic)",
              .candidates = "Variables drawn a round (default 0: chosen by --conflict;\n4P with drop)",
              .then_workers = [&s] { s.scheduler.block_floor = 1; }});  // who asks for P wants to see P blocks
  add_rules(table, s.scheduler);
  add_draws(table, o, s.scheduler, s.engine);
  add_updates(table, s);
  add_execution(table, s.scheduler, s.engine);
  add_memory(table, s);
  add_emulation(table, o, s.engine);
  add_output(table, o, s.scheduler, "Print a line for each lambda");
  return table;
}

void add_options(CLI::App& app, LassoOptions& options) {
  use_help(app, "strads lasso X [-y FILE | --target COLUMN] --out DIR [options]",
           std::string("Examples:\n"
                       "  strads lasso data.csv --target price --out fit            path of lambdas\n"
                       "  strads lasso X.npy -y y.txt --lambda-ratio 0.1 --out fit  one fit\n"
                       "  strads lasso a9a.svm.zst --alpha 0.5 --path 50 --out fit  elastic net\n\n") +
               exit_codes_help);
  option_table(options).add_to(app);
}

linear::Settings make_settings(const LassoOptions& options) {
  linear::Settings settings = options.settings;
  take_cluster(options, settings.scheduler, settings.engine);
  linear::check(settings, 1, 1);  // all that does not depend on the data, before any of it is read
  return settings;
}

}  // namespace strads::cli
