#include "linalg/rating_order.hpp"

#include <algorithm>
#include <numeric>

#include "core/in_parallel.hpp"

namespace strads {
namespace {

// Orders a batch of rows at a time: sorted by others all together, then dealt back to their rows. A batch has so many
// ratings that it stays in the cache, yet not so few that the counts of all others cost more than they do.
class Batches {
 public:
  Batches(RatingRows& rows, Index others) : rows_(rows), places_(static_cast<std::size_t>(others)) {}

  // Rows [first, last); kept[row] becomes the number of different others.
  void order(Index first, Index last, std::vector<Index>& kept) {
    const Index batch = std::max<Index>(Index{1} << 16U, static_cast<Index>(places_.size()));
    while (first < last) {
      Index stop = first + 1;
      while (stop < last && rows_.starts[stop + 1] - rows_.starts[first] <= batch) ++stop;
      sort(first, stop);
      deal(kept);
      first = stop;
    }
  }

 private:
  void sort(Index first, Index last) {
    const Index from = rows_.starts[first];
    const Index to = rows_.starts[last];
    std::fill(places_.begin(), places_.end(), 0);
    for (Index k = from; k < to; ++k) ++places_[rows_.others[k]];
    std::exclusive_scan(places_.begin(), places_.end(), places_.begin(), Index{0});
    sorted_.resize(static_cast<std::size_t>(to - from));
    for (Index row = first; row < last; ++row) {
      for (Index k = rows_.starts[row]; k < rows_.starts[row + 1]; ++k) {
        sorted_[places_[rows_.others[k]]++] = {static_cast<std::int32_t>(row), rows_.others[k], rows_.values[k]};
      }
    }
  }
  void deal(std::vector<Index>& kept) {
    for (const Rating& rating : sorted_) {
      Index& count = kept[rating.user];
      Index at = rows_.starts[rating.user] + count;
      if (count > 0 && rows_.others[at - 1] == rating.item) {
        --at;
      } else {
        ++count;
      }
      rows_.others[at] = rating.item;
      rows_.values[at] = rating.value;
    }
  }

  RatingRows& rows_;
  std::vector<Index> places_;  // of the next rating with that other
  BigVector<Rating> sorted_;   // user is the row, item the other
};

// Leaves the first kept[row] ratings of each row.
void close_gaps(RatingRows& rows, const std::vector<Index>& kept) {
  Index end = 0;
  for (Index row = 0; row < rows.rows(); ++row) {
    const Index first = std::exchange(rows.starts[row], end);
    std::copy_n(rows.others.begin() + first, kept[row], rows.others.begin() + end);
    std::copy_n(rows.values.begin() + first, kept[row], rows.values.begin() + end);
    end += kept[row];
  }
  rows.starts.back() = end;
  rows.others.resize(static_cast<std::size_t>(end));
  rows.values.resize(static_cast<std::size_t>(end));
}

}  // namespace

std::pair<Index, Index> rows_of_part(const RatingRows& rows, Index part, Index parts) {
  const auto first = [&](Index p) {
    const Index wanted = rows.starts.back() * p / parts;
    return std::lower_bound(rows.starts.begin(), rows.starts.end() - 1, wanted) - rows.starts.begin();
  };
  return {first(part), part + 1 == parts ? rows.rows() : first(part + 1)};
}

Index put_in_order(RatingRows& rows, Index others, int threads) {
  const Index parts = std::max(1, threads);
  std::vector<Index> kept(static_cast<std::size_t>(rows.rows()), 0);
  in_parallel(parts, threads, [&](Index part) {
    const auto [first, last] = rows_of_part(rows, part, parts);
    Batches(rows, others).order(first, last, kept);
  });
  const Index dropped = rows.starts.back() - std::reduce(kept.begin(), kept.end());
  if (dropped > 0) close_gaps(rows, kept);
  return dropped;
}

}  // namespace strads
