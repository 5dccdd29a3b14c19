#include "cli/mf/options.hpp"

#include "cli/mf/names.hpp"
#include "cli/terminal/help.hpp"
#include "strads/error.hpp"

namespace strads::cli {
namespace {

void add_input(OptionTable& table, MfOptions& o) {
  Group(table, "Arguments", Chapter::files)
      .required("RATINGS", o.data, "",
                "A row for each rating: user, item, rating, separated by tab,\n"
                "\"::\", semicolon, comma, bar or blanks, with or without header;\n"
                "or MatrixMarket. Plain, .gz or .zst; - is standard input. Ids\n"
                "are any text",
                {.key = "data", .mark = false, .data = "data"});
  Group input(table, "Input", Chapter::files);
  input.text("--test", o.test, "FILE", "Ratings to report the error on, and for nothing else",
             {.mark = false, .data = "test"});
  // Which ratings are held out does decide, but this is a file.
  input.text("--validation", o.validation, "FILE",
             "Ratings that choose the model: the sweep with the least\nerror on them is kept",
             {.mark = false, .data = "validation"});
  input.number("--validation-share", o.validation_share, {.low = 0, .high = 1, .above = true}, "S",
               "Draw this share of RATINGS for validation, by the seed",
               {.data = "validation share", .conflicts = {"--validation"}});
  add_columns(table, "Input", o.columns);
  input.text("--rating-col", o.rating_col, "COLUMN", "Column of the ratings (default: rating, ..., else the\nthird)",
             {.mark = false});
  Group form(table, "Input", Chapter::form);
  form.choice("--decimal", o.decimal, {{".", '.'}, {",", ','}}, ".|,",
              "What parts the decimals of ratings (default: a point, or a\ncomma that cannot part thousands)",
              {.mark = false});
  form.list("--missing-value", o.missing_values, "V[,V...]",
            "Ratings that mean there is none, as 99 or -1: they are left out.\nNA stands for empty cells too",
            {.key = "missing_values", .mark = false});
}

void add_model(OptionTable& table, MfOptions& o) {
  mf::Settings& s = o.settings;
  Group model(table, "Model", Chapter::problem);
  model.whole("--rank", s.rank, 1, most_int, "K", "Factors of each user and item (default {})");
  model.number("--reg", s.reg, {.low = 0}, "L",
               "Fix the penalty at lambda. Default: penalties are learned\nfrom the ratings (with --non-negative: one "
               "that predicts\nratings left out best; of many 0.55 standard deviations)",
               {.problem = "reg"});
  model.number("--reg-exponent", s.reg_exponent, {.low = 0, .high = 1}, "NU",
               "A fixed penalty of a row with n ratings is L * n^NU: 0 plain,\n1 as ALS-WR and LIBMF (default {})",
               {.problem = "reg_exponent"});
  model.flag("--no-bias", s.bias, false, "Fit no mean and no biases of users and items", {.problem = "bias"});
  model.flag("--clip", o.clip, true,
             "Clip predictions to the range of the ratings: in the errors told\n"
             "of the fit, and by predict and recommend",
             {.mark = false});
  model.flag("--non-negative", s.non_negative, true, "Allow no factor below 0", {.problem = "non_negative"});
  model.choice("--solver", s.solver, solvers, "KIND",
               "Update of a row: als solves it exactly; cg by three iterations\n"
               "of conjugate gradients; block solves for 32 factors at a time,\n"
               "ccd for one; ccd++ takes one factor of all rows, then the next\n"
               "(default: als to rank 64, cg above)",
               {.told = [&] { return value_of(mf::solver_of(s), solvers); }});
}

void add_stopping(OptionTable& table, mf::Settings& s) {
  Group stopping(table, "Stopping", Chapter::problem);
  stopping.number("--tol", s.tol, {.low = 0}, "T",
                  "A fit has converged when a sweep lowers the objective by\nless than T nats a number (ratings and "
                  "factors); with a fixed\npenalty by less than T times itself (default {})");
  stopping.whole("--max-sweeps", s.max_sweeps, 0, most_index, "N", "Sweeps at most (default {})");
  stopping.whole("--patience", s.patience, 1, most_index, "N",
                 "With validation: converged when its error has not fallen for\nN sweeps (default {})");
  add_limits(stopping, s.engine);
}

}  // namespace

OptionTable option_table(MfOptions& o) {
  mf::Settings& s = o.settings;
  OptionTable table;
  add_input(table, o);
  add_model(table, o);
  add_stopping(table, s);
  Group(table, "Scheduling", Chapter::schedule)
      .choice("--schedule", s.scheduler.policy, policies, "NAME",
              "static: full sweeps over users, then items, in fixed blocks;\n"
              "dynamic: rows by their last change; random: uniform;\n"
              "cyclic: in index order (default {})",
              {.setting = "policy"});
  add_rounds(table, o, s.scheduler,
             {.workers = "Blocks a round at most; never follows --threads\n(default {})",
              .candidates = "Rows drawn a round (default 0: all users or all items;\n"
                            "half of them with dynamic and random)"});
  add_draws(table, o, s.scheduler, s.engine);
  add_execution(table, s.scheduler, s.engine);
  add_emulation(table, o, s.engine);
  add_output(table, o, s.scheduler, "Print a line for each sweep");
  return table;
}

void add_options(CLI::App& app, MfOptions& options) {
  use_help(app, "strads mf RATINGS [--test FILE] --out DIR [options]",
           std::string("Examples:\n"
                       "  strads mf u1.base --test u1.test --out fit           MovieLens 100k, reports the test error\n"
                       "  strads mf ratings.csv --validation-share 0.1 --out fit  keeps the best sweep\n"
                       "  strads mf r.tsv.zst --rank 128 --out fit             many factors\n\n") +
               exit_codes_help);
  option_table(options).add_to(app);
}

mf::Settings make_settings(const MfOptions& o) {
  if (o.validation_share && *o.validation_share >= 1) {
    throw Error(ErrorKind::usage, "--validation-share must be below 1: something must be left to train on");
  }
  mf::Settings settings = o.settings;
  take_cluster(o, settings.scheduler, settings.engine);
  mf::check(settings);
  return settings;
}

}  // namespace strads::cli
