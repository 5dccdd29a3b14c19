// Ratings in, recommendations out: people who like one of two kinds of items.
#include "strads/mf.hpp"

#include <cstdio>
#include <vector>

#include "strads/random.hpp"

int main() {
  // Users and items of even and of odd number belong together; three in five pairs are rated.
  constexpr strads::Index users = 60;
  constexpr strads::Index items = 40;
  strads::Random random(1);
  std::vector<strads::Rating> rated;
  for (std::int32_t user = 0; user < users; ++user) {
    for (std::int32_t item = 0; item < items; ++item) {
      const double liking = (user + item) % 2 == 0 ? 4.5 : 1.5;
      if (random.uniform() < 0.6) rated.push_back({user, item, static_cast<float>(liking + 0.2 * random.normal())});
    }
  }
  const strads::Ratings ratings(users, items, rated);
  const auto fitted = strads::mf::fit(ratings, {.rank = 4});

  const std::vector<strads::Rating> pairs{{.user = 0, .item = 2, .value = 0}, {.user = 0, .item = 3, .value = 0}};
  const auto predictions = strads::mf::predict(fitted.model, pairs);
  std::printf("user 0: item 2 %.1f, item 3 %.1f\n", predictions[0], predictions[1]);

  // The best items of users 0 and 1 that they have not rated.
  strads::Engine engine(strads::EngineSettings{});
  const std::vector<strads::Index> asked{0, 1};
  const auto best = strads::mf::recommend(fitted.model, asked, 3, &ratings.by_user(), engine);
  for (std::size_t k = 0; k < asked.size(); ++k) {
    std::printf("user %d:", static_cast<int>(asked[k]));
    for (const auto& [item, score] : best[k]) std::printf("  item %d (%.1f)", static_cast<int>(item), score);
    std::printf("\n");
  }
}
