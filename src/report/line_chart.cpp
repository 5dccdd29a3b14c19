#include "report/line_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <limits>
#include <numeric>
#include <utility>

#include "report/drawing.hpp"
#include "report/escape.hpp"

namespace strads::report {
namespace {

constexpr double width = 560;
constexpr double height = 340;
constexpr double left = 72;
constexpr double top = 56;
constexpr double bottom = 288;
constexpr double label_height = 14;
constexpr std::size_t longest_label = 20;
constexpr std::size_t most_dots = 40;  // of longer lines only points without a neighbour are dots

using Out = std::back_insert_iterator<std::string>;

struct Extent {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void add(double value, const Axis& axis) {
    if (!axis.places(value) || (axis.log && value <= 0)) return;
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
  for (const auto& series : chart.series) {
    const std::size_t from = chart.settles && series.points.size() > 2 ? 1 : 0;
    for (std::size_t k = 0; k < series.points.size(); ++k) {
      if (!chart.y.places(series.points[k].y)) continue;
      x.add(series.points[k].x, chart.x);
      if (k < from || series.points[k].y > most) continue;
      y.add(series.points[k].y - series.points[k].spread, chart.y);
      y.add(series.points[k].y + series.points[k].spread, chart.y);
    }
  }
  if (!y.empty() && chart.reference) y.add(chart.reference->y, chart.y);
  if (!y.empty() && chart.from_zero) y.add(0, chart.y);
  if (chart.from_zero && y.low == 0 && y.high == 0) y.high = 1;  // a level of 0 lies on the axis
  return {x, y};
}

void draw_axes(const LineChart& chart, const Scale& x, const Scale& y, double right, Out out) {
  for (const auto& tick : y.ticks()) {
    fmt::format_to(out, "<line class='grid' x1='{}' x2='{:.1f}' y1='{:.1f}' y2='{:.1f}'/>", left, right, y(tick.value),
                   y(tick.value));
    fmt::format_to(out, "<text class='tick' x='{}' y='{:.1f}' text-anchor='end'>{}</text>", left - 7, y(tick.value) + 4,
                   tick.label);
  }
  fmt::format_to(out, "<line class='axis' x1='{}' x2='{:.1f}' y1='{}' y2='{}'/>", left, right, bottom, bottom);
  for (const auto& tick : x.ticks()) {
    fmt::format_to(out, "<line class='axis' x1='{0:.1f}' x2='{0:.1f}' y1='{1}' y2='{2}'/>", x(tick.value), bottom,
                   bottom + 4);
    fmt::format_to(out, "<text class='tick' x='{:.1f}' y='{}' text-anchor='middle'>{}</text>", x(tick.value),
                   bottom + 18, tick.label);
  }
  fmt::format_to(out, "<text class='name' x='{:.1f}' y='{}' text-anchor='end'>{}</text>", right, bottom + 38,
                 escape(chart.x.label));
  fmt::format_to(out, "<text class='name' x='14' y='43'>{}</text>\n", escape(chart.y.label));
  fmt::format_to(out,
                 "<clipPath id='plot'><rect x='{}' y='{}' width='{:.1f}' height='{}'/></clipPath>\n"
                 "<g clip-path='url(#plot)'>\n",
                 left - 4, top - 4, right - left + 8, bottom - top + 8);
}

void draw_line(const LineChart& chart, const Series& series, const Scale& x, const Scale& y, const std::string& classes,
               Out out) {
  std::string path;
  std::string dots;
  std::string bars;
  const auto& points = series.points;
  const auto shown = [&](std::size_t k) {
    return k < points.size() && chart.x.places(points[k].x) && chart.y.places(points[k].y);
  };
  const auto joined = [&](std::size_t k) { return k > 0 && shown(k - 1) && shown(k) && !points[k].starts; };
  for (std::size_t k = 0; k < points.size(); ++k) {
    if (!shown(k)) continue;
    const double across = x(points[k].x);
    const double up = y(points[k].y);
    fmt::format_to(std::back_inserter(path), "{}{:.1f} {:.1f}", joined(k) ? "L" : "M", across, up);
    if (points[k].spread > 0) {
      fmt::format_to(std::back_inserter(bars), "M{:.1f} {:.1f}V{:.1f}", across, y(points[k].y - points[k].spread),
                     y(points[k].y + points[k].spread));
    }
    if (points.size() > most_dots && (joined(k) || joined(k + 1))) continue;
    fmt::format_to(std::back_inserter(dots), "<circle class='dot {}' cx='{:.1f}' cy='{:.1f}' r='2.4'/>", classes,
                   across, up);
  }
  const bool strokes = std::count_if(points.begin(), points.end(), [](const Point& point) { return point.starts; }) > 5;
  fmt::format_to(out, "<path class='line {}{}' d='{}'><title>{}</title></path>\n", strokes ? "strokes " : "", classes,
                 path, escape(series.label));
  if (!bars.empty()) fmt::format_to(out, "<path class='spread {}' d='{}'/>\n", classes, bars);
  fmt::format_to(out, "{}\n", dots);
}

// Heights of the labels at the lines' ends, moved apart where they would overlap.
std::vector<double> label_places(const std::vector<double>& wanted) {
  std::vector<std::size_t> order(wanted.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
  std::vector<double> places(wanted.size());
  double last = -label_height;
  for (const auto k : order) last = places[k] = std::max(wanted[k], last + label_height);
  double next = bottom + label_height;
  std::for_each(order.rbegin(), order.rend(),
                [&](std::size_t k) { next = places[k] = std::min(places[k], next - label_height); });
  return places;
}

void draw_labels(const LineChart& chart, const Scale& x, const Scale& y, double right, Out out) {
  std::vector<std::pair<double, double>> ends;  // of the lines
  for (const auto& series : chart.series) {
    std::pair<double, double> end{right, bottom};
    for (const auto& point : series.points) {
      if (chart.x.places(point.x) && chart.y.places(point.y)) end = {x(point.x), std::clamp(y(point.y), top, bottom)};
    }
    ends.push_back(end);
  }
  std::vector<double> wanted;
  wanted.reserve(ends.size());
  for (const auto& end : ends) wanted.push_back(end.second);
  const auto places = label_places(wanted);
  for (std::size_t k = 0; k < places.size(); ++k) {
    const auto classes = series_classes(k);
    fmt::format_to(out, "<path class='leader {}' d='M{:.1f} {:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}'/>", classes,
                   ends[k].first + 3, wanted[k], right + 4, wanted[k], right + 14, places[k]);
    fmt::format_to(out, "<text class='label {}' x='{:.1f}' y='{:.1f}'>{}</text>\n", classes, right + 18, places[k] + 4,
                   escape(shortened(chart.series[k].label, longest_label)));
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
  const Scale x(chart.x, across.low, across.high, left, right, false);
  const Scale y(chart.y, up.low, up.high, bottom, top, true);

  Drawing drawing(chart.title, width, height);
  const Out out = drawing.out();
  draw_axes(chart, x, y, right, out);
  for (std::size_t k = 0; k < chart.series.size(); ++k) draw_line(chart, chart.series[k], x, y, series_classes(k), out);
  fmt::format_to(out, "</g>\n");
  if (chart.reference && chart.y.places(chart.reference->y)) {
    const double level = y(chart.reference->y);
    fmt::format_to(out, "<line class='reference' x1='{}' x2='{:.1f}' y1='{:.1f}' y2='{:.1f}'/>", left, right, level,
                   level);
    fmt::format_to(out, "<text class='tick halo' x='{:.1f}' y='{:.1f}' text-anchor='end'>{}</text>\n", right, level - 5,
                   escape(chart.reference->label));
  }
  if (chart.series.size() > 1) draw_labels(chart, x, y, right, out);
  return drawing.finish();
}

}  // namespace strads::report
