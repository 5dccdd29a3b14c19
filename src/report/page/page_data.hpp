// The numbers of a page, as JSON: what of long files is drawn is chosen here.
#pragma once

#include <string>

#include "report/compare/comparison.hpp"

namespace strads::report {

// {command, title, warnings, measures, axes, runs: [{name, summary, trace, marks, chosen, paths, where, cv, predicted,
// flow, map, loads}]}; what a run has not is absent or empty. A trace has at most 1500 points, or 30,000 / runs where
// that is less: every k-th and the last. Points are at most 1000 and those marked or chosen; `marks` and `chosen` are
// places among them. Numbers have 7 digits; what is not finite is null. Safe inside <script type='application/json'>:
// ASCII, no `<`.
[[nodiscard]] std::string page_data(const Comparison& comparison);

}  // namespace strads::report
