#include "cli/linear/output.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <string>
#include <string_view>
#include <unordered_map>

#include "cli/fit/emulation.hpp"
#include "cli/fit/json.hpp"
#include "cli/fit/report_page.hpp"
#include "cli/linear/model.hpp"
#include "cli/terminal/words.hpp"
#include "core/one_line.hpp"
#include "folder/coefficients.hpp"
#include "folder/errors.hpp"
#include "folder/names.hpp"

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
          {"least", cv->least},
          {"one_se", cv->one_se},
          {"null_error", cv->null_error},
          {"seconds", cv->seconds}};
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
  } else if (!s.min_ratio) {
    out["lambda_min_ratio"] = f.rows < f.columns ? 0.01 : 1e-4;
  }
  return out;
}

std::string summary(const LassoFitted& f) {
  const auto& result = f.result;
  Json out = summary_head("lasso", f, settings_json(f), f.table, f.settings.scheduler.seed);
  out["data"]["names"] = !f.names.empty();
  if (f.format == "PLINK") {
    out["data"]["left_out"] = f.left_out;
    out["data"]["not_in_fam"] = f.not_in_fam;
  }
  out["data"]["missing"] = f.missing;
  out["data"]["notes"] = f.notes;
  out["columns_left_out"] = names_json(f, result.constant);
  out["columns_dependent"] = names_json(f, result.dependent);
  out["lambda_max"] = result.lambda_max;
  out["null_deviance"] = result.null_deviance;
  out["steps"] = Json::array();
  for (const auto& point : result.points) out["steps"].push_back(point_json(point));
  out["cross_validation"] = cross_validation_json(f.cross_validation);
  out["gram"] = {{"hits", result.gram.hits},
                 {"misses", result.gram.misses},
                 {"bytes", result.gram.bytes},
                 {"evicted", result.gram.evicted}};
  out["forms"] = {{"gram", result.forms.gram}, {"residual", result.forms.residual}, {"defeats", result.forms.defeats}};
  out["activity"] = activity_json(result.activity);
  out["emulated"] = emulation_json(f.settings.engine.cluster, result.activity);
  out["passes"] = passes_json(result.activity);
  out["engine_share"] = engine_share(f, result.activity);
  return dumped(out);
}

// The end of a line about column j; -1 is the intercept.
std::string of_column(const LassoFitted& f, Index j) {
  const auto moments = f.moments.find(j);
  std::string text = moments == f.moments.end() ? "\t0\t0"
                                                : fmt::format("\t{}\t{}", exact(moments->second.mean),
                                                              exact(std::sqrt(moments->second.variance)));
  if (f.variants.size() > 0) {
    const auto variant = j < 0 ? io::Variant{".", "", 0, ".", "."} : f.variants[j];
    text += fmt::format("\t{}\t{}\t{}\t{}", variant.chromosome, variant.position, variant.allele1, variant.allele2);
  }
  return text + "\n";
}

void write_coefficients(const LassoFitted& f, io::OutputFile& file) {
  file.write(std::string(folder::coefficient_columns) +
             std::string(f.variants.size() > 0 ? folder::variant_columns : "") + "\n");
  std::unordered_map<Index, std::string> ends;  // the same at every point
  std::string line;
  for (std::size_t k = 0; k < f.result.points.size(); ++k) {
    const auto& point = f.result.points[k];
    const std::string prefix = fmt::format("{}\t{}\t", k, exact(point.lambda));
    const auto write = [&](Index j, const std::string& name, double value) {
      const auto [end, fresh] = ends.try_emplace(j);
      if (fresh) end->second = of_column(f, j);
      line.clear();
      fmt::format_to(std::back_inserter(line), FMT_COMPILE("{}{}\t{}\t{:.17g}{}"), prefix, j, name, value, end->second);
      file.write(line);
    };
    if (f.settings.intercept && point.intercept != 0) write(-1, "(intercept)", point.intercept);
    for (std::size_t i = 0; i < point.index.size(); ++i) {
      const Index j = point.index[i];
      if (point.value[i] != 0) write(j, column_name(f.names, j), point.value[i]);
    }
  }
}

void write_cross_validation(const LassoFitted& f, io::OutputFile& file) {
  const auto columns = folder::cross_validation_columns();
  write_header(columns, file);
  for (std::size_t k = 0; k < f.cross_validation->points.size(); ++k) {
    const auto& held_out = f.cross_validation->points[k];
    const auto& point = f.result.points[k];
    write_row(columns, {static_cast<Index>(k), point.lambda, held_out.error, held_out.standard_error, point.nonzero},
              file);
  }
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
  directory.write_text(folder::summary_file, summary(fitted));
  directory.write(folder::coefficients_file, [&](io::OutputFile& file) { write_coefficients(fitted, file); });
  directory.write(folder::trace_file, [&](io::OutputFile& file) {
    fitted.trace.write(trace_comment("lasso", settings_json(fitted), fitted.table, fitted.settings.scheduler.seed),
                       file);
  });
  if (fitted.cross_validation && !fitted.cross_validation->points.empty()) {
    directory.write(folder::cross_validation_file, [&](io::OutputFile& file) { write_cross_validation(fitted, file); });
  }
  write_report(directory);
  directory.commit();
}

}  // namespace strads::cli
