// The numbers of a page, as JSON: what of long files is drawn is chosen here.
#pragma once

#include <string>

#include "report/comparison.hpp"

namespace strads::report {

// {command, measures, axes, runs: [{name, summary, trace, paths, where, flow, map, loads}]}. A trace has at most 1500
// points, or 30,000 / runs where that is less: every k-th and the last. Numbers have 7 digits; what is not finite is
// null. Safe inside <script type='application/json'>: ASCII, no `<`.
[[nodiscard]] std::string page_data(const Comparison& comparison);

}  // namespace strads::report
