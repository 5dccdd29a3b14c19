// Upper bounds on the correlations x~_j' r / n of columns that are not touched. Each variable keeps its last two exact
// correlations c_1, c_2 and how long ago they were taken, at residuals r_1 and r_2. For any a and b,
//
//   |x~_j' r| / n <= |a c_1 + b c_2| + ||x~_j|| ||r - a r_1 - b r_2|| / n,
//
// tightest near the projection of r on r_1 and r_2. Along a path of lambdas r moves on a broken line, so two points of
// it predict the next one: the second reference makes the distance several times smaller than one alone. One thread at
// a time but for `bound`.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "apps/linear/state/standardized.hpp"

namespace strads::linear {

class CorrelationBounds {
 public:
  explicit CorrelationBounds(const Standardized& design);

  // From here on bounds are for `r`, and correlations recorded are taken at it. O(n) for each residual kept, on the
  // engine, and O(J).
  void set_reference(Engine& engine, std::span<const double> r);

  // out[j - first] bounds |x~_j' r| / n for j in [first, last); infinite where nothing is known. Thread-safe.
  void bound(Index first, Index last, float* out) const;

  // Variables whose correlations at r will be recorded: told once, before `record`, which threads may call for
  // different ones at once.
  void will_record(std::span<const Index> variables);
  void record(Index j, double correlation);
  // The last one recorded, to a float's precision.
  [[nodiscard]] float correlation(Index j) const { return last_[j]; }

 private:
  static constexpr std::size_t most_slots = 32;  // for residuals, the current one included
  static constexpr std::uint8_t none = most_slots;

  void products_with(Engine& engine, std::span<const double> r);
  void make_room();
  void predict_bounds();
  void predict_bounds(std::size_t first, std::size_t second);

  const Standardized& design_;
  std::size_t slots_;    // in use: few where there are few columns, whose memory residuals would dwarf
  std::size_t now_ = 0;  // slot of the current residual
  std::array<std::vector<double>, most_slots> residuals_;
  std::array<std::array<double, most_slots>, most_slots> products_{};  // of residuals
  std::array<Index, most_slots + 1> referred_{};                       // references to a slot, r_1 and r_2 alike
  std::array<Index, most_slots> born_{};                               // number of its residual, 0: empty
  Index count_ = 0;                                                    // residuals so far

  // By slots of the two references, at first * (none + 1) + second.
  static constexpr std::size_t slot_pairs = (most_slots + 1) * (most_slots + 1);
  std::array<float, slot_pairs> a_{};
  std::array<float, slot_pairs> b_{};
  std::array<float, slot_pairs> distance_{};  // ||r - a r_1 - b r_2|| / sqrt(n), with room for all rounding

  // Of each variable, as small as they can be: every refresh reads them all.
  std::vector<float> length_;         // ||x~_j|| / sqrt(n)
  std::vector<float> last_;           // c_1
  std::vector<float> before_;         // c_2
  std::vector<std::uint8_t> first_;   // slot of r_1
  std::vector<std::uint8_t> second_;  // slot of r_2
};

}  // namespace strads::linear
