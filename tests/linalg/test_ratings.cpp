// Both orientations against a map.
#include <doctest/doctest.h>

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

}  // namespace

TEST_CASE("ratings are the same map by user and by item; the last of a repeated pair counts") {
  Random random(1);
  for (int problem = 0; problem < 60; ++problem) {
    const Index users = 1 + random.below(30);
    const Index items = 1 + random.below(30);
    std::vector<Rating> list;
    Map expected;
    for (Index k = random.below(300); k > 0; --k) {
      const auto user = static_cast<std::int32_t>(random.below(users));
      const auto item = static_cast<std::int32_t>(random.below(items));
      const auto value = static_cast<float>(random.normal());
      list.push_back({user, item, value});
      expected[{user, item}] = value;
    }
    const Ratings ratings(users, items, list, static_cast<int>(1 + random.below(4)));
    CHECK(ratings.users() == users);
    CHECK(ratings.items() == items);
    CHECK(ratings.count() == static_cast<Index>(expected.size()));
    CHECK(ratings.duplicates() == static_cast<Index>(list.size() - expected.size()));
    CHECK(entries(ratings.by_user(), false) == expected);
    CHECK(entries(ratings.by_item(), true) == expected);
  }
}
