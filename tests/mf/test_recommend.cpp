// The best items against a full sort of all predictions.
#include "mf/problems.hpp"

using namespace strads;
using namespace strads::mf;

TEST_CASE("recommendations are the best of all predictions, without what is excluded") {
  const auto data = problems::planted(4, 150, 1500, 3, 0.02, 0.3);
  const Ratings ratings = problems::stored(data);
  Settings settings;
  settings.rank = 19;
  settings.max_sweeps = 3;
  problems::Silent silent;
  const Factorization model = fit(ratings, {}, {}, settings, silent).model;
  std::vector<Index> users{-1};
  for (Index user = 0; user < 150; ++user) users.push_back(user);
  for (const RatingRows* exclude : {static_cast<const RatingRows*>(nullptr), &ratings.by_user()}) {
    for (const Index count : {1, 10, 1600}) {
      EngineSettings engine_settings;
      engine_settings.threads = 2;
      Engine engine(engine_settings);
      const auto lists = recommend(model, users, count, exclude, engine);
      REQUIRE(lists.size() == users.size());
      for (std::size_t u = 0; u < users.size(); ++u) {
        const Index user = users[u];
        std::vector<double> scores;
        for (Index item = 0; item < 1500; ++item) {
          const bool seen = exclude != nullptr && user >= 0 &&
                            std::binary_search(exclude->others.begin() + exclude->starts[user],
                                               exclude->others.begin() + exclude->starts[user + 1], item);
          if (!seen) scores.push_back(model.predict(user, item));
        }
        std::sort(scores.rbegin(), scores.rend());
        REQUIRE(static_cast<Index>(lists[u].size()) == std::min<Index>(count, static_cast<Index>(scores.size())));
        std::vector<bool> taken(1500, false);
        for (std::size_t k = 0; k < lists[u].size(); ++k) {
          const auto& [item, score] = lists[u][k];
          CHECK(!taken[item]);
          taken[item] = true;
          CHECK(score == doctest::Approx(scores[k]).epsilon(1e-5));
          CHECK(score == doctest::Approx(model.predict(user, item)).epsilon(1e-5));
          CHECK((k == 0 || lists[u][k - 1].score >= score));
        }
      }
    }
  }
}
