#include "cli/predict_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <functional>
#include <limits>
#include <string_view>
#include <system_error>
#include <unordered_map>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/help.hpp"
#include "cli/lasso_model.hpp"
#include "cli/lasso_output.hpp"
#include "cli/words.hpp"
#include "io/dataset.hpp"
#include "io/output_file.hpp"
#include "strads/engine.hpp"
#include "strads/error.hpp"

namespace strads::cli {
namespace {

using Sink = std::function<void(std::string_view)>;

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

// Where the model's columns are in the data: by name when both have names, else by number.
class Columns {
 public:
  Columns(const PredictOptions& options, const LassoModel& model, const io::Dataset& data)
      : options_(options), data_(data), by_name_(model.names && !data.names.empty()) {
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
  [[nodiscard]] Index find(Index column, const std::string& name) const {
    const Index have = data_.X.columns();
    if (!by_name_) return column < have ? column : -1;
    if (column < have && one_line(data_.names[static_cast<std::size_t>(column)]) == name) return column;
    const auto at = places_.find(name);
    if (at == places_.end() || at->second == repeated) {
      throw Error(ErrorKind::mismatch,
                  fmt::format("{} has {} column named \"{}\", which the model in {} uses", options_.data,
                              at == places_.end() ? "no" : "more than one", name, options_.model));
    }
    return at->second;
  }

 private:
  static constexpr Index repeated = -1;

  const PredictOptions& options_;
  const io::Dataset& data_;
  bool by_name_;
  std::unordered_map<std::string, Index> places_;
};

void predict(const LassoModel& model, const std::vector<std::size_t>& steps, const io::Dataset& data,
             const Columns& columns, const Sink& sink) {
  const Index rows = data.X.rows();
  std::vector<double> predictions(static_cast<std::size_t>(rows));
  sink("row\tstep\tlambda\tprediction\n");
  for (const auto k : steps) {
    const auto& step = model.steps[k];
    std::vector<Index> index;
    std::vector<double> value;
    for (std::size_t i = 0; i < step.index.size(); ++i) {
      const Index at = columns.find(step.index[i], step.names[i]);
      if (at < 0) continue;
      index.push_back(at);
      value.push_back(step.value[i]);
    }
    std::fill(predictions.begin(), predictions.end(), step.intercept);
    data.X.add(index, value, 0, rows, predictions.data());
    const std::string middle = fmt::format("\t{}\t{}\t", k, exact(step.lambda));
    for (Index row = 0; row < rows; ++row) {
      sink(fmt::format("{}{}{}\n", row, middle, exact(predictions[static_cast<std::size_t>(row)])));
    }
  }
}

void check_stdout(bool good) {
  if (!good)
    throw Error(ErrorKind::file, "standard output cannot be written: " + std::generic_category().message(errno));
}

}  // namespace

void add_options(CLI::App& app, PredictOptions& o) {
  use_help(app, "strads predict DIR DATA [--step K | --lambda L] [--out FILE]");
  Group arguments(app, "Arguments");
  arguments.required("DIR", o.model, "", "What strads lasso --out made");
  arguments.required("DATA", o.data, "",
                     "Data with the model's columns, in any format that lasso reads;\n"
                     "columns go by name where model and data have names");
  Group what(app, "Prediction");
  what.text("--target", o.target, "COLUMN", "Column of DATA to leave out");
  auto* step = what.whole("--step", o.step, 0, std::numeric_limits<Index>::max(), "K",
                          "Only step K, counted from 0 (default: all steps)");
  what.number("--lambda", o.lambda, {.low = 0}, "L", "Only the step with this lambda (to 5 digits)")->excludes(step);
  what.whole("--threads", o.threads, 0, 4096, "N", "Threads for reading (default 0: all that this process may\nuse)");
  Group output(app, "Output");
  output.text("--out", o.out, "FILE",
              "Where the table goes, tab-separated: row, step, lambda,\nprediction "
              "(default: standard output)");
  output.flag("--force", o.force, "Replace an existing FILE");
}

void run_predict(const PredictOptions& options) {
  const LassoModel model = read_lasso_model(options.model);
  const auto steps = choose_steps(options, model);
  std::optional<io::AtomicFile> file;
  if (options.out) file.emplace(*options.out, options.force);

  io::ReadOptions how;
  how.target = options.target;
  how.threads = static_cast<int>(options.threads.value_or(0));
  if (how.threads == 0) how.threads = default_threads();
  const io::Dataset data = io::read_dataset(options.data, how);
  const Columns columns(options, model, data);
  for (const auto k : steps) {  // what does not fit is told before the first line is written
    for (std::size_t i = 0; i < model.steps[k].index.size(); ++i) {
      (void)columns.find(model.steps[k].index[i], model.steps[k].names[i]);
    }
  }
  if (file) {
    predict(model, steps, data, columns, [&](std::string_view text) { file->write(text); });
    file->commit();
  } else {
    predict(model, steps, data, columns, [](std::string_view text) {
      check_stdout(std::fwrite(text.data(), 1, text.size(), stdout) == text.size());
    });
    check_stdout(std::fflush(stdout) == 0);
  }
}

}  // namespace strads::cli
