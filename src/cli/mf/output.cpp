#include "cli/mf/output.hpp"

#include "cli/fit/emulation.hpp"
#include "cli/fit/json.hpp"
#include "cli/fit/report_page.hpp"
#include "cli/mf/baselines.hpp"
#include "folder/mf_model.hpp"

namespace strads::cli {
namespace {

Json baseline_json(const std::optional<mf::Baseline>& baseline) {
  return baseline ? Json{{"mean", baseline->mean}, {"biases", baseline->biases}} : Json();
}

// Every setting in effect, by the names of the command line.
Json settings_json(const MfFitted& f) {
  Json out = told_settings(f.table);
  out["reg"] = maybe(f.result.reg);
  if (!f.result.reg) out["reg_exponent"] = nullptr;
  return out;
}

Json summary(const MfFitted& f) {
  const auto& result = f.result;
  Json out = summary_head(folder::mf_command, f, settings_json(f), f.table, f.settings.scheduler.seed);
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
  return out;
}

}  // namespace

// A sweep visits each rating from both sides: its value, who it belongs to, and that one's factors.
Traffic traffic(const MfFitted& f) {
  const Index visit = static_cast<Index>(sizeof(float) + sizeof(std::int32_t)) + f.result.model.users.stride() * 4;
  return {2.0 * static_cast<double>(f.result.sweeps * f.stored * visit), 0, 0};
}

void write_outputs(const MfFitted& f, io::OutputDirectory& directory) {
  folder::write_summary(summary(f), directory);
  folder::write_mf_model(f.result.model, f.users, f.items, directory);
  folder::write_predicted(f.predicted.rows, directory);
  f.trace.write(trace_comment(folder::mf_command, settings_json(f), f.table, f.settings.scheduler.seed), directory);
  write_report(directory);
  directory.commit();
}

}  // namespace strads::cli
