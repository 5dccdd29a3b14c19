// The program: chooses the command, and turns every way to fail into one line and an exit code.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "cli/calibrate_command.hpp"
#include "cli/generate_command.hpp"
#include "cli/help.hpp"
#include "cli/info_command.hpp"
#include "cli/interrupt.hpp"
#include "cli/lasso_run.hpp"
#include "cli/mf_run.hpp"
#include "cli/predict_command.hpp"
#include "cli/recommend_command.hpp"
#include "cli/report_command.hpp"
#include "cli/usage_error.hpp"
#include "cli/words.hpp"
#include "strads/error.hpp"

namespace {

constexpr int usage = static_cast<int>(strads::ErrorKind::usage);
constexpr int file = static_cast<int>(strads::ErrorKind::file);
constexpr int memory = static_cast<int>(strads::ErrorKind::memory);
constexpr int internal = 1;  // a fault of the program's own

int complain(int code, std::string_view message) {
  fmt::print(stderr, "strads: {}\n", strads::cli::one_line(message));
  return code;
}

int run(int argc, char** argv) {
  using namespace strads::cli;
  CLI::App app("Fits large Lasso models and matrix factorizations by structure-aware dynamic scheduling.", "strads");
  use_help(app, "strads COMMAND [options]");
  app.set_version_flag("--version", "strads " STRADS_VERSION, "Show the version and exit")->group("Help");
  app.require_subcommand(1);

  LassoOptions lasso;
  MfOptions mf;
  PredictOptions predict;
  RecommendOptions recommend;
  InfoOptions info;
  ChainedOptions chained;
  SnpOptions snp;
  RatingsLikeOptions ratings;
  ReportOptions report;
  auto* lasso_app = app.add_subcommand("lasso", "Fit a Lasso or elastic net: one lambda or a path, with certificates");
  auto* mf_app = app.add_subcommand("mf", "Factorize a matrix of ratings");
  auto* predict_app = app.add_subcommand("predict", "Predict with a fitted model");
  auto* recommend_app = app.add_subcommand("recommend", "List the best items for users, by a matrix factorization");
  auto* info_app = app.add_subcommand("info", "Tell what a data file holds");
  auto* generate_app = app.add_subcommand("generate", "Make data with a known truth: chained, snp or ratings");
  use_help(*generate_app, "strads generate KIND [options]", "strads generate KIND --help tells more.");
  generate_app->require_subcommand(1);
  auto* chained_app = generate_app->add_subcommand("chained", "The papers' synthetic Lasso: chained sparse columns");
  auto* snp_app = generate_app->add_subcommand("snp", "Genotypes in linkage disequilibrium, and a phenotype");
  auto* ratings_app = generate_app->add_subcommand("ratings", "Ratings shaped as Netflix's or Yahoo! Music's");
  auto* report_app = app.add_subcommand("report", "Show fits, one or many, in one page or as SVG charts");
  auto* calibrate_app = app.add_subcommand("calibrate", "Measure this machine for --emulate");
  add_options(*lasso_app, lasso);
  add_options(*mf_app, mf);
  add_options(*predict_app, predict);
  add_options(*recommend_app, recommend);
  add_options(*info_app, info);
  add_options(*chained_app, chained);
  add_options(*snp_app, snp);
  add_options(*ratings_app, ratings);
  add_options(*report_app, report);
  describe_calibrate(*calibrate_app);
  app.footer("strads COMMAND --help tells more.");

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return error.get_exit_code() == 0 ? app.exit(error) : complain(usage, explain(error, app, argc, argv));
  }
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (lasso_app->parsed()) return run_lasso(lasso, arguments);
  if (mf_app->parsed()) return run_mf(mf, arguments);
  if (chained_app->parsed()) return run_generate(chained);
  if (ratings_app->parsed()) return run_generate(ratings);
  if (snp_app->parsed()) return run_generate(snp);
  if (recommend_app->parsed()) run_recommend(recommend);
  if (predict_app->parsed()) run_predict(predict);
  if (info_app->parsed()) run_info(info);
  if (report_app->parsed()) run_report(report);
  if (calibrate_app->parsed()) run_calibrate();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    strads::cli::catch_signals();
    const int code = run(argc, argv);
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
      return complain(file, "standard output cannot be written");
    }
    return code;
  } catch (const strads::Error& error) {
    return complain(error.exit_code(), error.what());
  } catch (const std::bad_alloc&) {
    return complain(memory, "not enough memory");
  } catch (const std::length_error&) {
    return complain(memory, "not enough memory");
  } catch (const std::system_error& error) {
    return complain(file, error.what());
  } catch (const std::exception& error) {
    return complain(internal, fmt::format("internal error: {}", error.what()));
  }
}
