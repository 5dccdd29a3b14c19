#include "cli/lasso_predict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <unordered_map>
#include <vector>

#include "cli/column_source.hpp"
#include "cli/common_options.hpp"
#include "cli/genotype_sources.hpp"
#include "cli/lasso_model.hpp"
#include "cli/table_output.hpp"
#include "cli/words.hpp"
#include "io/dataset.hpp"
#include "strads/error.hpp"

namespace strads::cli {
namespace {

constexpr double same_lambda = 1e-5;  // relative: what is lost when a lambda is printed in 6 digits

std::vector<std::size_t> choose_steps(const PredictOptions& options, const LassoModel& model) {
  const auto count = model.steps.size();
  if (options.step) {
    if (*options.step >= static_cast<Index>(count)) {
      throw Error(ErrorKind::mismatch, fmt::format("{} has {} counted from 0, not a step {}", options.model,
                                                   plural(static_cast<Index>(count), "step"), *options.step));
    }
    return {static_cast<std::size_t>(*options.step)};
  }
  if (options.chosen) {
    const auto step = model.chosen.find(*options.chosen);
    if (step != model.chosen.end()) return {static_cast<std::size_t>(step->second)};
    throw Error(ErrorKind::mismatch, options.model + " was not cross-validated: strads lasso --folds K does that");
  }
  std::vector<std::size_t> all;
  for (std::size_t k = 0; k < count; ++k) {
    if (options.lambda && std::abs(model.steps[k].lambda - *options.lambda) > same_lambda * *options.lambda) continue;
    all.push_back(k);
  }
  if (options.lambda && all.empty()) {
    throw Error(ErrorKind::mismatch,
                count == 0 ? options.model + " has no steps"
                           : fmt::format("{} has no step with lambda {:.6g}; its lambdas run from {:.6g} to {:.6g}",
                                         options.model, *options.lambda, model.steps.front().lambda,
                                         model.steps.back().lambda));
  }
  return all;
}

// Of each column of LassoModel::used, whether some of the steps uses it.
std::vector<char> asked_by(const LassoModel& model, const std::vector<std::size_t>& steps) {
  std::vector<char> asked(model.used.size(), 0);
  for (const auto k : steps) {
    for (const auto column : model.steps[k].column) asked[column] = 1;
  }
  return asked;
}

io::WantedColumns wanted(const LassoModel& model, const std::vector<char>& asked, bool impute) {
  io::WantedColumns result;
  result.by_name = model.names;
  result.count = model.columns;
  for (std::size_t k = 0; k < asked.size(); ++k) {
    if (asked[k] == 0) continue;
    const auto& column = model.used[k];
    result.names.push_back(column.name);
    result.numbers.push_back(column.index);
    if (impute) result.means.push_back(column.mean);
  }
  if (model.table.drop) result.left_out = columns_in(*model.table.drop);
  if (model.target) result.left_out.push_back(*model.target);
  return result;
}

// Where the model's columns are in the data: by name when both have names, else by number.
class Columns {
 public:
  Columns(const PredictOptions& options, const LassoModel& model, const io::Dataset& data)
      : options_(options),
        data_(data),
        by_name_(model.names && !data.names.empty()),
        alike_(data.X.columns() == model.columns) {
    const Index have = data.X.columns();
    const bool narrow = have < model.columns && data.format.starts_with("libsvm");
    if (!by_name_ && have != model.columns && !narrow) {
      throw Error(ErrorKind::mismatch, fmt::format("{} has {}, but the model in {} was fitted to {}", options.data,
                                                   plural(have, "column"), options.model, model.columns));
    }
    for (std::size_t j = 0; by_name_ && j < data.names.size(); ++j) {
      const auto [at, added] = places_.try_emplace(one_line(data.names[j]), static_cast<Index>(j));
      if (!added) at->second = repeated;
    }
  }

  // -1: the data ends before this column, whose entries are 0.
  [[nodiscard]] Index find(const ModelColumn& wanted) const {
    const Index have = data_.X.columns();
    const Index index = wanted.index;
    if (!by_name_) return index < have ? index : -1;
    if (alike_ && one_line(data_.names[static_cast<std::size_t>(index)]) == wanted.name) return index;
    const auto at = places_.find(wanted.name);
    return at == places_.end() ? absent : at->second;
  }

  // Tells of all that are asked for and not there, or there twice.
  void check(const LassoModel& model, const std::vector<char>& asked) const {
    constexpr Index shown = 20;
    for (const Index fault : {absent, repeated}) {
      std::string names;
      Index count = 0;
      for (std::size_t k = 0; k < asked.size(); ++k) {
        if (asked[k] == 0 || find(model.used[k]) != fault) continue;
        if (count++ < shown) names += fmt::format("{}\"{}\"", count > 1 ? ", " : "", model.used[k].name);
      }
      if (count == 0) continue;
      if (count > shown) names += fmt::format(", ... ({} in all)", count);
      const char* what = fault == repeated ? "more than one column" : count > 1 ? "no columns" : "no column";
      throw Error(ErrorKind::mismatch, fmt::format("{} has {} named {}, which the model in {} uses", options_.data,
                                                   what, names, options_.model));
    }
  }

 private:
  static constexpr Index repeated = -2;
  static constexpr Index absent = -3;

  const PredictOptions& options_;
  const io::Dataset& data_;
  bool by_name_;
  bool alike_;  // as many columns as were fitted: one in its place may have its name twice
  std::unordered_map<std::string, Index> places_;
};

// Of each column that is asked for.
std::vector<ColumnSource> table_sources(const PredictOptions& options, const LassoModel& model,
                                        const std::vector<char>& asked, const io::Dataset& data) {
  if (options.skip_unmatched) {
    throw Error(ErrorKind::usage, "--skip-unmatched is for genotypes, which " + options.data + " does not hold");
  }
  if (model.genotypes) {
    fmt::print(stderr, "strads: {} names no alleles: its columns are taken for copies of the model's allele 1\n",
               options.data);
  }
  const Columns columns(options, model, data);
  columns.check(model, asked);
  std::vector<ColumnSource> sources(asked.size());
  for (std::size_t k = 0; k < asked.size(); ++k) {
    if (asked[k] != 0) sources[k].column = columns.find(model.used[k]);
  }
  return sources;
}

void predict(const LassoModel& model, const std::vector<std::size_t>& steps, const io::Dataset& data,
             const std::vector<ColumnSource>& sources, TableOutput& out) {
  const Index rows = data.X.rows();
  std::vector<double> predictions(static_cast<std::size_t>(rows));
  const bool people = !data.people.empty();
  out.write(people ? "row\tstep\tlambda\tprediction\tFID\tIID\n" : "row\tstep\tlambda\tprediction\n");
  for (const auto k : steps) {
    const auto& step = model.steps[k];
    double constant = step.intercept;
    std::vector<Index> index;
    std::vector<double> value;
    for (std::size_t i = 0; i < step.column.size(); ++i) {
      const auto& source = sources[step.column[i]];
      constant += step.value[i] * source.offset;
      if (source.column < 0) continue;
      index.push_back(source.column);
      value.push_back(step.value[i] * source.slope);
    }
    std::fill(predictions.begin(), predictions.end(), constant);
    data.X.add(index, value, 0, rows, predictions.data());
    const std::string middle = fmt::format("\t{}\t{}\t", k, exact(step.lambda));
    for (Index row = 0; row < rows; ++row) {
      const std::string person = people ? "\t" + data.people[static_cast<std::size_t>(row)] : "";
      out.write(fmt::format("{}{}{}{}\n", row, middle, exact(predictions[static_cast<std::size_t>(row)]), person));
    }
  }
}

}  // namespace

void predict_lasso(const ModelDirectory& directory, const PredictOptions& options) {
  const LassoModel model = read_lasso_model(directory);
  const auto steps = choose_steps(options, model);
  const auto asked = asked_by(model, steps);
  TableOutput out(options.out, options.force);

  std::vector<ColumnSource> sources;
  io::ReadOptions how;
  take_form(options.table, model.table, how);
  if (options.table.drop) how.drop = columns_in(*options.table.drop);
  if (options.target) how.drop.push_back(*options.target);
  how.wanted = wanted(model, asked, options.impute_mean.value_or(model.imputes || model.genotypes));
  how.response = false;
  how.threads = reading_threads(options.threads);
  how.missing_calls = [&](const io::Variants& variants) {
    sources = genotype_sources(options, model, asked, variants);
    return missing_calls(model, sources, variants.size());
  };
  const io::Dataset data = io::read_dataset(options.data, how);
  check_format(options.table, options.data, data.format);
  if (data.variants.size() == 0) sources = table_sources(options, model, asked, data);
  predict(model, steps, data, sources, out);
  out.finish();
}

}  // namespace strads::cli
