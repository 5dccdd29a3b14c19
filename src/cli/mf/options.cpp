#include "cli/mf/options.hpp"

#include "cli/mf/names.hpp"
#include "cli/terminal/help.hpp"

namespace strads::cli {
namespace {

// What the help says of defaults is read from the settings.
const mf::Settings defaults;
const SchedulerSettings& scheduler = defaults.scheduler;

void add_input(CLI::App& app, MfOptions& o) {
  Group(app, "Arguments")
      .required("RATINGS", o.data, "",
                "A row for each rating: user, item, rating, separated by tab,\n"
                "\"::\", semicolon, comma, bar or blanks, with or without header;\n"
                "or MatrixMarket. Plain, .gz or .zst; - is standard input. Ids\n"
                "are any text");
  Group input(app, "Input");
  input.text("--test", o.test, "FILE", "Ratings to report the error on, and for nothing else");
  auto* validation = input.text("--validation", o.validation, "FILE",
                                "Ratings that choose the model: the sweep with the least\nerror on them is kept");
  auto* share = input.number("--validation-share", o.validation_share, {.low = 0, .high = 1, .above = true}, "S",
                             "Draw this share of RATINGS for validation, by the seed");
  exclude(share, {validation});
  add_columns(input, o.columns);
  input.text("--rating-col", o.rating_col, "COLUMN", "Column of the ratings (default: rating, ..., else the\nthird)");
  input.choice<char>("--decimal", o.decimal, {{".", '.'}, {",", ','}}, ".|,",
                     "What parts the decimals of ratings (default: a point, or a\ncomma that cannot part thousands)");
  input.list("--missing-value", o.missing_values, "V[,V...]",
             "Ratings that mean there is none, as 99 or -1: they are left out.\nNA stands for empty cells too");
}

void add_model(CLI::App& app, MfOptions& o) {
  Group model(app, "Model");
  model.whole("--rank", o.rank, 1, most_int, "K", "Factors of each user and item " + by_default(defaults.rank));
  model.number("--reg", o.reg, {.low = 0}, "L",
               "Fix the penalty at lambda. Default: penalties are learned\nfrom the ratings (with --non-negative: one "
               "that predicts\nratings left out best; of many 0.55 standard deviations)");
  model.number("--reg-exponent", o.reg_exponent, {.low = 0, .high = 1}, "NU",
               "A fixed penalty of a row with n ratings is L * n^NU: 0 plain,\n1 as ALS-WR and LIBMF " +
                   by_default(defaults.reg_exponent));
  model.flag("--no-bias", o.no_bias, "Fit no mean and no biases of users and items");
  model.flag("--clip", o.clip,
             "Clip predictions to the range of the ratings: in the errors told\n"
             "of the fit, and by predict and recommend");
  model.flag("--non-negative", o.non_negative, "Allow no factor below 0");
  model.choice("--solver", o.solver, solvers, "KIND",
               "Update of a row: als solves it exactly; cg takes three steps of\n"
               "conjugate gradients; block solves for 32 factors at a time, ccd\n"
               "for one; ccd++ takes one factor of all rows, then the next\n"
               "(default: als to rank 64, cg above)");
}

void add_stopping(CLI::App& app, MfOptions& o) {
  Group stopping(app, "Stopping");
  stopping.number("--tol", o.tol, {.low = 0}, "T",
                  "A fit has converged when a sweep lowers the objective by\nless than T nats a number (ratings and "
                  "factors); with a fixed\npenalty by less than T times itself " +
                      by_default(defaults.tol));
  stopping.whole("--max-sweeps", o.max_sweeps, 0, most_index, "N", "Sweeps at most " + by_default(defaults.max_sweeps));
  stopping.whole(
      "--patience", o.patience, 1, most_index, "N",
      "With validation: converged when its error has not fallen for\nN sweeps " + by_default(defaults.patience));
  add_limits(stopping, o);
}

void add_scheduling(CLI::App& app, MfOptions& o) {
  Group scheduling(app, "Scheduling");
  add_rounds(scheduling, o,
             {.schedule = "static: full sweeps over users, then items, in fixed blocks;\n"
                          "dynamic: rows by their last change; random: uniform;\n"
                          "cyclic: in index order " +
                          by_default(scheduler.policy, policies),
              .workers = "Blocks a round at most; never follows --threads\n" + by_default(scheduler.workers),
              .candidates = "Rows drawn a round (default 0: all users or all items;\n"
                            "half of them with dynamic and random)"});
  add_draws(scheduling, o, scheduler, defaults.engine);
}

}  // namespace

void add_options(CLI::App& app, MfOptions& options) {
  use_help(app, "strads mf RATINGS [--test FILE] --out DIR [options]",
           std::string("Examples:\n"
                       "  strads mf u1.base --test u1.test --out fit           MovieLens 100k, reports the test error\n"
                       "  strads mf ratings.csv --validation-share 0.1 --out fit  keeps the best sweep\n"
                       "  strads mf r.tsv.zst --rank 128 --out fit             many factors\n\n") +
               exit_codes_help);
  add_input(app, options);
  add_model(app, options);
  add_stopping(app, options);
  add_scheduling(app, options);
  Group execution(app, "Execution");
  add_execution(execution, options, scheduler, defaults.engine);
  add_emulation(app, options);
  Group output(app, "Output");
  add_output(output, options, "Print a line for each sweep");
}

}  // namespace strads::cli
