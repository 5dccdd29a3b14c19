// How ratings lie, and what is lost of them when they are held as floats.
#pragma once

#include <cmath>
#include <limits>
#include <string>

namespace strads::io {

struct RatingSpread {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  double rounding = 0;  // the most that a float differs from what stands in the file

  // Almost never stores, since these numbers soon stand.
  void take(double given, float held) {
    if (given < low) low = given;
    if (given > high) high = given;
    const double lost = std::abs(given - static_cast<double>(held));
    if (lost > rounding) rounding = lost;
  }
  void take(const RatingSpread& other);
  // The rounding as a share of the range; of the ratings themselves where all are the same. 0 without ratings.
  [[nodiscard]] double share_lost() const;
};

// Throws Error (malformed), with the way out, when floats would lose more than a hundredth of the ratings' range, or do
// not hold the range itself.
void require_floats(const std::string& path, const RatingSpread& spread);

}  // namespace strads::io
