// Asks for the rows of the other side that coming ratings read, a few at a time, so that they arrive while others are
// worked on.
#pragma once

#include <algorithm>
#include <cstdint>

#include "strads/factors.hpp"
#include "strads/linalg/ratings.hpp"

namespace strads::mf {

// The coordinates that an update covers: whole tiles of sixteen, `live` of them within the rank.
struct CoordinateRange {
  Index first_tile = 0;
  Index tiles = 0;
  Index live = 0;
};

// Asks for the first ratings of a row: rows are updated in an order that the processor cannot foresee.
[[gnu::always_inline]] inline void ask_for_ratings(const RatingRows& rows, Index row) {
  constexpr Index line = 16;  // numbers a cache line
  constexpr Index lines = 4;  // the processor foresees the rest
  const Index first = rows.starts[row];
  const Index last = std::min(first + lines * line, rows.starts[row + 1]);
  for (Index k = first; k < last; k += line) {
    __builtin_prefetch(rows.others.data() + k);
    __builtin_prefetch(rows.values.data() + k);
  }
}

class Upcoming {
 public:
  Upcoming(const std::int32_t* first, Index count, const Factors& others, const CoordinateRange& range, bool variances)
      : next_(first),
        end_(first + count),
        rows_(others.is_rounded() ? bytes(others.rounded(0) + range.first_tile * float_lane_count)
                                  : bytes(others.row(0) + range.first_tile * float_lane_count)),
        variances_(variances ? bytes(others.variances(0) + range.first_tile * float_lane_count) : nullptr),
        row_size_(others.stride() * (others.is_rounded() ? bfloat_size : float_size)),
        variances_size_(others.stride() * bfloat_size),
        row_read_(range.tiles * float_lane_count * (others.is_rounded() ? bfloat_size : float_size)),
        variances_read_(variances ? range.tiles * float_lane_count * bfloat_size : 0) {}

  // Inlined by force: GCC 12 takes a function that only prefetches for one without effect, and drops the call.
  [[gnu::always_inline]] void ask(Index ratings) {
    constexpr Index line = 64;
    for (; ratings > 0 && next_ != end_; --ratings, ++next_) {
      const char* const row = rows_ + row_size_ * *next_;
      for (Index at = 0; at < row_read_; at += line) __builtin_prefetch(row + at);
      if (variances_read_ == 0) continue;
      const char* const variances = variances_ + variances_size_ * *next_;
      for (Index at = 0; at < variances_read_; at += line) __builtin_prefetch(variances + at);
    }
  }

 private:
  static constexpr Index float_size = sizeof(float);
  static constexpr Index bfloat_size = sizeof(Bfloat);
  template <class Number>
  [[nodiscard]] static const char* bytes(const Number* at) {
    return reinterpret_cast<const char*>(at);
  }

  const std::int32_t* next_;
  const std::int32_t* end_;
  const char* rows_;
  const char* variances_;
  Index row_size_;
  Index variances_size_;
  Index row_read_;  // bytes of a row that are read
  Index variances_read_;
};

}  // namespace strads::mf
