#include "cli/linear/output.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <vector>

#include "apps/linear/path.hpp"
#include "cli/fit/emulation.hpp"
#include "cli/fit/json.hpp"
#include "cli/fit/report_page.hpp"
#include "core/one_line.hpp"
#include "folder/coefficients.hpp"
#include "folder/errors.hpp"
#include "folder/knots.hpp"
#include "folder/marks.hpp"
#include "folder/path_table.hpp"

namespace strads::cli {
namespace {

Json point_json(const linear::Point& point) {
  return {{"lambda", point.lambda},       {"objective", point.objective}, {"duality_gap", point.duality_gap},
          {"explained", point.explained}, {"nonzero", point.nonzero},     {"rounds", point.rounds},
          {"updates", point.updates},     {"seconds", point.seconds},     {"stop", name(point.stop)}};
}

// Points by number. Null when a fold did not converge, or none was fitted.
Json cross_validation_json(const std::optional<linear::CrossValidation>& cv) {
  if (!cv || cv->points.empty()) return {};
  return {{"folds", cv->folds},
          {folder::least_error, cv->least},
          {folder::one_standard_error, cv->one_se},
          {"null_error", cv->null_error},
          {"seconds", cv->seconds}};
}

// Null without rows held out.
Json validation_json(const std::optional<linear::Validation>& validation) {
  if (!validation || validation->points.empty()) return {};
  const auto& best = validation->points[static_cast<std::size_t>(validation->best)];
  return {{"rows", validation->rows},
          {folder::best_held_out, validation->best},
          {"error", best.error},
          {"explained", best.explained},
          {"null_error", validation->null_error}};
}

Json steps_json(const LassoFitted& f) {
  Json steps = Json::array();
  for (const auto& point : f.result.points) {
    steps.push_back(point_json(point));
    if (!f.validation) continue;
    const auto& held_out = f.validation->points[steps.size() - 1];
    steps.back()["validation_error"] = held_out.error;
    steps.back()["validation_explained"] = held_out.explained;
  }
  return steps;
}

// The observer of a fit here looks at rows held out.
std::string_view path_end(linear::PathEnd end) {
  return end == linear::PathEnd::observer ? folder::validation_field : name(end);
}

Json names_json(const LassoFitted& f, const std::vector<Index>& columns) {
  Json names = Json::array();
  for (const Index j : columns) names.push_back(column_name(f.names, j));
  return names;
}

// Every setting in effect, by the names of the command line.
Json settings_json(const LassoFitted& f) {
  Json out = told_settings(f.table);
  const auto& s = f.settings;
  if (s.lambda || s.lambda_ratio) {
    out["path"] = out["lambda_min_ratio"] = nullptr;
    return out;
  }
  if (!s.path) out["path"] = linear::usual_points;
  if (!s.min_ratio) out["lambda_min_ratio"] = linear::usual_min_ratio(f.rows, f.columns);
  return out;
}

Json summary(const LassoFitted& f) {
  const auto& result = f.result;
  Json out = summary_head(folder::lasso_command, f, settings_json(f), f.table, f.settings.scheduler.seed);
  out["data"]["names"] = !f.names.empty();
  if (f.format == "PLINK") {
    out["data"]["left_out"] = f.left_out;
    out["data"]["not_in_fam"] = f.not_in_fam;
    out["data"]["covariates"] = f.covariates.names;
    out["data"]["without_covariates"] = f.covariates.left_out;
    out["data"]["covariates_not_in_fam"] = f.covariates.not_in_fam;
  }
  out["data"]["missing"] = f.missing;
  out["data"]["notes"] = f.notes;
  out["columns_left_out"] = names_json(f, result.constant);
  out["columns_dependent"] = names_json(f, result.dependent);
  out["lambda_max"] = result.lambda_max;
  out["null_deviance"] = result.null_deviance;
  out["path_end"] = result.stop == StopReason::converged ? Json(path_end(result.end)) : Json();
  out["steps"] = steps_json(f);
  out[folder::cross_validation_field] = cross_validation_json(f.cross_validation);
  out[folder::validation_field] = validation_json(f.validation);
  out["gram"] = {{"hits", result.gram.hits},
                 {"misses", result.gram.misses},
                 {"bytes", result.gram.bytes},
                 {"evicted", result.gram.evicted}};
  out["forms"] = {{"gram", result.forms.gram}, {"residual", result.forms.residual}, {"defeats", result.forms.defeats}};
  out["activity"] = activity_json(result.activity);
  out["emulated"] = emulation_json(f.settings.engine.cluster, result.activity);
  out["passes"] = passes_json(result.activity);
  out["engine_share"] = engine_share(f, result.activity);
  return out;
}

folder::ModelColumn about(const LassoFitted& f, Index j) {
  const Moments& moments = f.moments.at(j);
  folder::ModelColumn column{j, column_name(f.names, j), moments.mean, std::sqrt(moments.variance)};
  if (j < f.variants.size()) {
    const io::Variant variant = f.variants[j];
    column.variant = {std::string(variant.chromosome), variant.position, std::string(variant.allele1),
                      std::string(variant.allele2)};
  }
  return column;
}

std::vector<folder::PathRow> path_rows(const LassoFitted& f) {
  std::vector<folder::PathRow> rows;
  for (const auto& point : f.result.points) {
    rows.push_back({static_cast<Index>(rows.size()), point.lambda, point.nonzero, point.explained});
    if (!f.validation) continue;
    const auto& held_out = f.validation->points[rows.size() - 1];
    rows.back().validation_error = held_out.error;
    rows.back().validation_explained = held_out.explained;
  }
  return rows;
}

std::vector<folder::CrossValidationRow> cross_validation_rows(const LassoFitted& f) {
  std::vector<folder::CrossValidationRow> rows;
  for (std::size_t k = 0; k < f.cross_validation->points.size(); ++k) {
    const auto& held_out = f.cross_validation->points[k];
    const auto& point = f.result.points[k];
    rows.push_back({static_cast<Index>(k), point.lambda, held_out.error, held_out.standard_error, point.nonzero});
  }
  return rows;
}

}  // namespace

std::string column_name(const std::vector<std::string>& names, Index j) {
  return names.empty() ? fmt::format("x{}", j) : one_line(names[static_cast<std::size_t>(j)]);
}

// Workloads are in stored entries.
Traffic traffic(const LassoFitted& f) {
  double entries = 0;
  for (const auto& [pass, spent] : f.result.activity.passes) entries += spent.workload;
  const double entry = f.stored > 0 ? static_cast<double>(f.bytes) / static_cast<double>(f.stored) : 0;
  return {entries * entry, f.result.gram.hits, f.result.gram.misses};
}

void write_outputs(const LassoFitted& fitted, io::OutputDirectory& directory) {
  const auto about_column = [&](Index j) { return about(fitted, j); };
  folder::write_summary(summary(fitted), directory);
  folder::write_coefficients(fitted.result.points, fitted.variants.size() > 0, about_column, directory);
  fitted.trace.write(
      trace_comment(folder::lasso_command, settings_json(fitted), fitted.table, fitted.settings.scheduler.seed),
      directory);
  folder::write_path(path_rows(fitted), fitted.validation.has_value(), directory);
  if (fitted.settings.knots) {
    folder::write_knots(
        fitted.result.knots, [&](Index j) { return column_name(fitted.names, j); }, directory);
  }
  if (fitted.cross_validation && !fitted.cross_validation->points.empty()) {
    folder::write_cross_validation(cross_validation_rows(fitted), directory);
  }
  write_report(directory);
  directory.commit();
}

}  // namespace strads::cli
