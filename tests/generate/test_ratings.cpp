// Ratings: who rates what against the chances it follows, marginals against those of the published sets, values against
// the truth that is written.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <vector>

#include "generate/power_law.hpp"
#include "generate/ratings.hpp"
#include "io/dataset.hpp"
#include "io/ratings/ratings.hpp"
#include "made.hpp"

using namespace strads::generate;
using strads::Index;

namespace {

// The share p of the rows that has the share 1 - p of the total.
double balanced_share(std::vector<double> rows) {
  std::sort(rows.rbegin(), rows.rend());
  const double total = std::accumulate(rows.begin(), rows.end(), 0.0);
  double sum = 0;
  for (std::size_t k = 0; k < rows.size(); ++k) {
    sum += rows[k];
    const double share = static_cast<double>(k + 1) / static_cast<double>(rows.size());
    if (sum / total >= 1 - share) return share;
  }
  return 1;
}

}  // namespace

TEST_CASE("users rate distinct items, each with its chance") {
  const RatingPattern pattern(300, 50, 4000, {0.9, 0.005}, {1.2, 0.01}, 11);
  std::vector<double> wanted(50);
  std::vector<double> variance(50);
  std::vector<double> found(50);
  double expected = 0;
  for (Index u = 0; u < 300; ++u) {
    const auto items = pattern.items_of(u);
    CHECK(std::set<Index>(items.begin(), items.end()).size() == items.size());
    for (const Index i : items) found[static_cast<std::size_t>(i)] += 1;
    double sum = 0;
    for (Index i = 0; i < 50; ++i) {
      const double chance = pattern.chance(u, i);
      wanted[static_cast<std::size_t>(i)] += chance;
      variance[static_cast<std::size_t>(i)] += chance * (1 - chance);
      sum += chance;
    }
    CHECK(sum == doctest::Approx(pattern.expected(u)));
    expected += pattern.expected(u);
  }
  double squares = 0;
  for (std::size_t i = 0; i < 50; ++i) squares += std::pow(found[i] - wanted[i], 2) / variance[i] / 50;
  CHECK(squares > 0.5);  // 50 degrees of freedom: 1 +- 0.2
  CHECK(squares < 1.7);
  CHECK(expected < 4000);  // the most active would have more than all items
  CHECK(expected > 3000);
}

TEST_CASE("nobody is chosen with another's randomness: a seed's users stay when sizes of pieces change") {
  const RatingPattern pattern(100, 200, 3000, {0.8, 0.01}, {1, 0.01}, 2);
  CHECK(pattern.items_of(17) == pattern.items_of(17));
  CHECK(pattern.items_of(17) != pattern.items_of(18));
}

TEST_CASE("marginals are those of the published sets") {
  struct Case {
    RatingShape shape;
    double users;  // KONECT's balanced inequality ratios
    double items;
  };
  for (const auto& [shape, users, items] : {Case{netflix, 0.267, 0.148}, Case{yahoo, 0.192, 0.164}}) {
    const Index m = shape.users / 20;
    const Index n = shape.items / 20;
    const RatingPattern pattern(m, n, shape.ratings / 400, shape.activity, shape.popularity, 1);
    std::vector<double> of_user;
    std::vector<double> of_item(static_cast<std::size_t>(n));
    for (Index u = 0; u < m; ++u) {
      of_user.push_back(pattern.expected(u));
      for (const Index i : pattern.items_of(u)) of_item[static_cast<std::size_t>(i)] += 1;
    }
    CHECK(balanced_share(of_user) == doctest::Approx(users).epsilon(0.03));
    CHECK(balanced_share(of_item) == doctest::Approx(items).epsilon(0.12));  // a user rates an item once: flatter
    const double total = std::accumulate(of_item.begin(), of_item.end(), 0.0);
    CHECK(total == doctest::Approx(static_cast<double>(shape.ratings) / 400).epsilon(0.02));
  }
}

TEST_CASE("values follow the truth that is written") {
  const RatingSettings settings{.scale = 1e-3, .rank = 4, .test = 0.2};
  const Made made([&](const auto& execution, auto& out) { generate_ratings(settings, execution, out); });
  const auto users = strads::io::read_dataset(made.path("users.npy"));
  const auto items = strads::io::read_dataset(made.path("items.npy"));
  REQUIRE(users.X.columns() == 4);
  std::vector<double> bias_of_user;
  std::vector<double> bias_of_item;
  std::ifstream biases(made.path("biases.tsv"));
  std::string kind;
  std::string line;
  std::getline(biases, line);
  CHECK(line == "kind\tid\tvalue");
  std::getline(biases, line);
  CHECK(line == "mean\t\t3.6000000000000001");
  Index id = 0;
  for (double value = 0; biases >> kind >> id >> value;)
    (kind == "user" ? bias_of_user : bias_of_item).push_back(value);
  REQUIRE(static_cast<Index>(bias_of_user.size()) == users.X.rows());
  REQUIRE(static_cast<Index>(bias_of_item.size()) == items.X.rows());

  double squares = 0;
  double count = 0;
  std::vector<double> shares;
  std::vector<double> h(bias_of_item.size());
  std::vector<double> w(bias_of_user.size());
  std::vector<std::vector<double>> factors_w(4, w);
  std::vector<std::vector<double>> factors_h(4, h);
  for (Index f = 0; f < 4; ++f) {
    users.X.expand(f, factors_w[static_cast<std::size_t>(f)].data());
    items.X.expand(f, factors_h[static_cast<std::size_t>(f)].data());
  }
  for (const auto* name : {"ratings.tsv", "test.tsv"}) {
    std::ifstream file(made.path(name));
    std::size_t u = 0;
    std::size_t i = 0;
    double value = 0;
    double here = 0;
    for (; file >> u >> i >> value; ++here) {
      double truth = 3.6 + bias_of_user.at(u) + bias_of_item.at(i);
      for (std::size_t f = 0; f < 4; ++f) truth += factors_w[f][u] * factors_h[f][i];
      CHECK(value >= 1);
      CHECK(value <= 5);
      squares += std::pow(std::clamp(truth, 1.0, 5.0) - value, 2);
    }
    shares.push_back(here);
    count += here;
  }
  CHECK(shares[1] / count == doctest::Approx(0.2).epsilon(0.02));
  // Noise and rounding, less what the ends of the scale cut off.
  CHECK(squares / count < 0.35 * 1.085 * 1.085 + 1.0 / 12);
  CHECK(squares / count > 0.8 * (0.35 * 1.085 * 1.085 + 1.0 / 12));
}
