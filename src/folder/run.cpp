#include "folder/run.hpp"

#include <array>
#include <filesystem>
#include <span>
#include <utility>

#include "folder/errors.hpp"
#include "folder/fit_folder.hpp"
#include "folder/rounds.hpp"
#include "folder/trace.hpp"

namespace strads::folder {
namespace {

// What the charts of rounds show.
constexpr std::array<std::string_view, 6> drawn_rounds = {"round", "drawn", "kept", "refused", "largest", "mean"};
constexpr std::array<std::string_view, 5> drawn_blocks = {"round", "worker", "variables", "workload", "seconds"};

constexpr std::size_t most_of_a_kind = 20;  // of paths: the largest of all points, of one that is chosen

// Of the trace of a fit, by what it is the trace of.
template <class Checkpoint>
std::vector<Column> columns_of_trace() {
  return columns_of(trace_columns(static_cast<const Checkpoint*>(nullptr)));
}

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
  const FitFolder folder(directory);
  require_reported(folder.summary(), folder.file(summary_file));
  const auto file = [&](const char* part) { return folder.file(part); };
  Run run;
  run.name = std::move(name);
  run.summary = folder.summary();
  const bool lasso = run.command() == lasso_command;
  run.trace =
      read_table(file(trace_file), lasso ? columns_of_trace<linear::Checkpoint>() : columns_of_trace<mf::Checkpoint>());
  if (lasso) {
    const Json& columns = run.summary["data"]["columns"];
    run.paths = read_largest_paths(file(coefficients_file), run.summary["steps"].size(),
                                   columns.is_number_integer() ? columns.get<Index>() : 0, chosen_points(run.summary),
                                   most_of_a_kind);
  }
  run.cross_validation =
      read_if_there(file(cross_validation_file), columns_of(cross_validation_columns()), "step", true);
  run.predicted = read_if_there(file(predicted_file), columns_of(predicted_columns()), "predicted_low", false);
  run.rounds = read_if_there(file(rounds_file), columns_of(round_columns(), drawn_rounds), "round", true);
  run.blocks = read_if_there(file(blocks_file), columns_of(block_columns(), drawn_blocks), "round", false);
  return run;
}

}  // namespace strads::folder
