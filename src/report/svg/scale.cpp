#include "report/svg/scale.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace strads::report {
namespace {

// The spacing of 1, 2 or 5 times a power of ten that cuts `range` into about `parts`.
double round_spacing(double range, double parts) {
  const double rough = range / parts;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= rough * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}

// The multiples of `spacing` from `low` to `high`.
std::vector<Tick> linear_ticks(double low, double high, double spacing) {
  std::vector<Tick> ticks;
  const auto first = static_cast<long>(std::ceil(low / spacing - 1e-9));
  const auto last = static_cast<long>(std::floor(high / spacing + 1e-9));
  for (long k = first; k <= last; ++k) {
    const double value = static_cast<double>(k) * spacing;
    ticks.push_back({value, short_number(value)});
  }
  return ticks;
}

// low and high are exponents of ten.
std::vector<Tick> log_ticks(double low, double high) {
  std::vector<Tick> ticks;
  const double decades = high - low;
  if (decades >= 3) {
    const double spacing = std::max(1.0, std::round(decades / 6));
    for (const auto& exponent : linear_ticks(low, high, spacing)) {
      const double value = std::pow(10.0, exponent.value);
      ticks.push_back({value, short_number(value)});
    }
  } else if (decades >= 0.7) {
    const std::vector<double> factors = decades >= 1.5 ? std::vector{1.0, 3.0} : std::vector{1.0, 2.0, 5.0};
    for (const auto& exponent : linear_ticks(std::floor(low), high, 1)) {
      for (const double factor : factors) {
        const double value = factor * std::pow(10.0, exponent.value);
        if (std::log10(value) >= low - 1e-9 && std::log10(value) <= high + 1e-9) {
          ticks.push_back({value, short_number(value)});
        }
      }
    }
  } else {
    const double from = std::pow(10.0, low);
    const double to = std::pow(10.0, high);
    ticks = linear_ticks(from, to, round_spacing(to - from, 5));
  }
  return ticks;
}

std::string superscript(int value) {
  constexpr std::array<std::string_view, 10> digits = {"\u2070", "\u00b9", "\u00b2", "\u00b3", "\u2074",
                                                       "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
  std::string text = value < 0 ? "\u207b" : "";
  for (const char digit : std::to_string(std::abs(value))) text += digits[static_cast<std::size_t>(digit - '0')];
  return text;
}

}  // namespace

std::string short_number(double value) {
  if (!std::isfinite(value)) return std::isnan(value) ? "undefined" : value > 0 ? "\u221e" : "\u2212\u221e";
  const double size = std::abs(value);
  const std::string sign = value < 0 ? "\u2212" : "";
  if (size == 0) return "0";
  if (size < 1e-3 || size >= 1e7) {
    auto exponent = static_cast<int>(std::floor(std::log10(size) + 1e-12));
    std::string digits = fmt::format("{:.3g}", size / std::pow(10.0, exponent));
    if (digits == "10") {
      digits = "1";
      ++exponent;
    }
    return sign + (digits == "1" ? "" : digits + "\u00b7") + "10" + superscript(exponent);
  }
  if (size < 1e4) return sign + fmt::format("{:.4g}", size);
  std::string digits = fmt::format("{:.0f}", size);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, "\u2009");
  return sign + digits;
}

Scale::Scale(const Axis& axis, double low, double high, double start, double end, bool round_out)
    : log_(axis.log), low_(low), high_(high), start_(start), end_(end) {
  constexpr double strip = 20;  // pixels
  if (axis.reverse) std::swap(start_, end_);
  nought_ = axis.nought == Nought::outside ? 2 * start_ - end_ : start_;
  if (axis.nought == Nought::apart) {
    const double up = end_ > start_ ? strip : -strip;
    nought_ += 0.4 * up;
    start_ += up;
  }
  if (log_) {
    low_ = std::log10(low_);
    high_ = std::log10(high_);
  }
  if (high_ - low_ <= 1e-9 * std::max(std::abs(low_), std::abs(high_))) {
    const double margin = log_ ? 0.5 : std::max(0.5 * std::abs(low_), 0.5);
    low_ -= margin;
    high_ += margin;
  }
  const auto step_of = [&] { return std::max(round_spacing(high_ - low_, 5), axis.whole ? 1.0 : 0.0); };
  if (round_out && !log_) {
    const double spacing = step_of();
    low_ = std::floor(low_ / spacing + 1e-9) * spacing;
    high_ = std::ceil(high_ / spacing - 1e-9) * spacing;
  }
  ticks_ = log_ ? log_ticks(low_, high_) : linear_ticks(low_, high_, step_of());
  if (axis.nought == Nought::apart) ticks_.insert(ticks_.begin(), {0.0, short_number(0)});
}

double Scale::position(double value) const { return log_ ? std::log10(value) : value; }

double Scale::operator()(double value) const {
  constexpr double far = 1e5;
  if (log_ && value <= 0) return nought_;
  return std::clamp(start_ + (position(value) - low_) / (high_ - low_) * (end_ - start_), -far, far);
}

}  // namespace strads::report
