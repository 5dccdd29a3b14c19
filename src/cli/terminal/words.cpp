#include "cli/terminal/words.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <string_view>

namespace strads::cli {

std::string bytes(double value) {
  constexpr std::array<std::string_view, 5> units = {"bytes", "KiB", "MiB", "GiB", "TiB"};
  std::size_t unit = 0;
  for (; value >= 1024 && unit + 1 < units.size(); ++unit) value /= 1024;
  return unit == 0 ? fmt::format("{:.0f} bytes", value) : fmt::format("{:.1f} {}", value, units[unit]);
}

std::string duration(double seconds) {
  if (!(seconds < 1e9)) return "a long time";
  if (seconds < 60) return fmt::format("{:.2g} s", seconds < 9.5 ? seconds : std::round(seconds));
  const auto whole = static_cast<Index>(std::round(seconds));
  if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
  return fmt::format("{} h {} min", whole / 3600, whole / 60 % 60);
}

std::string percent(double share) {
  const double rounded = std::round(1e4 * share) / 100;
  return fmt::format("{:.2f}", rounded == 0 ? 0.0 : rounded);  // never -0.00
}

std::string gap_text(double gap) { return std::isfinite(gap) ? fmt::format("{:.1e}", gap) : "unknown"; }

std::string exact(double value) { return fmt::format("{:.17g}", value); }

}  // namespace strads::cli
