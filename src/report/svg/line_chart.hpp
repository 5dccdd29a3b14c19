// Line charts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/svg/frame.hpp"
#include "report/svg/scale.hpp"

namespace strads::report {

struct Point {
  double x = 0;
  double y = 0;
  bool starts = false;  // a new stroke: no line leads here
  double spread = 0;    // of y, up and down: a bar through the point
};

struct Series {
  std::string label{};  // written at the line's end when there are several
  std::vector<Point> points{};
};

struct LineChart {
  std::string title;
  Axis x{};
  Axis y{};
  std::vector<Series> series{};
  Guides guides{};
  std::optional<double> least{};  // the y axis does not reach below: lines lead out of it
  bool from_zero = false;         // the y axis starts at 0
  bool starts_far = false;        // the first points do not widen the y axis
};

// An SVG file. Points without a place on the axes are left out; on a log axis values a hundred times above all first
// ones (a run that diverges) lead out of the chart. Empty when no point has a place.
[[nodiscard]] std::string draw(const LineChart& chart);

}  // namespace strads::report
