// Asks for the rows of the other side that coming ratings read, a few at a time, so that they arrive while others are
// worked on.
#pragma once

#include <cstdint>

#include "apps/mf/factors.hpp"

namespace strads::mf {

// The coordinates that an update covers: whole tiles of sixteen, `live` of them within the rank.
struct CoordinateRange {
  Index first_tile = 0;
  Index tiles = 0;
  Index live = 0;
};

class Upcoming {
 public:
  Upcoming(const std::int32_t* first, Index count, const Factors& others, const CoordinateRange& range, bool variances)
      : next_(first), end_(first + count), others_(others), range_(range), variances_(variances) {}

  // Inlined by force: GCC 12 takes a function that only prefetches for one without effect, and drops the call.
  [[gnu::always_inline]] void ask(Index ratings) {
    const Index first = float_lane_count * range_.first_tile;
    for (; ratings > 0 && next_ != end_; --ratings, ++next_) {
      const float* const h = others_.row(*next_) + first;
      for (Index c = 0; c < range_.tiles; ++c) __builtin_prefetch(h + float_lane_count * c);
      if (!variances_) continue;
      const float* const v = others_.variances(*next_) + first;
      for (Index c = 0; c < range_.tiles; ++c) __builtin_prefetch(v + float_lane_count * c);
    }
  }

 private:
  const std::int32_t* next_;
  const std::int32_t* end_;
  const Factors& others_;
  const CoordinateRange& range_;
  bool variances_;
};

}  // namespace strads::mf
