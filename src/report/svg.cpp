#include "report/svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <limits>
#include <numeric>
#include <utility>

namespace strads::report {
namespace {

// Small on purpose: on a phone the drawing shrinks little, so its 12 px text stays readable.
constexpr double width = 460;
constexpr double height = 290;
constexpr double left = 50;
constexpr double top = 24;
constexpr double bottom = 246;
constexpr double label_room = 96;
constexpr double label_height = 13;
constexpr int colours = 6;

using Out = std::back_insert_iterator<std::string>;

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

std::pair<Extent, Extent> extents(const Chart& chart) {
  Extent x;
  Extent y;
  for (const auto& series : chart.series) {
    for (const auto& point : series.points) {
      x.add(point.x, chart.x);
      y.add(point.y, chart.y);
    }
  }
  if (!y.empty() && chart.reference) y.add(chart.reference->y, chart.y);
  if (!y.empty() && chart.from_zero) y.add(0, chart.y);
  if (chart.from_zero && y.low == 0 && y.high == 0) y.high = 1;  // a level of 0 lies on the axis
  return {x, y};
}

void draw_axes(const Chart& chart, const Scale& x, const Scale& y, double right, Out out) {
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
                   bottom + 17, tick.label);
  }
  fmt::format_to(out, "<text class='name' x='{:.1f}' y='{}' text-anchor='end'>{}</text>", right, bottom + 36,
                 escape(chart.x.label));
  fmt::format_to(out, "<text class='name' x='2' y='12'>{}</text>\n", escape(chart.y.label));
}

void draw_line(const Series& series, const Scale& x, const Scale& y, int colour, Out out) {
  std::string path;
  bool pen_down = false;
  std::size_t drawn = 0;
  for (const auto& point : series.points) {
    const bool shown = x.shows(point.x) && y.shows(point.y);
    if (shown)
      fmt::format_to(std::back_inserter(path), "{}{:.1f} {:.1f}", pen_down && !point.starts ? "L" : "M", x(point.x),
                     y(point.y));
    drawn += shown ? 1U : 0U;
    pen_down = shown;
  }
  const std::string title = series.label.empty() ? "" : "<title>" + escape(series.label) + "</title>";
  const bool strokes = std::any_of(series.points.begin(), series.points.end(), [](const auto& p) { return p.starts; });
  if (drawn > 1) {
    fmt::format_to(out, "<path class='line{} c{}' d='{}'>{}</path>\n", strokes ? " strokes" : "", colour, path, title);
  }
  for (const auto& point : series.points) {
    if (point.title.empty() || !x.shows(point.x) || !y.shows(point.y)) continue;
    fmt::format_to(out, "<circle class='dot c{}' cx='{:.1f}' cy='{:.1f}' r='{}'><title>{}</title></circle>\n", colour,
                   x(point.x), y(point.y), series.points.size() > 40 ? 1.8 : 2.6, escape(point.title));
  }
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

std::string shortened(const std::string& label) {
  constexpr std::size_t longest = 14;
  if (label.size() <= longest) return label;
  std::size_t end = longest - 1;
  while (end > 0 && (static_cast<unsigned char>(label[end]) & 0xC0U) == 0x80U) --end;
  return label.substr(0, end) + "\u2026";
}

void draw_labels(const Chart& chart, const Scale& y, double right, Out out) {
  std::vector<double> wanted;
  for (const auto& series : chart.series) {
    const auto& points = series.points;
    wanted.push_back(points.empty() || !y.shows(points.back().y) ? bottom : y(points.back().y));
  }
  const auto places = label_places(wanted);
  for (std::size_t k = 0; k < places.size(); ++k) {
    const int colour = static_cast<int>(k) % colours;
    fmt::format_to(out, "<path class='leader c{}' d='M{:.1f} {:.1f}L{:.1f} {:.1f}'/>", colour, right + 2, wanted[k],
                   right + 9, places[k]);
    fmt::format_to(out, "<text class='label c{}' x='{:.1f}' y='{:.1f}'>{}<title>{}</title></text>\n", colour,
                   right + 12, places[k] + 4, escape(shortened(chart.series[k].label)), escape(chart.series[k].label));
  }
}

}  // namespace

std::string draw(const Chart& chart) {
  const auto [across, up] = extents(chart);
  if (across.empty() || up.empty()) return {};
  const double right = width - (chart.label_series ? label_room : 12);
  const Scale x(chart.x, across.low, across.high, left, right, false);
  const Scale y(chart.y, up.low, up.high, bottom, top, true);

  std::string text;
  const Out out = std::back_inserter(text);
  fmt::format_to(out, "<figure><figcaption>{0}</figcaption>\n<svg viewBox='0 0 {1} {2}' role='img' aria-label='{0}'>\n",
                 escape(chart.title), width, height);
  draw_axes(chart, x, y, right, out);
  for (std::size_t k = 0; k < chart.series.size(); ++k) {
    draw_line(chart.series[k], x, y, static_cast<int>(k) % colours, out);
  }
  if (chart.reference && y.shows(chart.reference->y)) {
    const double level = y(chart.reference->y);
    fmt::format_to(out, "<line class='reference' x1='{}' x2='{:.1f}' y1='{:.1f}' y2='{:.1f}'/>", left, right, level,
                   level);
    fmt::format_to(out, "<text class='tick halo' x='{:.1f}' y='{:.1f}' text-anchor='end'>{}</text>\n", right, level - 5,
                   escape(chart.reference->label));
  }
  if (chart.label_series) draw_labels(chart, y, right, out);
  return text + "</svg></figure>\n";
}

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace strads::report
