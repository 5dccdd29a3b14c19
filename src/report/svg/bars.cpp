#include "report/svg/bars.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "report/escape.hpp"
#include "report/svg/drawing.hpp"
#include "report/svg/scale.hpp"

namespace strads::report {
namespace {

constexpr double width = 560;
constexpr double right = width - 16;
constexpr std::size_t longest_name = 20;

double sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

}  // namespace

std::string draw(const StackedBars& bars) {
  constexpr double first_bar = 66;
  constexpr double bar = 18;
  constexpr double row = 28;
  std::size_t longest = 0;
  double most = 0;
  for (const auto& name : bars.names) longest = std::max(longest, std::min(name.size(), longest_name));
  for (const auto& values : bars.values) most = std::max(most, sum(values));
  const double left = 26 + 6.6 * static_cast<double>(longest);
  const double bottom = first_bar + row * static_cast<double>(bars.names.size());
  const Scale x(Axis{}, 0, most > 0 ? most : 1, left, right, false);

  Drawing drawing(bars.title, width, bottom + 46);
  const auto out = drawing.out();
  double at = 14;
  for (std::size_t k = 0; k < bars.parts.size(); ++k) {
    fmt::format_to(out, "<rect class='part p{}' x='{:.1f}' y='39' width='11' height='11'/>", k, at);
    fmt::format_to(out, "<text class='name' x='{:.1f}' y='49'>{}</text>\n", at + 16, escape(bars.parts[k]));
    at += 34 + 6.6 * static_cast<double>(bars.parts[k].size());
  }
  for (const auto& tick : x.ticks()) {
    fmt::format_to(out, "<line class='grid' x1='{0:.1f}' x2='{0:.1f}' y1='{1}' y2='{2:.1f}'/>", x(tick.value),
                   first_bar - 6, bottom);
    fmt::format_to(out, "<text class='tick' x='{:.1f}' y='{:.1f}' text-anchor='middle'>{}</text>\n", x(tick.value),
                   bottom + 16, tick.label);
  }
  fmt::format_to(out, "<text class='name' x='{}' y='{:.1f}' text-anchor='end'>{}</text>\n", right, bottom + 36,
                 escape(bars.label));
  for (std::size_t b = 0; b < bars.names.size(); ++b) {
    const double y = first_bar + row * static_cast<double>(b);
    fmt::format_to(out, "<text class='name' x='{:.1f}' y='{:.1f}' text-anchor='end'>{}</text>", left - 8, y + 13,
                   escape(shortened(bars.names[b], longest_name)));
    double done = 0;
    for (std::size_t k = 0; k < bars.parts.size(); ++k) {
      const double value = bars.values[b][k];
      fmt::format_to(out,
                     "<rect class='part p{}' x='{:.1f}' y='{:.1f}' width='{:.1f}' height='{}'><title>{}</title></rect>",
                     k, x(done), y, x(done + value) - x(done), bar,
                     escape(fmt::format("{}: {} {}", bars.parts[k], short_number(value), bars.label)));
      done += value;
    }
    fmt::format_to(out, "\n");
  }
  return drawing.finish();
}

std::string draw(const WorkerLoads& loads) {
  constexpr double left = 72;
  constexpr double top = 56;
  constexpr double bottom = 288;
  const auto count = static_cast<double>(loads.workload.size());
  const double most = *std::max_element(loads.workload.begin(), loads.workload.end());
  const double mean = sum(loads.workload) / count;
  const Scale y(Axis{}, 0, most > 0 ? most : 1, bottom, top, true);
  const double pitch = (right - left) / count;

  Drawing drawing(fmt::format("Load of {} workers: largest / mean {}", loads.workers, short_number(most / mean)), width,
                  340);
  const auto out = drawing.out();
  fmt::format_to(out, "<text class='name' x='14' y='43'>stored entries, recorded rounds</text>\n");
  for (const auto& tick : y.ticks()) {
    fmt::format_to(out, "<line class='grid' x1='{}' x2='{:.1f}' y1='{:.1f}' y2='{:.1f}'/>", left, right, y(tick.value),
                   y(tick.value));
    fmt::format_to(out, "<text class='tick' x='{}' y='{:.1f}' text-anchor='end'>{}</text>\n", left - 7,
                   y(tick.value) + 4, tick.label);
  }
  for (std::size_t k = 0; k < loads.workload.size(); ++k) {
    fmt::format_to(out, "<rect class='fill c0' x='{:.2f}' y='{:.1f}' width='{:.2f}' height='{:.1f}'/>",
                   left + pitch * static_cast<double>(k), y(loads.workload[k]),
                   pitch > 4 ? std::max(pitch * 0.8, pitch - 2) : pitch + 0.2, bottom - y(loads.workload[k]));
  }
  fmt::format_to(out, "\n<line class='axis' x1='{}' x2='{:.1f}' y1='{}' y2='{}'/>", left, right, bottom, bottom);
  fmt::format_to(out, "<line class='reference' x1='{0}' x2='{1:.1f}' y1='{2:.1f}' y2='{2:.1f}'/>", left, right,
                 y(mean));
  fmt::format_to(out, "<text class='tick halo' x='{:.1f}' y='{:.1f}' text-anchor='end'>mean</text>\n", right,
                 y(mean) - 5);
  fmt::format_to(out, "<text class='tick' x='{}' y='{}'>0</text>", left, bottom + 18);
  fmt::format_to(out, "<text class='tick' x='{}' y='{}' text-anchor='end'>{}</text>", right, bottom + 18,
                 loads.workers - 1);
  fmt::format_to(out, "<text class='name' x='{:.1f}' y='{}' text-anchor='end'>worker</text>\n", right, bottom + 38);
  return drawing.finish();
}

}  // namespace strads::report
