#include "report/svg/frame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/escape.hpp"

namespace strads::report {

void draw_axes(const Frame& frame, const Axis& x, const Axis& y, Out out) {
  const auto& [right, across, up] = frame;
  constexpr double left = Frame::left;
  constexpr double bottom = Frame::bottom;
  for (const auto& tick : up.ticks()) {
    fmt::format_to(out, "<line class='grid' x1='{}' x2='{:.1f}' y1='{:.1f}' y2='{:.1f}'/>", left, right, up(tick.value),
                   up(tick.value));
    fmt::format_to(out, "<text class='tick' x='{}' y='{:.1f}' text-anchor='end'>{}</text>", left - 7,
                   up(tick.value) + 4, tick.label);
  }
  fmt::format_to(out, "<line class='axis' x1='{}' x2='{:.1f}' y1='{}' y2='{}'/>", left, right, bottom, bottom);
  for (const auto& tick : across.ticks()) {
    fmt::format_to(out, "<line class='axis' x1='{0:.1f}' x2='{0:.1f}' y1='{1}' y2='{2}'/>", across(tick.value), bottom,
                   bottom + 4);
    fmt::format_to(out, "<text class='tick' x='{:.1f}' y='{}' text-anchor='middle'>{}</text>", across(tick.value),
                   bottom + 18, tick.label);
  }
  fmt::format_to(out, "<text class='name' x='{:.1f}' y='{}' text-anchor='end'>{}</text>", right, bottom + 38,
                 escape(x.label));
  fmt::format_to(out, "<text class='name' x='14' y='39'>{}</text>\n", escape(y.label));
}

namespace {

void draw_levels(const Frame& frame, const std::vector<Guide>& levels, Out out) {
  for (const auto& [at, label] : levels) {
    const double level = frame.y(at);
    fmt::format_to(out, "<line class='reference' x1='{}' x2='{:.1f}' y1='{:.1f}' y2='{:.1f}'/>", Frame::left,
                   frame.right, level, level);
    fmt::format_to(out, "<text class='tick halo' x='{:.1f}' y='{:.1f}' text-anchor='end'>{}</text>\n", frame.right,
                   level - 5, escape(label));
  }
}

// Labels stand inside, each lower than the last, on the side with more room.
void draw_marks(const Frame& frame, const std::vector<Guide>& marks, Out out) {
  double y = Frame::top + 11;
  for (const auto& [at, label] : marks) {
    const double x = frame.x(at);
    const bool before = x - Frame::left > frame.right - x;
    fmt::format_to(out, "<line class='mark-line' x1='{0:.1f}' x2='{0:.1f}' y1='{1}' y2='{2}'/>", x, Frame::top,
                   Frame::bottom);
    fmt::format_to(out, "<text class='mark-label halo' x='{:.1f}' y='{:.1f}' text-anchor='{}'>{}</text>\n",
                   before ? x - 5 : x + 5, y, before ? "end" : "start", escape(label));
    y += 15;
  }
}

void draw_top(const Frame& frame, const Guides& guides, Out out) {
  if (guides.top.empty()) return;
  for (const auto& tick : frame.x.ticks()) {
    const double x = frame.x(tick.value);
    const auto nearest = std::min_element(guides.top.begin(), guides.top.end(), [&](const Guide& a, const Guide& b) {
      return std::abs(frame.x(a.at) - x) < std::abs(frame.x(b.at) - x);
    });
    fmt::format_to(out, "<text class='tick top' x='{:.1f}' y='{}' text-anchor='middle'>{}</text>", x, Frame::top - 4,
                   escape(nearest->label));
  }
  fmt::format_to(out, "<text class='name' x='{:.1f}' y='{}' text-anchor='end'>{}</text>\n", frame.right,
                 Frame::top - 17, escape(guides.top_label));
}

}  // namespace

void draw_guides(const Frame& frame, const Guides& guides, Out out) {
  draw_levels(frame, guides.levels, out);
  draw_marks(frame, guides.marks, out);
  draw_top(frame, guides, out);
}

}  // namespace strads::report
