// The charts of runs as SVG files, for papers and READMEs.
#pragma once

#include <string>
#include <vector>

#include "report/compare/comparison.hpp"

namespace strads::report {

struct Figure {
  std::string file;  // "duality_gap-seconds.svg"
  std::string svg;
};

// Each measure of the trace against each axis, as MEASURE-AXIS.svg; where a run is a path, nonzero-path.svg,
// explained-path.svg, and MEASURE-path.svg of what begins anew with each lambda; cross_validation.svg where one was
// cross-validated, where.svg where a run tells where its emulated time went; of a single run coefficients.svg,
// candidates.svg, loads.svg and schedule.svg, as far as its files go. Charts without a point are left out. `log`: the
// trace's axes on a log scale, where what is not above 0 stands at their start.
[[nodiscard]] std::vector<Figure> figures(const Comparison& comparison, bool log = false);

}  // namespace strads::report
