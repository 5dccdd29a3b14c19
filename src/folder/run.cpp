#include "folder/run.hpp"

#include <array>
#include <filesystem>
#include <span>
#include <utility>

#include "folder/summary.hpp"
#include "strads/error.hpp"

namespace strads::report {
namespace {

constexpr std::size_t most_of_a_kind = 20;  // of paths: the largest of all steps, of one that is chosen

constexpr std::array<Column, 11> lasso_trace = {{{"seconds"},
                                                 {"emulated_seconds"},
                                                 {"rounds", Cell::whole},
                                                 {"updates", Cell::whole},
                                                 {"lambda"},
                                                 {"objective"},
                                                 {"duality_gap"},
                                                 {"nonzero", Cell::whole},
                                                 {"kept", Cell::whole},
                                                 {"refused", Cell::whole},
                                                 {"imbalance"}}};
constexpr std::array<Column, 9> mf_trace = {{{"seconds"},
                                             {"emulated_seconds"},
                                             {"sweep", Cell::whole},
                                             {"updates", Cell::whole},
                                             {"objective"},
                                             {"train_rmse"},
                                             {"test_rmse", Cell::maybe},
                                             {"imbalance"},
                                             {"validation_rmse", Cell::maybe}}};
constexpr std::array<Column, 5> cross_validation_columns = {
    {{"step", Cell::whole}, {"lambda"}, {"error"}, {"standard_error"}, {"nonzero", Cell::whole}}};
constexpr std::array<Column, 5> predicted_columns = {
    {{"predicted_low"}, {"predicted_high"}, {"given_low"}, {"given_high"}, {"count", Cell::whole}}};
constexpr std::array<Column, 6> rounds_columns = {{{"round", Cell::whole},
                                                   {"drawn", Cell::whole},
                                                   {"kept", Cell::whole},
                                                   {"refused", Cell::whole},
                                                   {"largest"},
                                                   {"mean"}}};
constexpr std::array<Column, 5> blocks_columns = {{{"round", Cell::whole},
                                                   {"worker", Cell::whole, 1 << 20},
                                                   {"variables", Cell::whole},
                                                   {"workload"},
                                                   {"seconds", Cell::maybe}}};

std::optional<Table> read_if_there(const std::string& path, std::span<const Column> columns, std::string_view ascends,
                                   bool strictly) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return {};
  Table table = read_table(path, columns);
  require_ascending(table, ascends, strictly);
  return table;
}

}  // namespace

Run read_run(const std::string& directory, std::string name) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  if (!fs::exists(directory, ignored)) throw Error(ErrorKind::file, directory + ": does not exist");
  if (!fs::is_directory(directory, ignored)) {
    throw Error(ErrorKind::file, directory + ": is not a directory; expected the DIR that a fit wrote with --out");
  }
  const auto file = [&](const char* part) { return (fs::path(directory) / part).string(); };
  Run run;
  run.name = std::move(name);
  run.summary = read_summary(file("summary.json"));
  const bool lasso = run.command() == "lasso";
  run.trace = read_table(file("trace.csv"), lasso ? std::span<const Column>(lasso_trace) : mf_trace);
  if (lasso) {
    run.paths = read_largest_paths(file("coefficients.tsv"), run.summary["steps"].size(), chosen_steps(run.summary),
                                   most_of_a_kind);
  }
  run.cross_validation = read_if_there(file("cross_validation.csv"), cross_validation_columns, "step", true);
  run.predicted = read_if_there(file("predicted.csv"), predicted_columns, "predicted_low", false);
  run.rounds = read_if_there(file("rounds.csv"), rounds_columns, "round", true);
  run.blocks = read_if_there(file("blocks.csv"), blocks_columns, "round", false);
  return run;
}

}  // namespace strads::report
