// Both orientations against a map.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "strads/linalg/ratings.hpp"
#include "strads/random.hpp"

using namespace strads;

namespace {

using Map = std::map<std::pair<Index, Index>, float>;

Map entries(const RatingRows& rows, bool transposed) {
  Map all;
  for (Index r = 0; r < rows.rows(); ++r) {
    for (Index k = rows.starts[r]; k < rows.starts[r + 1]; ++k) {
      if (k > rows.starts[r]) CHECK(rows.others[k - 1] < rows.others[k]);
      all[transposed ? std::pair<Index, Index>(rows.others[k], r) : std::pair<Index, Index>(r, rows.others[k])] =
          rows.values[k];
    }
  }
  return all;
}

Map entries(std::span<const Rating> list) {
  Map all;
  for (const Rating& rating : list) all[{rating.user, rating.item}] = rating.value;
  return all;
}

std::vector<Rating> random_list(Random& random, Index users, Index items, Index count) {
  std::vector<Rating> list;
  for (Index k = 0; k < count; ++k) {
    list.push_back({static_cast<std::int32_t>(random.below(users)), static_cast<std::int32_t>(random.below(items)),
                    static_cast<float>(random.normal())});
  }
  return list;
}

// In blocks of up to `most` ratings; empty ones too.
RatingBlocks in_blocks(std::span<const Rating> list, Index most, Random& random) {
  RatingBlocks blocks;
  while (!list.empty()) {
    const std::size_t size = std::min(list.size(), static_cast<std::size_t>(random.below(most + 1)));
    blocks.emplace_back(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(size));
    list = list.subspan(size);
  }
  return blocks;
}

}  // namespace

TEST_CASE("ratings are the same map by user and by item; the last of a repeated pair counts") {
  Random random(1);
  for (int problem = 0; problem < 60; ++problem) {
    const Index users = 1 + random.below(30);
    const Index items = 1 + random.below(30);
    const std::vector<Rating> list = random_list(random, users, items, random.below(300));
    const Map expected = entries(list);
    const Ratings ratings(users, items, list, static_cast<int>(1 + random.below(4)));
    CHECK(ratings.users() == users);
    CHECK(ratings.items() == items);
    CHECK(ratings.count() == static_cast<Index>(expected.size()));
    CHECK(ratings.duplicates() == static_cast<Index>(list.size() - expected.size()));
    CHECK(entries(ratings.by_user(), false) == expected);
    CHECK(entries(ratings.by_item(), true) == expected);
  }
}

TEST_CASE("blocks of any size give the same ratings as one list; so many that rows are ordered in several batches") {
  Random random(2);
  for (const auto& [users, items] : {std::pair<Index, Index>{2000, 300}, {3, 100000}, {150000, 1}}) {
    const std::vector<Rating> list = random_list(random, users, items, 200000);
    const Map expected = entries(list);
    for (const int threads : {1, 3}) {
      Ratings ratings = Ratings::consume(users, items, in_blocks(list, 90000, random), threads);
      CHECK(ratings.duplicates() == static_cast<Index>(list.size() - expected.size()));
      CHECK(entries(ratings.by_user(), false) == expected);
      CHECK(entries(ratings.by_item(), true) == expected);
      const BigVector<Rating> pairs = std::move(ratings).list();
      CHECK(pairs.size() == expected.size());
      CHECK(entries(pairs) == expected);
      CHECK(std::is_sorted(pairs.begin(), pairs.end(), [](const Rating& a, const Rating& b) {
        return std::pair(a.user, a.item) < std::pair(b.user, b.item);
      }));
    }
  }
}
