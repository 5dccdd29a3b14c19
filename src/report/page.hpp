// What the pages of all models share: head, tiles, settings, foot. Self-contained HTML, nothing loaded.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strads::report {

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Page {
  std::string title;
  std::string command;  // as it was typed
  std::string version;
  std::string status;
  bool converged = false;
  Pairs facts;     // the head of the page
  Pairs settings;  // at its foot
};

// The page around `body`; `files` names those that hold its numbers.
[[nodiscard]] std::string framed(const Page& page, std::string_view body, std::string_view files);

inline constexpr std::size_t most_points = 1500;  // of a line: more would only make the page heavy

// What is drawn of a long trace: every k-th point, and the last.
template <class Point>
std::vector<Point> thinned(const std::vector<Point>& trace) {
  if (trace.size() <= most_points) return trace;
  std::vector<Point> out;
  const std::size_t stride = (trace.size() + most_points - 1) / most_points;
  for (std::size_t k = 0; k < trace.size(); k += stride) out.push_back(trace[k]);
  if ((trace.size() - 1) % stride != 0) out.push_back(trace.back());
  return out;
}

}  // namespace strads::report
