// The program: chooses the command, and turns every way to fail into one line and an exit code.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <functional>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

#include "cli/commands/calibrate.hpp"
#include "cli/commands/generate.hpp"
#include "cli/commands/info.hpp"
#include "cli/commands/predict.hpp"
#include "cli/commands/recommend.hpp"
#include "cli/commands/report.hpp"
#include "cli/linear/run.hpp"
#include "cli/mf/run.hpp"
#include "cli/terminal/help.hpp"
#include "cli/terminal/interrupt.hpp"
#include "cli/terminal/usage_error.hpp"
#include "cli/terminal/words.hpp"
#include "core/one_line.hpp"
#include "folder/names.hpp"
#include "strads/error.hpp"

namespace {

constexpr int usage = static_cast<int>(strads::ErrorKind::usage);
constexpr int file = static_cast<int>(strads::ErrorKind::file);
constexpr int memory = static_cast<int>(strads::ErrorKind::memory);
constexpr int internal = 1;  // a fault of the program's own

int complain(int code, std::string_view message) {
  fmt::print(stderr, "strads: {}\n", strads::one_line(message));
  return code;
}

// Commands, with the options that they write into.
class Commands {
 public:
  template <class Options, class Run>
  void add(CLI::App& parent, const char* name, const char* what, Options& options, Run run) {
    CLI::App* app = parent.add_subcommand(name, what);
    strads::cli::add_options(*app, options);
    commands_.emplace_back(app, [run] {
      if constexpr (std::is_void_v<decltype(run())>) {
        run();
        return 0;
      } else {
        return run();
      }
    });
  }
  // That which was parsed.
  [[nodiscard]] int run() const {
    const auto chosen =
        std::find_if(commands_.begin(), commands_.end(), [](const auto& command) { return command.first->parsed(); });
    return chosen->second();
  }

 private:
  std::vector<std::pair<CLI::App*, std::function<int()>>> commands_;
};

int run(int argc, char** argv) {
  using namespace strads::cli;
  CLI::App app("Fits large Lasso models and matrix factorizations by structure-aware dynamic scheduling.", "strads");
  use_help(app, "strads COMMAND [options]");
  app.set_version_flag("--version", "strads " STRADS_VERSION, "Show the version and exit")->group("Help");
  app.require_subcommand(1);
  app.footer("strads COMMAND --help tells more.");
  const std::vector<std::string> arguments(argv + 1, argv + argc);

  Commands commands;
  LassoOptions lasso;
  commands.add(app, strads::folder::lasso_command,
               "Fit a Lasso or elastic net: one lambda or a path, with certificates", lasso,
               [&] { return run_lasso(lasso, arguments); });
  MfOptions mf;
  commands.add(app, strads::folder::mf_command, "Factorize a matrix of ratings", mf,
               [&] { return run_mf(mf, arguments); });
  PredictOptions predict;
  commands.add(app, "predict", "Predict with a fitted model", predict, [&] { return run_predict(predict); });
  RecommendOptions recommend;
  commands.add(app, "recommend", "List the best items for users, by a matrix factorization", recommend,
               [&] { return run_recommend(recommend); });
  InfoOptions info;
  commands.add(app, "info", "Tell what a data file holds", info, [&] { return run_info(info); });
  auto& generate = *app.add_subcommand("generate", "Simulate data with a known truth: chained, snp or ratings");
  use_help(generate, "strads generate KIND [options]", "strads generate KIND --help tells more.");
  generate.require_subcommand(1);
  ChainedOptions chained;
  commands.add(generate, "chained", "The papers' synthetic Lasso: chained sparse columns", chained,
               [&] { return run_generate(chained); });
  SnpOptions snp;
  commands.add(generate, "snp", "Genotypes in linkage disequilibrium, and a phenotype", snp,
               [&] { return run_generate(snp); });
  RatingsLikeOptions ratings;
  commands.add(generate, "ratings", "Ratings shaped as Netflix's or Yahoo! Music's", ratings,
               [&] { return run_generate(ratings); });
  ReportOptions report;
  commands.add(app, "report", "Show fits, one or many, in one page or as SVG charts", report,
               [&] { return run_report(report); });
  CalibrateOptions calibrate;
  commands.add(app, "calibrate", "Measure this machine for --emulate", calibrate, [&] { return run_calibrate(); });

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return error.get_exit_code() == 0 ? app.exit(error) : complain(usage, explain(error, app, argc, argv));
  }
  return commands.run();
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
