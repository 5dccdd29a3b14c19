#include "cli/mf_summary.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "cli/mf_names.hpp"
#include "cli/words.hpp"

namespace strads::cli {
namespace {

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

std::string errors(const mf::Checkpoint& kept) {
  std::string text = fmt::format("train {:.4f}", kept.train_rmse);
  if (kept.validation_rmse) text += fmt::format(", validation {:.4f}", *kept.validation_rmse);
  if (kept.test_rmse) text += fmt::format(", test {:.4f}", *kept.test_rmse);
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

}  // namespace

void print_summary(const MfFitted& f) {
  const auto& result = f.result;
  fmt::print("data      {}: {} x {}, {}{}\n", f.options.data, plural(f.users.size(), "user"),
             plural(f.items.size(), "item"), plural(f.stored, "rating"),
             f.duplicates == 0 ? "" : fmt::format(" ({} given again: the last counts)", count(f.duplicates)));
  if (f.taken) fmt::print("columns   {}\n", columns_text(*f.taken));
  if (const std::string passed = passed_over(f.passed); !passed.empty()) fmt::print("passed    {}\n", passed);
  for (const Unknown* unknown : {&f.unknown_of_validation, &f.unknown_of_test}) {
    if (!unknown->text.empty()) fmt::print("unknown   {}\n", unknown->text);
  }
  fmt::print("model     rank {}, {}, {}{}, {}{}: {}\n", f.settings.rank, penalty(f),
             choice_name(mf::solver_of(f.settings), solvers), f.settings.bias ? "" : " without biases",
             plural(result.sweeps, "sweep"),
             result.kept.sweep == result.sweeps ? "" : fmt::format(" (that of sweep {} kept)", result.kept.sweep),
             status(f.stop));
  fmt::print("RMSE      {}{}\n", errors(result.kept),
             f.options.clip ? fmt::format(" (predictions clipped to {} ... {})", f.range.low, f.range.high) : "");
  print_time(f, result.activity);
  print_results(f.options.out, f.settings.bias ? "users.npy, items.npy, user_ids.tsv, item_ids.tsv, biases.tsv"
                                               : "users.npy, items.npy, user_ids.tsv, item_ids.tsv");
}

void explain_stop(const MfFitted& f) {
  if (f.result.stop == StopReason::converged) return;
  fmt::print(stderr, "strads: stopped after {}: {}; {}\n", plural(f.result.sweeps, "sweep"), name(f.result.stop),
             advice(f));
}

}  // namespace strads::cli
