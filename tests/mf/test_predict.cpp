// Predictions of pairs, as a program gets them that links the library.
#include "mf/problems.hpp"
#include "strads/error.hpp"

using namespace strads;

TEST_CASE("pairs are predicted one by one, known or not, and those out of range are refused") {
  const auto data = problems::planted(6, 40, 30, 2, 0.3, 0.1);
  const auto fitted = mf::fit(problems::stored(data), {.rank = 4, .max_sweeps = 3});
  const mf::Factorization& model = fitted.model;
  const std::vector<Rating> pairs{{0, 0, 0.0F}, {39, 29, 0.0F}, {-1, 5, 0.0F}, {7, -1, 0.0F}, {-1, -1, 0.0F}};
  const auto predictions = mf::predict(model, pairs);
  REQUIRE(predictions.size() == pairs.size());
  for (std::size_t k = 0; k < pairs.size(); ++k) {
    const auto [user, item, value] = pairs[k];
    double expected = model.mean;
    if (user >= 0) expected += model.users.bias(user);
    if (item >= 0) expected += model.items.bias(item);
    for (Index r = 0; user >= 0 && item >= 0 && r < model.users.rank(); ++r) {
      expected += static_cast<double>(model.users.row(user)[r]) * model.items.row(item)[r];
    }
    CHECK(predictions[k] == doctest::Approx(expected).epsilon(1e-5));
  }
  CHECK_THROWS_WITH_AS((void)mf::predict(model, std::vector<Rating>{{40, 0, 0.0F}}),
                       "the model has 40 users, counted from 0, and no user 40", Error);
  CHECK_THROWS_WITH_AS((void)mf::predict(model, std::vector<Rating>{{0, 30, 0.0F}}),
                       "the model has 30 items, counted from 0, and no item 30", Error);
}
