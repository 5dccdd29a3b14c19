// Upper bounds on the correlations x~_j' r / n of columns that are not touched. Each variable keeps its last two exact
// correlations c_1, c_2 and how long ago they were taken, at residuals r_1 and r_2. For any a and b,
//
//   |x~_j' r| / n <= |a c_1 + b c_2| + ||x~_j|| ||r - a r_1 - b r_2|| / n,
//
// tightest near the projection of r on r_1 and r_2. Along a path of lambdas r moves on a broken line, so two points of
// it foretell the next one: the second reference makes the distance several times smaller than one alone. One thread at
// a time but for `bound`.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "apps/lasso/standardized.hpp"

namespace strads::lasso {

class CorrelationBounds {
 public:
  explicit CorrelationBounds(const Standardized& design);

  // From here on bounds are for `r`, and correlations recorded are taken at it. O(n) for each residual kept, on the
  // engine, and O(J) for the ages.
  void relate(Engine& engine, std::span<const double> r);

  // out[j - first] bounds |x~_j' r| / n for j in [first, last); infinite where nothing is known.
  void bound(Index first, Index last, float* out) const;

  void record(Index j, double correlation);
  // The last one recorded, to a float's precision.
  [[nodiscard]] float correlation(Index j) const { return last_[j]; }

 private:
  static constexpr std::size_t kKept = 32;  // residuals, the current one included; older ones are too far to help
  static constexpr std::uint8_t kOld = kKept;

  [[nodiscard]] std::size_t slot(std::size_t age) const { return (now_ + kKept - age) % kKept; }
  void products_with(Engine& engine, std::span<const double> r);
  void foretell(std::size_t age_1, std::size_t age_2);

  const Standardized& design_;
  std::size_t kept_;     // residuals that are kept: few where there are few columns, whose memory they would dwarf
  std::size_t now_ = 0;  // slot of the current residual
  std::array<std::vector<double>, kKept> residuals_;
  std::array<std::array<double, kKept>, kKept> products_{};  // of residuals, by slot

  // By ages of the two references, at age_1 * (kOld + 1) + age_2; kOld stands for none.
  static constexpr std::size_t kPairs = (kOld + 1) * (kOld + 1);
  std::array<float, kPairs> a_{};
  std::array<float, kPairs> b_{};
  std::array<float, kPairs> distance_{};  // ||r - a r_1 - b r_2|| / sqrt(n), with room for all rounding

  // Of each variable, as small as they can be: every refresh reads them all.
  std::vector<float> length_;      // ||x~_j|| / sqrt(n)
  std::vector<float> last_;        // c_1
  std::vector<float> before_;      // c_2
  std::vector<std::uint8_t> age_;  // of c_1, in residuals
  std::vector<std::uint8_t> age_before_;
};

}  // namespace strads::lasso
