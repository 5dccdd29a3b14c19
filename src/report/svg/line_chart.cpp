#include "report/svg/line_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <limits>
#include <numeric>
#include <utility>

#include "report/escape.hpp"
#include "report/svg/drawing.hpp"

namespace strads::report {
namespace {

constexpr double width = 560;
constexpr double height = 340;
constexpr double label_height = 14;
constexpr std::size_t longest_label = 20;
constexpr double bar_room = 7;
constexpr std::size_t most_dots = 40;  // of longer lines only points without a neighbour are dots

struct Extent {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void add(double value, const Axis& axis) {
    if (!std::isfinite(value) || (axis.log && value <= 0)) return;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  [[nodiscard]] bool empty() const { return low > high; }
};

// What a log axis shows at most: a hundred times the largest value that a stroke starts with.
double ceiling(const LineChart& chart) {
  double most = 0;
  for (const auto& series : chart.series) {
    for (std::size_t k = 0; k < series.points.size(); ++k) {
      const auto& point = series.points[k];
      if ((k == 0 || point.starts) && std::isfinite(point.y)) most = std::max(most, point.y);
    }
  }
  return chart.y.log && most > 0 ? 100 * most : std::numeric_limits<double>::infinity();
}

std::pair<Extent, Extent> extents(const LineChart& chart) {
  Extent x;
  Extent y;
  const double most = ceiling(chart);
  const double least = chart.least.value_or(std::numeric_limits<double>::lowest());
  for (const auto& series : chart.series) {
    const std::size_t from = chart.starts_far && series.points.size() > 2 ? 1 : 0;
    for (std::size_t k = 0; k < series.points.size(); ++k) {
      if (!chart.y.places(series.points[k].y)) continue;
      x.add(series.points[k].x, chart.x);
      if (k < from || series.points[k].y > most) continue;
      const auto& [across, up, starts, spread] = series.points[k];
      y.add(std::max(up - spread, least), chart.y);
      y.add(std::max(up + spread, least), chart.y);
    }
  }
  for (const auto& level : chart.guides.levels) {
    if (!x.empty()) y.add(level.at, chart.y);
  }
  if (!y.empty() && chart.from_zero) y.add(0, chart.y);
  if (chart.from_zero && y.low == 0 && y.high == 0) y.high = 1;  // a level of 0 lies on the axis
  return {x, y};
}

struct Pixel {
  double x = 0;
  double y = 0;
};

bool inside(const Pixel& pixel) { return pixel.y >= Frame::top - 0.5 && pixel.y <= Frame::bottom + 0.5; }

// Where the line from a pixel inside to one outside leaves the chart.
Pixel exit_of(const Pixel& from, const Pixel& to) {
  const double edge = to.y < Frame::top ? Frame::top : Frame::bottom;
  return {from.x + (edge - from.y) / (to.y - from.y) * (to.x - from.x), edge};
}

// The path through those points that have a place, cut at the frame.
std::string path_of(const Frame& frame, const std::vector<Point>& points, const std::vector<bool>& joined) {
  std::string path;
  const auto add = [&](char verb, const Pixel& to) {
    fmt::format_to(std::back_inserter(path), "{}{:.1f} {:.1f}", verb, to.x, to.y);
  };
  for (std::size_t k = 0; k < points.size(); ++k) {
    const Pixel here{frame.x(points[k].x), frame.y(points[k].y)};
    if (!joined[k]) {
      if (inside(here)) add('M', here);
      continue;
    }
    const Pixel before{frame.x(points[k - 1].x), frame.y(points[k - 1].y)};
    if (!inside(before) && inside(here)) add('M', exit_of(here, before));
    if (inside(before) || inside(here)) add('L', inside(here) ? here : exit_of(before, here));
  }
  return path;
}

// Bars of the spread, with caps, as many as can be told apart.
std::string bars_of(const Frame& frame, const std::vector<Point>& points) {
  std::string bars;
  double last = -bar_room;
  for (const auto& [x, y, starts, spread] : points) {
    if (!(spread > 0) || std::abs(frame.x(x) - last) < bar_room) continue;
    last = frame.x(x);
    fmt::format_to(std::back_inserter(bars), "M{0:.1f} {1:.1f}h5m-2.5 0V{2:.1f}m-2.5 0h5", frame.x(x) - 2.5,
                   frame.y(y + spread), frame.y(y - spread));
  }
  return bars;
}

void draw_line(const LineChart& chart, const Series& series, const Frame& frame, const std::string& classes, Out out) {
  std::vector<Point> points;  // that have a place
  std::vector<bool> joined;   // to the one before
  bool before = false;
  for (const auto& point : series.points) {
    const bool placed = chart.x.places(point.x) && chart.y.places(point.y);
    if (placed) {
      joined.push_back(before && !point.starts);
      points.push_back(point);
    }
    before = placed;
  }
  fmt::format_to(out, "<path class='spread {}' d='{}'/>\n", classes, bars_of(frame, points));
  fmt::format_to(out, "<path class='line {}' d='{}'><title>{}</title></path>\n", classes,
                 path_of(frame, points, joined), escape(series.label));
  for (std::size_t k = 0; k < points.size(); ++k) {
    const bool alone = !joined[k] && !(k + 1 < points.size() && joined[k + 1]);
    const Pixel at{frame.x(points[k].x), frame.y(points[k].y)};
    if (!inside(at) || (points.size() > most_dots && !alone)) continue;
    fmt::format_to(out, "<circle class='dot {}' cx='{:.1f}' cy='{:.1f}' r='2.4'/>", classes, at.x, at.y);
  }
  fmt::format_to(out, "\n");
}

// Heights of the labels at the lines' ends, moved apart where they would overlap.
std::vector<double> label_places(const std::vector<double>& wanted) {
  std::vector<std::size_t> order(wanted.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
  std::vector<double> places(wanted.size());
  double last = -label_height;
  for (const auto k : order) last = places[k] = std::max(wanted[k], last + label_height);
  double next = Frame::bottom + label_height;
  std::for_each(order.rbegin(), order.rend(),
                [&](std::size_t k) { next = places[k] = std::min(places[k], next - label_height); });
  return places;
}

void draw_labels(const LineChart& chart, const Frame& frame, Out out) {
  std::vector<std::size_t> lines;  // that are drawn
  std::vector<double> x;           // of their ends
  std::vector<double> y;
  for (std::size_t k = 0; k < chart.series.size(); ++k) {
    const auto& points = chart.series[k].points;
    const auto last = std::find_if(points.rbegin(), points.rend(), [&](const Point& point) {
      return chart.x.places(point.x) && chart.y.places(point.y);
    });
    if (last == points.rend()) continue;
    lines.push_back(k);
    const bool ends_inside = inside({frame.x(last->x), frame.y(last->y)});
    x.push_back(ends_inside ? frame.x(last->x) : frame.right);
    y.push_back(std::clamp(frame.y(last->y), Frame::top, Frame::bottom));
  }
  const auto places = label_places(y);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    fmt::format_to(out, "<path class='leader {}' d='M{:.1f} {:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}'/>",
                   series_classes(lines[i]), x[i] + 3, y[i], frame.right + 4, y[i], frame.right + 14, places[i]);
    fmt::format_to(out, "<text class='label' x='{:.1f}' y='{:.1f}'>{}</text>\n", frame.right + 18, places[i] + 4,
                   escape(shortened(chart.series[lines[i]].label, longest_label)));
  }
}

double label_room(const LineChart& chart) {
  if (chart.series.size() < 2) return 16;
  std::size_t longest = 0;
  for (const auto& series : chart.series) longest = std::max(longest, std::min(series.label.size(), longest_label));
  return 30 + 6.6 * static_cast<double>(longest);
}

}  // namespace

std::string draw(const LineChart& chart) {
  const auto [across, up] = extents(chart);
  if (across.empty() || up.empty()) return {};
  const double right = width - label_room(chart);
  const Frame frame{right, Scale(chart.x, across.low, across.high, Frame::left, right, false),
                    Scale(chart.y, up.low, up.high, Frame::bottom, Frame::top, true)};

  Drawing drawing(chart.title, width, height);
  const Out out = drawing.out();
  draw_axes(frame, chart.x, chart.y, out);
  for (std::size_t k = 0; k < chart.series.size(); ++k) {
    draw_line(chart, chart.series[k], frame, series_classes(k), out);
  }
  draw_guides(frame, chart.guides, out);
  if (chart.series.size() > 1) draw_labels(chart, frame, out);
  return drawing.finish();
}

}  // namespace strads::report
