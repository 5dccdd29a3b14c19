// Runs of one kind, and what is drawn of their traces: measures against axes.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "report/compare/fits.hpp"

namespace strads::report {

struct Measure {
  std::string_view column;  // of the trace
  std::string_view title;
  std::string_view label;   // of the y axis
  bool log = false;         // at first
  bool from_zero = false;   // the axis starts there
  bool per_lambda = false;  // begins anew with each lambda: of a path the end of each is drawn, against lambda
  bool starts_far = false;  // the first point may lie outside, so that it does not hide the later ones
};

struct TraceAxis {
  std::string_view column;
  std::string_view label;
  bool whole = false;  // counts
};

struct Comparison {
  std::string command;  // "lasso" or "mf"
  std::vector<Run> runs;
  std::span<const Measure> measures;
  std::span<const TraceAxis> axes;
  std::vector<std::string> warnings;  // why the runs do not compare (differences.hpp)

  // Whether any run has something to show there.
  [[nodiscard]] bool shows(const Measure& measure) const;
  [[nodiscard]] bool shows(const TraceAxis& axis) const;
  // Whether it has a value for each lambda of a path.
  [[nodiscard]] bool shows_along_paths(const Measure& measure) const;
  [[nodiscard]] bool has_path() const;
  // "Lasso on apple/X.npy"; of many "Lasso on apple/X.npy: 3 runs", without the data where these differ.
  [[nodiscard]] std::string title() const;
};

// Adds to the traces what is seen only beside others: "excess", a Lasso's objective above the least that any run of the
// same problem saw at that lambda, also of the points; "decrease", what a sweep took off the objective, relatively.
// Takes out emulated seconds of runs for which no cluster was asked. Throws Error (usage) when the runs are of two
// kinds. At least one run.
[[nodiscard]] Comparison compare(std::vector<Run> runs);

}  // namespace strads::report
