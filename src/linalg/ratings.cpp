#include "strads/linalg/ratings.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/in_parallel.hpp"
#include "linalg/rating_order.hpp"

namespace strads {
namespace {

enum class Walk { count, place };

// A stable counting sort into rows, of entries in so many parts: each(part, walk, visit) calls visit(row, other, value)
// for the part's entries in order, first to count, then to place them. The result is the same for any number of parts.
template <class Each>
void sort_into(RatingRows& to, Index count, Index rows, Index parts, int threads, const Each& each) {
  std::vector<std::vector<Index>> places(static_cast<std::size_t>(parts));  // of each part's next entry of a row
  in_parallel(parts, threads, [&](Index part) {
    auto& counts = places[part];
    counts.assign(static_cast<std::size_t>(rows), 0);
    each(part, Walk::count, [&](Index row, std::int32_t /*other*/, float /*value*/) { ++counts[row]; });
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
    each(part, Walk::place, [&](Index row, std::int32_t other, float value) {
      const Index at = next[row]++;
      to.others[at] = other;
      to.values[at] = value;
    });
  });
}

// The ratings [first, last) of all blocks in order. leave(b) follows those of a block that lies wholly in the range.
template <class Visit, class Leave>
void walk(std::span<const std::span<const Rating>> blocks, Index first, Index last, const Visit& visit,
          const Leave& leave) {
  Index start = 0;  // of block b
  for (std::size_t b = 0; b < blocks.size() && start < last; ++b) {
    const auto size = static_cast<Index>(blocks[b].size());
    const Index from = std::max<Index>(first - start, 0);
    const Index to = std::min(last - start, size);
    for (Index k = from; k < to; ++k) visit(blocks[b][k].user, blocks[b][k].item, blocks[b][k].value);
    if (from == 0 && to == size) leave(b);
    start += size;
  }
}

}  // namespace

Ratings Ratings::consume(Index users, Index items, RatingBlocks&& blocks, int threads) {
  Ratings ratings;
  RatingBlocks owned = std::move(blocks);
  const std::vector<std::span<const Rating>> views(owned.begin(), owned.end());
  const auto release = [&](std::size_t block) { owned[block] = BigVector<Rating>(); };
  ratings.build(users, items, views, release, threads);
  return ratings;
}

Ratings::Ratings(Index users, Index items, std::span<const Rating> ratings, int threads) {
  const auto keep = [](std::size_t /*block*/) {};
  build(users, items, std::array{ratings}, keep, threads);
}

BigVector<Rating> Ratings::list() && {
  by_item_ = {};
  const RatingRows rows = std::exchange(by_user_, {});
  BigVector<Rating> ratings;
  ratings.reserve(rows.values.size());
  for (Index row = 0; row < rows.rows(); ++row) {
    for (Index k = rows.starts[row]; k < rows.starts[row + 1]; ++k) {
      ratings.push_back({static_cast<std::int32_t>(row), rows.others[k], rows.values[k]});
    }
  }
  return ratings;
}

void Ratings::build(Index users, Index items, Views blocks, const std::function<void(std::size_t)>& release,
                    int threads) {
  Index count = 0;
  for (const auto block : blocks) count += static_cast<Index>(block.size());
  const Index parts = std::max(1, threads);
  sort_into(by_user_, count, users, parts, threads, [&](Index part, Walk why, const auto& visit) {
    walk(blocks, count * part / parts, count * (part + 1) / parts, visit, [&](std::size_t block) {
      if (why == Walk::place) release(block);
    });
  });
  for (std::size_t block = 0; block < blocks.size(); ++block) release(block);  // those that parts shared
  duplicates_ = put_in_order(by_user_, items, threads);
  // By user, so that each item's users ascend.
  sort_into(by_item_, by_user_.starts.back(), items, parts, threads, [&](Index part, Walk /*why*/, const auto& visit) {
    const auto [first, last] = rows_of_part(by_user_, part, parts);
    for (Index row = first; row < last; ++row) {
      for (Index k = by_user_.starts[row]; k < by_user_.starts[row + 1]; ++k) {
        visit(by_user_.others[k], static_cast<std::int32_t>(row), by_user_.values[k]);
      }
    }
  });
}

Ratings Ratings::scaled(double shift, double scale) const {
  Ratings result = *this;
  for (RatingRows* rows : {&result.by_user_, &result.by_item_}) {
    for (float& value : rows->values) value = static_cast<float>((value - shift) / scale);
  }
  return result;
}

}  // namespace strads
