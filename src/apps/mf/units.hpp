// The units in which ratings are fitted: (rating - shift) / scale.
//
// Factors are floats, which resolve six to seven digits and end at 1e38: ratings far from 0 or from 1 would lose the
// digits that matter, or their squares. Scales are powers of four, so that ratings, and factors, whose products they
// are, keep all of theirs: a fit to ratings of any such scale is that of ordinary ratings, to the last bit.
#pragma once

#include <span>

#include "strads/mf.hpp"

namespace strads::mf {

struct Units {
  // Ordinary ratings (deviation within 2^-16 to 2^16, mean within 256 deviations of 0 or without a mean to take off)
  // are fitted as they are.
  [[nodiscard]] static Units of(const Ratings& train, bool bias);

  [[nodiscard]] bool plain() const { return shift == 0 && scale == 1; }
  [[nodiscard]] BigVector<Rating> apply(std::span<const Rating> pairs) const;
  // A fixed penalty is given in the ratings' own units.
  [[nodiscard]] Settings apply(Settings settings) const;

  [[nodiscard]] Checkpoint restore(Checkpoint now, bool learned, Index ratings) const;
  void restore(Result& result, Index ratings) const;

  double shift = 0;
  double scale = 1;
};

}  // namespace strads::mf
