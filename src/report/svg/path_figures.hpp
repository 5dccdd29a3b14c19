// Charts along the lambdas of a path.
#pragma once

#include <string>
#include <vector>

#include "report/compare/comparison.hpp"
#include "report/svg/frame.hpp"

namespace strads::report {

// A line, or for `measure` dots, for each run that is a path. SVG files; empty when there is nothing to draw.
[[nodiscard]] std::string measure_chart(const Comparison& comparison, const Measure& measure);
[[nodiscard]] std::string nonzero_chart(const Comparison& comparison);
[[nodiscard]] std::string explained_chart(const Comparison& comparison);
// Of rows held out.
[[nodiscard]] std::string validation_chart(const Comparison& comparison);
[[nodiscard]] std::string cross_validation_chart(const Comparison& comparison);
// The 12 largest coefficients of one run; what cross-validation chose is marked, nonzeros stand along the top.
[[nodiscard]] std::string coefficient_chart(const Run& run);

// "converged below", where all runs have one tolerance and the measure is the gap.
[[nodiscard]] std::vector<Guide> tolerance(const Comparison& comparison, const Measure& measure);

}  // namespace strads::report
