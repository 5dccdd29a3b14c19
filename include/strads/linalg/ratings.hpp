// Observed entries of a users x items matrix, stored twice: by user and by item, so that either side's rows are
// contiguous. 16 bytes a rating: 32-bit positions (at most 2^31 - 1 users or items), float values.
//
// Immutable once made, so any number of threads may read it. Copies share nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "strads/index.hpp"
#include "strads/linalg/big_vector.hpp"

namespace strads {

// One rating as it was read.
struct Rating {
  std::int32_t user;
  std::int32_t item;
  float value;
};

// Ratings in the order they were read, in blocks of any size, so that each can be freed as soon as it is used up.
using RatingBlocks = std::vector<BigVector<Rating>>;

// One orientation: row r has ratings [starts[r], starts[r + 1]), the other side's positions ascending.
struct RatingRows {
  std::vector<Index> starts{0};
  BigVector<std::int32_t> others;
  BigVector<float> values;

  [[nodiscard]] Index rows() const { return static_cast<Index>(starts.size()) - 1; }
  [[nodiscard]] Index size(Index row) const { return starts[row + 1] - starts[row]; }
};

class Ratings {
 public:
  Ratings() = default;
  // Of one (user, item) given several times the last counts; duplicates() says how many were dropped. O(ratings), by
  // counting sorts on so many threads. Positions lie in [0, users) and [0, items).
  Ratings(Index users, Index items, std::span<const Rating> ratings, int threads = 1);
  // The same of ratings in blocks, which it frees while the first orientation grows: if they are many and sorted by
  // user, no more memory than that of the result is ever held, else at most a quarter more.
  [[nodiscard]] static Ratings consume(Index users, Index items, RatingBlocks&& blocks, int threads = 1);

  // A copy whose values are (value - shift) / scale.
  [[nodiscard]] Ratings scaled(double shift, double scale) const;

  // Each distinct pair once, users ascending, a user's items ascending; gives the ratings up.
  [[nodiscard]] BigVector<Rating> list() &&;

  [[nodiscard]] Index users() const { return by_user_.rows(); }
  [[nodiscard]] Index items() const { return by_item_.rows(); }
  [[nodiscard]] Index count() const { return static_cast<Index>(by_user_.values.size()); }
  [[nodiscard]] Index duplicates() const { return duplicates_; }
  [[nodiscard]] const RatingRows& by_user() const { return by_user_; }
  [[nodiscard]] const RatingRows& by_item() const { return by_item_; }

 private:
  using Views = std::span<const std::span<const Rating>>;
  void build(Index users, Index items, Views blocks, const std::function<void(std::size_t)>& release, int threads);

  RatingRows by_user_;
  RatingRows by_item_;
  Index duplicates_ = 0;
};

}  // namespace strads
