#include "strads/linalg/ratings.hpp"

#include <numeric>

namespace strads {
namespace {

// The same ratings by the other side. Rows of the result keep the order of `from`, so they ascend.
RatingRows transposed(const RatingRows& from, Index rows) {
  RatingRows to;
  to.starts.assign(static_cast<std::size_t>(rows) + 1, 0);
  for (const std::int32_t other : from.others) ++to.starts[other + 1];
  std::partial_sum(to.starts.begin(), to.starts.end(), to.starts.begin());
  to.others.resize(from.others.size());
  to.values.resize(from.values.size());
  std::vector<Index> next(to.starts.begin(), to.starts.end() - 1);
  for (Index row = 0; row < from.rows(); ++row) {
    for (Index k = from.starts[row]; k < from.starts[row + 1]; ++k) {
      const Index place = next[from.others[k]]++;
      to.others[place] = static_cast<std::int32_t>(row);
      to.values[place] = from.values[k];
    }
  }
  return to;
}

// Keeps the last of equal neighbours; returns how many went.
Index drop_repeated(RatingRows& rows) {
  Index kept = 0;
  Index first = 0;
  for (Index row = 0; row < rows.rows(); ++row) {
    const Index last = rows.starts[row + 1];
    for (Index k = first; k < last; ++k) {
      if (k + 1 < last && rows.others[k] == rows.others[k + 1]) continue;
      rows.others[kept] = rows.others[k];
      rows.values[kept++] = rows.values[k];
    }
    first = last;
    rows.starts[row + 1] = kept;
  }
  const Index dropped = static_cast<Index>(rows.others.size()) - kept;
  rows.others.resize(static_cast<std::size_t>(kept));
  rows.values.resize(static_cast<std::size_t>(kept));
  return dropped;
}

}  // namespace

Ratings::Ratings(Index users, Index items, std::span<const Rating> ratings) {
  // By item in the order given, then by user: each user's items ascend, repeated ones in the order given.
  RatingRows given;
  given.starts.assign(static_cast<std::size_t>(items) + 1, 0);
  for (const Rating& rating : ratings) ++given.starts[rating.item + 1];
  std::partial_sum(given.starts.begin(), given.starts.end(), given.starts.begin());
  given.others.resize(ratings.size());
  given.values.resize(ratings.size());
  std::vector<Index> next(given.starts.begin(), given.starts.end() - 1);
  for (const Rating& rating : ratings) {
    const Index place = next[rating.item]++;
    given.others[place] = rating.user;
    given.values[place] = rating.value;
  }
  by_user_ = transposed(given, users);
  given = {};
  duplicates_ = drop_repeated(by_user_);
  by_item_ = transposed(by_user_, items);
}

}  // namespace strads
