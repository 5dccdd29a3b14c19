#include "report/svg/heat_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <iterator>

#include "report/svg/drawing.hpp"
#include "report/svg/scale.hpp"

namespace strads::report {
namespace {

constexpr double width = 560;
constexpr double height = 340;
constexpr double left = 62;
constexpr double right = width - 16;
constexpr double top = 56;
constexpr double bottom = 288;
constexpr std::size_t levels = 8;  // of chart.css: h0 to h7

}  // namespace

std::string draw(const WorkloadMap& map) {
  const std::size_t bins = map.round.size();
  const auto lanes = static_cast<std::size_t>(map.lanes);
  const double most = *std::max_element(map.workload.begin(), map.workload.end());
  const double across = (right - left) / static_cast<double>(bins);
  const double up = (bottom - top) / static_cast<double>(lanes);

  std::array<std::string, levels> cells;  // one path a level
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    for (std::size_t bin = 0; bin < bins; ++bin) {
      const double value = map.workload[lane * bins + bin];
      if (!(value > 0)) continue;
      const auto level = std::min(static_cast<std::size_t>(levels * value / most), levels - 1);
      fmt::format_to(std::back_inserter(cells[level]), "M{:.2f} {:.2f}h{:.2f}v{:.2f}h-{:.2f}z",
                     left + across * static_cast<double>(bin), top + up * static_cast<double>(lane), across, up,
                     across);
    }
  }

  Drawing drawing(fmt::format("Who ran: workload of {} workers by round", map.workers), width, height);
  const auto out = drawing.out();
  fmt::format_to(out, "<text class='name' x='14' y='43'>worker</text>");
  fmt::format_to(out, "<text class='name' x='{}' y='43' text-anchor='end'>0</text>", right - 8 * 14 - 6);
  for (std::size_t level = 0; level < levels; ++level) {
    fmt::format_to(out, "<rect class='h{}' x='{}' y='34' width='14' height='10'/>", level,
                   right - 14 * static_cast<double>(levels - level));
  }
  fmt::format_to(out, "<text class='name' x='{}' y='25' text-anchor='end'>to {} entries</text>\n", right,
                 short_number(most));
  fmt::format_to(out, "<rect class='idle' x='{}' y='{}' width='{}' height='{}'/>\n", left, top, right - left,
                 bottom - top);
  for (std::size_t level = 0; level < levels; ++level) {
    fmt::format_to(out, "<path class='h{}' d='{}'/>\n", level, cells[level]);
  }
  fmt::format_to(out, "<text class='tick' x='{}' y='{}' text-anchor='end'>0</text>", left - 7, top + 10);
  fmt::format_to(out, "<text class='tick' x='{}' y='{}' text-anchor='end'>{}</text>", left - 7, bottom,
                 map.workers - 1);
  fmt::format_to(out, "<text class='tick' x='{}' y='{}'>{:.0f}</text>", left, bottom + 18, map.round.front());
  fmt::format_to(out, "<text class='tick' x='{}' y='{}' text-anchor='end'>{:.0f}</text>", right, bottom + 18,
                 map.last_round);
  fmt::format_to(out, "<text class='name' x='{}' y='{}' text-anchor='end'>round</text>\n", right, bottom + 38);
  return drawing.finish();
}

}  // namespace strads::report
