#include "cli/linear/predict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "cli/fit/common_options.hpp"
#include "cli/linear/column_source.hpp"
#include "cli/linear/covariates.hpp"
#include "cli/linear/genotype_sources.hpp"
#include "cli/linear/model.hpp"
#include "cli/linear/table_sources.hpp"
#include "cli/terminal/table_output.hpp"
#include "cli/terminal/words.hpp"
#include "folder/marks.hpp"
#include "io/dataset.hpp"
#include "strads/error.hpp"
#include "strads/linear.hpp"

namespace strads::cli {
namespace {

constexpr double same_lambda = 1e-5;  // relative: what is lost when a lambda is printed in 6 digits

std::vector<std::size_t> choose_points(const PredictOptions& options, const LassoModel& model) {
  const auto count = model.points.size();
  if (options.point) {
    if (*options.point >= static_cast<Index>(count)) {
      throw Error(ErrorKind::mismatch, fmt::format("{} has {} counted from 0, not a step {}", options.model,
                                                   plural(static_cast<Index>(count), "step"), *options.point));
    }
    return {static_cast<std::size_t>(*options.point)};
  }
  if (options.chosen || options.best) {
    const auto point = model.chosen.find(options.chosen.value_or(folder::best_held_out));
    if (point != model.chosen.end()) return {static_cast<std::size_t>(point->second)};
    throw Error(ErrorKind::mismatch,
                options.model + (options.best ? " held no rows out: strads lasso --validation-ids FILE does that"
                                              : " was not cross-validated: strads lasso --folds K does that"));
  }
  std::vector<std::size_t> all;
  for (std::size_t k = 0; k < count; ++k) {
    if (options.lambda && std::abs(model.points[k].lambda - *options.lambda) > same_lambda * *options.lambda) continue;
    all.push_back(k);
  }
  if (options.lambda && all.empty()) {
    throw Error(ErrorKind::mismatch,
                count == 0 ? options.model + " has no steps"
                           : fmt::format("{} has no step with lambda {:.6g}; its lambdas run from {:.6g} to {:.6g}",
                                         options.model, *options.lambda, model.points.front().lambda,
                                         model.points.back().lambda));
  }
  return all;
}

// Which columns some of the points uses.
std::vector<char> columns_used_by(const LassoModel& model, const std::vector<std::size_t>& points) {
  std::vector<char> asked(model.used.size(), 0);
  for (const auto k : points) {
    for (const auto column : model.points[k].column) asked[column] = 1;
  }
  return asked;
}

std::vector<char> variants_of(const LassoModel& model, std::vector<char> asked) {
  for (std::size_t k = 0; k < asked.size(); ++k) {
    if (model.is_covariate(k)) asked[k] = 0;
  }
  return asked;
}

// They stand behind the variants, in their order.
void add_covariates(const LassoModel& model, const std::vector<char>& asked, Index variants,
                    std::vector<ColumnSource>& sources) {
  Index next = variants;
  for (std::size_t k = 0; k < asked.size(); ++k) {
    if (asked[k] != 0 && model.is_covariate(k)) sources[k] = {next++, 0, 1};
  }
}

void predict(const LassoModel& model, const std::vector<std::size_t>& points, const io::Dataset& data,
             const std::vector<ColumnSource>& sources, TableOutput& out) {
  const Index rows = data.X.rows();
  const bool people = !data.people.empty();
  out.write(people ? "row\tstep\tlambda\tprediction\tFID\tIID\n" : "row\tstep\tlambda\tprediction\n");
  for (const auto k : points) {
    const auto& point = model.points[k];
    linear::Point here;  // in the columns of these data
    here.intercept = point.intercept;
    for (std::size_t i = 0; i < point.column.size(); ++i) {
      const auto& source = sources[point.column[i]];
      here.intercept += point.value[i] * source.offset;
      if (source.column < 0) continue;
      here.index.push_back(source.column);
      here.value.push_back(point.value[i] * source.slope);
    }
    const std::vector<double> predictions = linear::predict(here, data.X);
    const std::string middle = fmt::format("\t{}\t{}\t", k, exact(point.lambda));
    for (Index row = 0; row < rows; ++row) {
      const std::string person = people ? "\t" + data.people[static_cast<std::size_t>(row)] : "";
      out.write(fmt::format("{}{}{}{}\n", row, middle, exact(predictions[static_cast<std::size_t>(row)]), person));
    }
  }
}

}  // namespace

void predict_lasso(const folder::FitFolder& directory, const PredictOptions& options) {
  const LassoModel model = read_model(directory);
  const auto points = choose_points(options, model);
  const auto asked = columns_used_by(model, points);
  TableOutput out(options.out, options.force);

  std::vector<ColumnSource> sources;
  io::ReadOptions how;
  take_form(options.table, model.table, how);
  if (options.table.drop) how.drop = columns_in(*options.table.drop);
  if (options.target) how.drop.push_back(*options.target);
  how.covar = covariates_asked(options, model, asked);
  how.wanted = wanted_columns(model, asked, options.impute_mean.value_or(model.imputes || model.genotypes));
  how.response = false;
  how.threads = reading_threads(options.threads);
  how.missing_calls = [&](const io::Variants& variants) {
    require_covariates(options, model, asked);
    sources = genotype_sources(options, model, variants_of(model, asked), variants);
    return missing_calls(model, sources, variants.size());
  };
  const io::Dataset data = io::read_dataset(options.data, how);
  check_format(options.table, options.data, data.format);
  if (data.variants.size() == 0) {
    for (const auto& note : data.notes) fmt::print(stderr, "strads: {}: {}\n", options.data, note);
    sources = table_sources(options, model, asked, data);
  } else {
    add_covariates(model, asked, data.variants.size(), sources);
  }
  predict(model, points, data, sources, out);
  out.finish();
}

}  // namespace strads::cli
