#include "cli/linear/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>

#include "cli/terminal/words.hpp"
#include "folder/names.hpp"

namespace strads::cli {
namespace {

std::string_view advice(StopReason stop) {
  switch (stop) {
    case StopReason::round_limit:
      return "raise --max-rounds or --tol";
    case StopReason::time_limit:
      return "raise --time-limit or --tol";
    case StopReason::stalled:
      return "raise --tol, or use --schedule dynamic with fewer --workers";
    case StopReason::diverged:
      return "use --schedule dynamic, --safeguard on or fewer --workers";
    case StopReason::interrupted:
      return "run it again to go further";
    case StopReason::converged:
      break;
  }
  return {};
}

std::string range(const std::vector<linear::Point>& points, Index linear::Point::*field) {
  const auto [low, high] = std::minmax_element(points.begin(), points.end(),
                                               [&](const auto& a, const auto& b) { return a.*field < b.*field; });
  const std::string least = count((*low).*field);
  return (*low).*field == (*high).*field ? least : least + " to " + count((*high).*field);
}

// glmnet's %Dev.
std::string explained(const std::vector<linear::Point>& points) {
  const auto [low, high] = std::minmax_element(points.begin(), points.end(),
                                               [](const auto& a, const auto& b) { return a.explained < b.explained; });
  const std::string least = percent(low->explained);
  const std::string most = percent(high->explained);
  return least == most ? most : least + " to " + most;
}

std::string lambdas(const LassoFitted& f) {
  const auto& points = f.result.points;
  if (points.size() == 1)
    return fmt::format("lambda {:.6g} (lambda_max {:.6g})", points[0].lambda, f.result.lambda_max);
  return fmt::format("{} lambdas from {:.6g} to {:.6g}", points.size(), points.front().lambda, points.back().lambda);
}

void print_path_end(const LassoFitted& f) {
  const linear::PathEnd end = f.result.end;
  if (end == linear::PathEnd::last_lambda || f.result.stop != StopReason::converged) return;
  const std::string why =
      end == linear::PathEnd::explained ? "it explains more than 99.9%"
      : end == linear::PathEnd::no_gain
          ? "it explains less than 1e-5 of itself more than the one before"
          : fmt::format("{} predict no better than one before", plural(f.options.patience, "lambda"));
  fmt::print("path      ends with lambda {} of {}: {} (--whole-path goes on)\n", f.result.points.size(), f.result.asked,
             why);
}

// "lambda 0.123, 45 nonzero (step 6)"
std::string told_point(const LassoFitted& f, Index k) {
  const auto& point = f.result.points[static_cast<std::size_t>(k)];
  return fmt::format("lambda {:.6g}, {} nonzero (step {})", point.lambda, count(point.nonzero), k);
}

void print_alone(const LassoFitted& f, double null_error) {
  fmt::print("          {} has {:.5g}\n", f.settings.intercept ? "the mean alone" : "predicting 0", null_error);
}

void print_validation(const LassoFitted& f) {
  if (!f.validation || f.validation->points.empty()) return;
  const auto& v = *f.validation;
  const auto& best = v.points[static_cast<std::size_t>(v.best)];
  fmt::print("held out  {}: least mean squared error {:.5g}, R2 {:.3f}, at {}\n", plural(v.rows, "row"), best.error,
             best.explained, told_point(f, v.best));
  print_alone(f, v.null_error);
}

// "3 constant ones left out: a, b, c"
void print_columns(const LassoFitted& f, std::string_view label, const std::vector<Index>& columns,
                   std::string_view what) {
  constexpr std::size_t most = 5;
  if (columns.empty()) return;
  std::string names;
  for (std::size_t k = 0; k < std::min(most, columns.size()); ++k) {
    names += (k > 0 ? ", " : "") + column_name(f.names, columns[k]);
  }
  if (columns.size() > most) names += " and " + count(static_cast<Index>(columns.size() - most)) + " more";
  fmt::print("{:<10}{} {}: {}\n", label, count(static_cast<Index>(columns.size())), what, names);
}

void print_left_out(const LassoFitted& f) {
  const auto& result = f.result;
  const bool floats = f.options.float_storage;
  print_columns(f, "columns", result.constant, floats ? "constant (in float) left out" : "constant left out");
  print_columns(f, "columns", result.dependent, "unpenalized left out, combinations of those before");
  if (floats) print_columns(f, "storage", result.far, "so far from zero that float keeps under 4 digits");
  if (!result.points.empty() && result.null_deviance == 0) {
    fmt::print("response  {}: no coefficient can be told from 0\n", f.settings.intercept ? "constant" : "all zero");
  }
}

void print_cross_validation(const LassoFitted& f) {
  if (!f.cross_validation || f.cross_validation->points.empty()) return;
  const auto& cv = *f.cross_validation;
  fmt::print("folds     {} in {}: least mean squared error {:.5g}, standard error {:.3g}, at {}\n", cv.folds,
             duration(cv.seconds), cv.points[cv.least].error, cv.points[cv.least].standard_error,
             told_point(f, cv.least));
  if (cv.one_se != cv.least) fmt::print("          within one standard error from {} on\n", told_point(f, cv.one_se));
  print_alone(f, cv.null_error);
}

void print_knots(const LassoFitted& f) {
  if (!f.settings.knots || f.result.knots.empty()) return;
  double worst = 0;
  for (const auto& knot : f.result.knots) worst = std::max(worst, knot.duality_gap);
  fmt::print("knots     {} to lambda {:.6g}, gap {:.2g} at most\n", count(static_cast<Index>(f.result.knots.size())),
             f.result.knots.back().lambda, worst);
}

void print_people(const LassoFitted& f) {
  std::string said;
  const auto say = [&said](const std::string& text) { said += (said.empty() ? "" : ", ") + text; };
  if (f.left_out > 0) say(count(f.left_out) + " without a phenotype left out");
  if (f.covariates.left_out > 0) say(count(f.covariates.left_out) + " without all covariates left out");
  if (f.not_in_fam > 0) say(fmt::format("{} of {} not in the .fam", count(f.not_in_fam), f.options.pheno.value_or("")));
  if (f.covariates.not_in_fam > 0 && f.options.covar != f.options.pheno) {
    say(fmt::format("{} of {} not in the .fam", count(f.covariates.not_in_fam), f.options.covar.value_or("")));
  }
  if (!said.empty()) fmt::print("people    {}\n", said);
}

void print_covariates(const LassoFitted& f) {
  std::vector<Index> columns(f.covariates.names.size());
  std::iota(columns.begin(), columns.end(), f.variants.size());
  print_columns(f, "covar", columns, "unpenalized");
}

}  // namespace

void print_summary(const LassoFitted& f) {
  const auto& points = f.result.points;
  fmt::print("data      {}: {} x {}, {} stored\n", f.options.data, plural(f.rows, "row"), plural(f.columns, "column"),
             count(f.stored) + (f.stored == 1 ? " entry" : " entries"));
  for (const auto& note : f.notes) fmt::print("{}\n", note);
  if (f.missing > 0) fmt::print("missing   {} of X count as their column's mean\n", plural(f.missing, "value"));
  print_people(f);
  print_covariates(f);
  print_left_out(f);
  if (!points.empty()) {
    double worst = 0;
    for (const auto& point : points)
      worst = std::isnan(point.duality_gap) ? INFINITY : std::max(worst, point.duality_gap);
    fmt::print("model     {}, {} nonzero, %Dev {}\n", lambdas(f), range(points, &linear::Point::nonzero),
               explained(points));
    const std::string gap = std::isfinite(worst) ? fmt::format("{:.2g} at most, certified", worst) : "none certified";
    fmt::print("gap       {} (tol {:g}): {}\n", gap, f.settings.tol, status(f.result.stop));
  }
  print_path_end(f);
  print_knots(f);
  print_cross_validation(f);
  print_validation(f);
  const auto& forms = f.result.forms;
  if (forms.residual > 0) {
    fmt::print("blocks    {} on the Gram matrix, {} on the residual\n", count(forms.gram), count(forms.residual));
  }
  print_time(f, f.result.activity);
  print_results(f.options.out, folder::coefficients_file);
}

void explain_stop(const LassoFitted& f) {
  const auto& result = f.result;
  if (f.stop == StopReason::converged) return;
  if (const auto& cv = f.cross_validation) {
    fmt::print(stderr, "strads: the fit of fold {} of {} did not converge: {}; {}\n", cv->fitted + 1, cv->folds,
               name(cv->stop), advice(cv->stop));
    return;
  }
  const auto bad = std::find_if(result.points.begin(), result.points.end(),
                                [](const auto& point) { return point.stop != StopReason::converged; });
  if (bad == result.points.end()) {
    fmt::print(stderr, "strads: stopped after {}: {}; {}\n", plural(static_cast<Index>(result.points.size()), "step"),
               name(result.stop), advice(result.stop));
    return;
  }
  fmt::print(stderr, "strads: step {} (lambda {:.6g}) did not converge: {}, duality gap {} above tol {:g}; {}\n",
             bad - result.points.begin(), bad->lambda, name(bad->stop), gap_text(bad->duality_gap), f.settings.tol,
             advice(bad->stop));
}

}  // namespace strads::cli
