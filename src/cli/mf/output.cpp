#include "cli/mf/output.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "cli/fit/emulation.hpp"
#include "cli/fit/json.hpp"
#include "cli/fit/report_page.hpp"
#include "cli/mf/baselines.hpp"
#include "cli/terminal/words.hpp"
#include "folder/names.hpp"
#include "io/output/npy.hpp"

namespace strads::cli {
namespace {

Json baseline_json(const std::optional<mf::Baseline>& baseline) {
  return baseline ? Json{{"mean", baseline->mean}, {"biases", baseline->biases}} : Json();
}

std::string summary(const MfFitted& f) {
  const auto& result = f.result;
  Json out = summary_head("mf", f, settings_json(f), f.settings.scheduler.seed);
  out["users"] = f.users.size();
  out["items"] = f.items.size();
  out["ratings"] = f.stored;
  out["duplicates"] = f.duplicates;
  out["columns"] = columns_json(f.taken);
  out["passed_over"] = {
      {"comments", f.passed.comments}, {"blank_rows", f.passed.blank_rows}, {"missing_ratings", f.passed.missing}};
  out["unknown"] = {{"validation", unknown_json(f.unknown_of_validation.counts)},
                    {"test", unknown_json(f.unknown_of_test.counts)}};
  out["rounding"] = f.spread.rounding;
  out["range"] = {f.range.low, f.range.high};
  out["validation_ratings"] = f.validation_ratings;
  out["test_ratings"] = f.test_ratings;
  out["train_rmse"] = result.kept.train_rmse;
  out["validation_rmse"] = maybe(result.kept.validation_rmse);
  out["test_rmse"] = maybe(result.kept.test_rmse);
  out["baselines"] = {{"train", baseline_json(result.baselines.train)},
                      {"validation", baseline_json(result.baselines.validation)},
                      {"test", baseline_json(result.baselines.test)}};
  out["behind"] = maybe(behind(result));
  out["factor_variances"] = result.factor_variances;
  out["objective"] = result.kept.objective;
  out["noise"] = maybe(result.noise);
  out["predicted"] = {{"of", f.predicted.of}, {"ratings", f.predicted.ratings}};
  out["sweeps"] = result.sweeps;
  out["kept_sweep"] = result.kept.sweep;
  out["stopped_early"] = result.stopped_early;
  out["rounds"] = result.activity.rounds;
  out["updates"] = result.activity.updates;
  out["imbalance"] = folder::mean_imbalance(result.activity);
  out["emulated_seconds"] = result.activity.emulated_seconds;
  out["activity"] = activity_json(result.activity);
  out["emulated"] = emulation_json(f.settings.engine.cluster, result.activity);
  out["passes"] = passes_json(result.activity);
  out["engine_share"] = engine_share(f, result.activity);
  return dumped(out);
}

void write_factors(const mf::Factors& factors, io::OutputFile& file) {
  io::write_npy_header(file, factors.rows(), factors.rank());
  for (Index row = 0; row < factors.rows(); ++row) io::write_npy_floats(file, factors.row(row), factors.rank());
}

void write_ids(const io::Ids& ids, io::OutputFile& file) {
  for (Index k = 0; k < ids.size(); ++k) file.write(fmt::format("{}\n", ids.name(k)));
}

void write_biases(std::string_view kind, const io::Ids& ids, const mf::Factors& factors, io::OutputFile& file) {
  for (Index k = 0; k < ids.size(); ++k) file.write(fmt::format("{}\t{}\t{}\n", kind, ids.name(k), factors.bias(k)));
}

void write_biases(const MfFitted& f, io::OutputFile& file) {
  const auto& model = f.result.model;
  file.write(fmt::format("kind\tid\tvalue\nmean\t\t{}\n", model.mean));
  write_biases("user", f.users, model.users, file);
  write_biases("item", f.items, model.items, file);
}

// Neither files nor executor. Which ratings are held out does decide, but the file that holds them is one.
constexpr std::array<std::string_view, 11> no_mark = {"data",           "test",       "validation", "user_col",
                                                      "item_col",       "rating_col", "separator",  "decimal",
                                                      "missing_values", "clip",       "executor"};

}  // namespace

// A sweep visits each rating from both sides: its value, who it belongs to, and that one's factors.
Traffic traffic(const MfFitted& f) {
  const Index visit = static_cast<Index>(sizeof(float) + sizeof(std::int32_t)) + f.result.model.users.stride() * 4;
  return {2.0 * static_cast<double>(f.result.sweeps * f.stored * visit), 0, 0};
}

void write_outputs(const MfFitted& f, io::OutputDirectory& directory) {
  const auto& model = f.result.model;
  directory.write_text(folder::summary_file, summary(f));
  directory.write(folder::users_file, [&](io::OutputFile& file) { write_factors(model.users, file); });
  directory.write(folder::items_file, [&](io::OutputFile& file) { write_factors(model.items, file); });
  directory.write(folder::user_ids_file, [&](io::OutputFile& file) { write_ids(f.users, file); });
  directory.write(folder::item_ids_file, [&](io::OutputFile& file) { write_ids(f.items, file); });
  if (model.bias) directory.write(folder::biases_file, [&](io::OutputFile& file) { write_biases(f, file); });
  directory.write(folder::predicted_file, [&](io::OutputFile& file) {
    write_header(folder::predicted_columns(), file);
    for (const auto& row : f.predicted.rows) write_row(folder::predicted_columns(), row, file);
  });
  directory.write(folder::trace_file, [&](io::OutputFile& file) {
    f.trace.write(trace_comment("mf", settings_json(f), no_mark, f.settings.scheduler.seed), file);
  });
  write_report(directory);
  directory.commit();
}

}  // namespace strads::cli
