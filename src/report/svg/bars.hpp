// Bar charts.
#pragma once

#include <string>
#include <vector>

#include "report/compare/schedule_map.hpp"

namespace strads::report {

// A bar a run, cut into parts.
struct StackedBars {
  std::string title;
  std::string label;                          // of the axis
  std::vector<std::string> parts;             // in the order of the colours
  std::vector<std::string> names{};           // of the bars
  std::vector<std::vector<double>> values{};  // of each bar, a part each; not below 0
};

// SVG files.
[[nodiscard]] std::string draw(const StackedBars& bars);
[[nodiscard]] std::string draw(const WorkerLoads& loads);

}  // namespace strads::report
