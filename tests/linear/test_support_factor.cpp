// The factor of a support that grows and shrinks, against Eigen.
#include <doctest/doctest.h>

#include <Eigen/Dense>

#include "apps/linear/block/support_factor.hpp"
#include "strads/random.hpp"

using namespace strads;
using linear::SupportFactor;

namespace {

Eigen::MatrixXd random_gram(Random& random, Index p, Index rank) {
  Eigen::MatrixXd A(rank, p);
  for (Index k = 0; k < A.size(); ++k) A.data()[k] = random.normal();
  return A.transpose() * A / static_cast<double>(rank);
}

bool append(SupportFactor& factor, const Eigen::MatrixXd& G, Index j) {
  std::vector<double> row;
  for (const Index member : factor.members()) row.push_back(G(j, member));
  return factor.append(j, row, G(j, j));
}

// All of `first`, first + 1, ... at once; the members are those before.
bool append_from(SupportFactor& factor, const Eigen::MatrixXd& G, Index first) {
  std::vector<Index> members;
  std::vector<double> rows;
  for (Index j = first; j < G.rows(); ++j) {
    members.push_back(j);
    for (Index k = 0; k <= j; ++k) rows.push_back(G(j, k));
  }
  return factor.append_all(members, rows);
}

void remove(SupportFactor& factor, Index position) { factor.remove({&position, 1}); }

void check_solves(SupportFactor& factor, const Eigen::MatrixXd& G, Random& random) {
  const auto& members = factor.members();
  REQUIRE(factor.size() == static_cast<Index>(members.size()));
  if (members.empty()) return;
  const Eigen::MatrixXd S = G(members, members);
  std::vector<double> x(members.size());
  for (double& value : x) value = random.normal();
  const Eigen::VectorXd right = Eigen::Map<Eigen::VectorXd>(x.data(), static_cast<Index>(x.size()));
  factor.solve(x);
  const Eigen::VectorXd got = Eigen::Map<Eigen::VectorXd>(x.data(), static_cast<Index>(x.size()));
  CHECK((S * got - right).norm() <= 1e-9 * (S.norm() * got.norm() + right.norm()));
}

}  // namespace

TEST_CASE("newcomers come in together as they do one by one") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed, 5);
    const Index p = 20 + random.below(150);
    const Eigen::MatrixXd G = random_gram(random, p, p + 20);
    const Index before = random.below(p);
    SupportFactor factor;
    for (Index j = 0; j < before; ++j) REQUIRE(append(factor, G, j));
    REQUIRE(append_from(factor, G, before));
    check_solves(factor, G, random);
    remove(factor, random.below(p));
    check_solves(factor, G, random);
  }
}

TEST_CASE("newcomers of which one depends on the others stay out, all of them") {
  for (const Index before : {0, 1, 12, 25}) {
    Random random(3);
    const Index p = 40;
    const Eigen::MatrixXd G = random_gram(random, p, 30);  // the 31st column is a combination of those before it
    SupportFactor factor;
    for (Index j = 0; j < before; ++j) REQUIRE(append(factor, G, j));
    CHECK_FALSE(append_from(factor, G, before));
    CHECK(factor.size() == before);
    check_solves(factor, G, random);
  }
}

TEST_CASE("a factor that grows and shrinks solves what it holds") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed);
    const Index p = 1 + random.below(60);
    const Eigen::MatrixXd G = random_gram(random, p, p + 20);
    SupportFactor factor;
    for (int change = 0; change < 200; ++change) {
      const Index j = random.below(p);
      const auto& members = factor.members();
      const auto at = std::find(members.begin(), members.end(), j);
      if (at == members.end()) {
        REQUIRE(append(factor, G, j));
      } else {
        remove(factor, at - members.begin());
      }
      check_solves(factor, G, random);
    }
  }
}

TEST_CASE("members leave together as they do one by one") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Random random(seed, 6);
    const Index p = 1 + random.below(seed % 3 == 0 ? 300 : 40);
    const Eigen::MatrixXd G = random_gram(random, p, p + 20);
    SupportFactor together;
    SupportFactor one_by_one;
    REQUIRE(append_from(together, G, 0));
    REQUIRE(append_from(one_by_one, G, 0));
    std::vector<Index> positions;
    const Index share = 1 + random.below(6);
    for (Index k = 0; k < p; ++k) {
      if (random.below(share) == 0) positions.push_back(k);
    }
    together.remove(positions);
    for (std::size_t s = positions.size(); s-- > 0;) remove(one_by_one, positions[s]);
    CHECK(together.members() == one_by_one.members());
    check_solves(together, G, random);
    if (together.size() == 0) continue;
    std::vector<double> x(static_cast<std::size_t>(together.size()), 1.0);
    std::vector<double> y = x;
    together.solve(x);
    one_by_one.solve(y);
    for (std::size_t k = 0; k < x.size(); ++k) CHECK(x[k] == doctest::Approx(y[k]).epsilon(1e-7));
    REQUIRE(append(together, G, p - 1) == (positions.size() > 0 && positions.back() == p - 1));
  }
}

TEST_CASE("a dependent column is refused with the combination that makes it") {
  Random random(3);
  const Eigen::MatrixXd G = random_gram(random, 12, 5);
  SupportFactor factor;
  for (Index j = 0; j < 5; ++j) REQUIRE(append(factor, G, j));
  for (Index j = 5; j < 12; ++j) {
    REQUIRE_FALSE(append(factor, G, j));
    CHECK(factor.size() == 5);
    const Eigen::VectorXd z = Eigen::Map<const Eigen::VectorXd>(factor.combination().data(), 5);
    CHECK((G.block(0, 0, 12, 5) * z - G.col(j)).norm() < 1e-8);
  }
  check_solves(factor, G, random);
}

TEST_CASE("an exact copy is refused, a near copy is not") {
  Eigen::Matrix2d G;
  G << 1, 1, 1, 1;
  SupportFactor factor;
  REQUIRE(append(factor, G, 0));
  CHECK_FALSE(append(factor, G, 1));
  G(0, 1) = G(1, 0) = 1 - 1e-6;
  CHECK(append(factor, G, 1));
}

TEST_CASE("changes to the factor are counted") {
  Random random(4);
  const Eigen::MatrixXd G = random_gram(random, 12, 30);
  SupportFactor factor;
  for (Index j = 0; j < 6; ++j) REQUIRE(append(factor, G, j));
  CHECK(factor.operations() == (0 + 1 + 4 + 9 + 16 + 25) / 2.0);
  const double before = factor.operations();
  REQUIRE(append_from(factor, G, 6));
  CHECK(factor.operations() == before + 6.0 * 6 * 6 / 2 + 6.0 * 6 * 6 / 2 + 6.0 * 6 * 6 / 6);
  const double full = factor.operations();
  remove(factor, 11);
  CHECK(factor.operations() == full);
  remove(factor, 0);
  CHECK(factor.operations() == full + 2 * 10.0 * 10);
}
