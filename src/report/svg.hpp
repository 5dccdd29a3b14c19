// Line charts as inline SVG. Colours, weights and fonts are classes of the page's style sheet (page_style.hpp), so that
// one drawing serves light and dark.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/scale.hpp"

namespace strads::report {

struct Point {
  double x = 0;
  double y = 0;
  std::string title{};  // shown when the pointer rests on the point; empty: no mark
  bool starts = false;  // a new stroke: no line leads here
};

struct Series {
  std::string label{};  // written at the line's end when the chart labels its series; also its title
  std::vector<Point> points{};
};

struct Reference {
  double y = 0;
  std::string label;
};

struct Chart {
  std::string title;
  Axis x{};
  Axis y{};
  std::vector<Series> series{};
  std::optional<Reference> reference{};  // a dashed level
  bool label_series = false;
  bool from_zero = false;  // the y axis starts at 0
};

// A <figure> with caption and drawing; points without a place on the axes are left out. Empty when no point has one.
[[nodiscard]] std::string draw(const Chart& chart);

// For text and attributes of HTML.
[[nodiscard]] std::string escape(std::string_view text);

}  // namespace strads::report
