#include "strads/linalg/ratings.hpp"

#include <algorithm>
#include <utility>

#include "core/in_parallel.hpp"

namespace strads {
namespace {

// A stable counting sort into rows, of entries in as many parts as there are threads: each(part, visit) calls
// visit(row, other, value) for the part's entries in order. The result is the same for any number of parts.
// Writes to `to`, whose memory is used again: fresh pages cost more than the sort.
template <class Each>
void sort_into(RatingRows& to, Index count, Index rows, int threads, const Each& each) {
  const Index parts = std::max(1, threads);
  std::vector<std::vector<Index>> places(static_cast<std::size_t>(parts));  // of each part's next entry of a row
  in_parallel(parts, threads, [&](Index part) {
    auto& counts = places[part];
    counts.assign(static_cast<std::size_t>(rows), 0);
    each(part, [&](Index row, std::int32_t /*other*/, float /*value*/) { ++counts[row]; });
  });
  to.starts.resize(static_cast<std::size_t>(rows) + 1);
  Index place = 0;
  for (Index row = 0; row < rows; ++row) {
    to.starts[row] = place;
    for (auto& part : places) place += std::exchange(part[row], place);
  }
  to.starts[rows] = place;
  to.others.resize(static_cast<std::size_t>(count));
  to.values.resize(static_cast<std::size_t>(count));
  in_parallel(parts, threads, [&](Index part) {
    auto& next = places[part];
    each(part, [&](Index row, std::int32_t other, float value) {
      const Index at = next[row]++;
      to.others[at] = other;
      to.values[at] = value;
    });
  });
}

// The same ratings by the other side. Rows of the result keep the order of `from`, so they ascend.
void transpose_into(RatingRows& to, const RatingRows& from, Index rows, int threads) {
  const Index parts = std::max(1, threads);
  // Parts of near-equal numbers of ratings.
  const auto first_row = [&](Index part) {
    const Index wanted = from.starts.back() * part / parts;
    return std::lower_bound(from.starts.begin(), from.starts.end() - 1, wanted) - from.starts.begin();
  };
  sort_into(to, from.starts.back(), rows, threads, [&](Index part, const auto& visit) {
    const Index last = part + 1 == parts ? from.rows() : first_row(part + 1);
    for (Index row = first_row(part); row < last; ++row) {
      for (Index k = from.starts[row]; k < from.starts[row + 1]; ++k) {
        visit(from.others[k], static_cast<std::int32_t>(row), from.values[k]);
      }
    }
  });
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

Ratings::Ratings(Index users, Index items, std::span<const Rating> ratings, int threads) {
  // By item in the order given, then by user: each user's items ascend, repeated ones in the order given.
  const auto count = static_cast<Index>(ratings.size());
  const Index parts = std::max(1, threads);
  sort_into(by_item_, count, items, threads, [&](Index part, const auto& visit) {
    for (Index k = count * part / parts; k < count * (part + 1) / parts; ++k) {
      visit(ratings[k].item, ratings[k].user, ratings[k].value);
    }
  });
  transpose_into(by_user_, by_item_, users, threads);
  duplicates_ = drop_repeated(by_user_);
  transpose_into(by_item_, by_user_, items, threads);
}

}  // namespace strads
