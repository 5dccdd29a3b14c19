#include "cli/mf/summary.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "cli/mf/baselines.hpp"
#include "cli/mf/names.hpp"
#include "cli/terminal/words.hpp"
#include "folder/names.hpp"

namespace strads::cli {
namespace {

constexpr double told_rounding = 1e-6;  // of the range: ratings of 7 digits that are not far from 0 lose a tenth of it

std::string_view advice(const MfFitted& f) {
  switch (f.result.stop) {
    case StopReason::round_limit:
      return f.result.sweeps >= f.settings.max_sweeps ? "raise --max-sweeps or --tol" : "raise --max-rounds or --tol";
    case StopReason::time_limit:
      return "raise --time-limit or --tol";
    case StopReason::diverged:
      return "raise --reg";
    case StopReason::interrupted:
      return "run it again to go further";
    case StopReason::stalled:
    case StopReason::converged:
      break;
  }
  return "raise --tol";
}

std::string penalty(const MfFitted& f) {
  return f.result.reg ? fmt::format("reg {:.4g}", *f.result.reg) : fmt::format("noise {:.4g}", *f.result.noise);
}

// "train 0.72, test 0.83": an error of each set there is, by what is asked of it.
template <class Of>
std::string errors(const mf::Result& result, const Of& of) {
  std::string text = "train " + rmse_text(of(result.kept.train_rmse, result.baselines.train));
  if (result.kept.validation_rmse) {
    text += ", validation " + rmse_text(of(*result.kept.validation_rmse, *result.baselines.validation));
  }
  if (result.kept.test_rmse) text += ", test " + rmse_text(of(*result.kept.test_rmse, *result.baselines.test));
  return text;
}

// "1 comment, 2 blank rows"; empty when every line counts.
std::string passed_over(const io::PassedOver& passed) {
  std::string text;
  const auto add = [&](Index n, const char* what) {
    if (n > 0) text += (text.empty() ? "" : ", ") + plural(n, what);
  };
  add(passed.comments, "comment");
  add(passed.blank_rows, "blank row");
  add(passed.missing, "missing rating");
  return text;
}

std::string used(const MfFitted& f) {
  const auto factors = static_cast<Index>(f.result.factor_variances.size());
  return factors < f.settings.rank ? fmt::format(" ({} used)", factors) : "";
}

void print_errors(const MfFitted& f) {
  const mf::Result& result = f.result;
  fmt::print("RMSE      {}{}\n", errors(result, [](double own, const mf::Baseline&) { return own; }),
             f.options.clip ? fmt::format(" (predictions clipped to {} ... {})", f.range.low, f.range.high) : "");
  fmt::print("baselines mean and biases: {}\n",
             errors(result, [](double, const mf::Baseline& other) { return other.biases; }));
  fmt::print("          mean:            {}\n",
             errors(result, [](double, const mf::Baseline& other) { return other.mean; }));
  if (const auto sentence = behind(result)) fmt::print("          {}\n", *sentence);
}

}  // namespace

void print_summary(const MfFitted& f) {
  const auto& result = f.result;
  fmt::print("data      {}: {} x {}, {}{}\n", f.options.data, plural(f.users.size(), "user"),
             plural(f.items.size(), "item"), plural(f.stored, "rating"),
             f.duplicates == 0 ? "" : fmt::format(" ({} given again: the last counts)", count(f.duplicates)));
  if (f.taken) fmt::print("columns   {}\n", columns_text(*f.taken));
  if (const std::string passed = passed_over(f.passed); !passed.empty()) fmt::print("passed    {}\n", passed);
  if (f.spread.share_lost() > told_rounding) {
    fmt::print("rounded   by up to {:.2g}, {:.2g} % of the range: 7 digits of a rating are held; subtract a constant\n",
               f.spread.rounding, 100 * f.spread.share_lost());
  }
  for (const Unknown* unknown : {&f.unknown_of_validation, &f.unknown_of_test}) {
    if (!unknown->text.empty()) fmt::print("unknown   {}\n", unknown->text);
  }
  fmt::print("model     rank {}{}, {}, {}{}, {}{}: {}{}\n", f.settings.rank, used(f), penalty(f),
             choice_name(mf::solver_of(f.settings), solvers), f.settings.bias ? "" : " without biases",
             plural(result.sweeps, "sweep"),
             result.kept.sweep == result.sweeps ? "" : fmt::format(" (that of sweep {} kept)", result.kept.sweep),
             status(f.stop), result.stopped_early ? "; left-out ratings were predicted worse by further sweeps" : "");
  print_errors(f);
  print_time(f, result.activity);
  const std::string files = fmt::format("{}, {}, {}, {}", folder::users_file, folder::items_file, folder::user_ids_file,
                                        folder::item_ids_file);
  print_results(f.options.out, f.settings.bias ? fmt::format("{}, {}", files, folder::biases_file) : files);
}

void explain_stop(const MfFitted& f) {
  if (f.result.stop == StopReason::converged) return;
  fmt::print(stderr, "strads: stopped after {}: {}; {}\n", plural(f.result.sweeps, "sweep"), name(f.result.stop),
             advice(f));
}

}  // namespace strads::cli
