// What stands around and behind the lines of a chart.
#pragma once

#include <iterator>
#include <string>
#include <vector>

#include "report/svg/scale.hpp"

namespace strads::report {

struct Guide {
  double at = 0;
  std::string label;
};

struct Guides {
  std::vector<Guide> levels{};  // dashed, across
  std::vector<Guide> marks{};   // dashed, upright
  std::vector<Guide> top{};     // along the top: of those, the nearest to each tick of x
  std::string top_label{};
};

// Where the lines go, in pixels.
struct Frame {
  static constexpr double left = 72;
  static constexpr double top = 56;
  static constexpr double bottom = 288;
  double right;
  Scale x;
  Scale y;
};

using Out = std::back_insert_iterator<std::string>;

void draw_axes(const Frame& frame, const Axis& x, const Axis& y, Out out);
void draw_guides(const Frame& frame, const Guides& guides, Out out);

}  // namespace strads::report
