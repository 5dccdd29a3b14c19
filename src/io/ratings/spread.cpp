#include "io/ratings/spread.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "strads/error.hpp"

namespace strads::io {
namespace {

// Of the range: what lies within the noise of any ratings. A decimal more costs a digit of the errors that are told.
constexpr double most_lost = 0.01;
// Leaves room for biases and factors, which are floats too.
constexpr double largest = 1e37;

}  // namespace

void RatingSpread::take(const RatingSpread& other) {
  low = std::min(low, other.low);
  high = std::max(high, other.high);
  rounding = std::max(rounding, other.rounding);
}

double RatingSpread::share_lost() const {
  if (rounding == 0) return 0;
  return rounding / (high > low ? high - low : std::abs(high));
}

void require_floats(const std::string& path, const RatingSpread& spread) {
  const auto refuse = [&](const std::string& why) {
    throw Error(ErrorKind::malformed, fmt::format("{}: ratings from {} to {} {}", path, spread.low, spread.high, why));
  };
  const double size = std::max(std::abs(spread.low), std::abs(spread.high));
  if (std::max(size, spread.high - spread.low) > largest) {
    refuse("reach further than 1e+37; divide all by a constant");
  }
  if (spread.share_lost() <= most_lost) return;
  const bool tiny = size < static_cast<double>(std::numeric_limits<float>::min());
  refuse(fmt::format("would be rounded by up to {:.2g}, since 7 digits of each are held; {}", spread.rounding,
                     tiny ? "multiply all by a constant" : "subtract a constant from all"));
}

}  // namespace strads::io
