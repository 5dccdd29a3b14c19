// Unpenalized columns that may not fall below zero, against the definition: non-negative least squares.
#include <doctest/doctest.h>

#include <Eigen/Dense>
#include <cmath>

#include "apps/linear/state/unpenalized_cone.hpp"
#include "problems.hpp"
#include "strads/error.hpp"

using namespace strads;

namespace {

struct Columns {
  Eigen::MatrixXd X;
  Eigen::VectorXd t;
};

// Columns of which some depend on others, or nearly so, and a response that some of them oppose.
Columns drawn(std::uint64_t seed) {
  Random random(seed, 5);
  const Index n = 4 + random.below(30);
  const Index f = 1 + random.below(12);
  Columns c{Eigen::MatrixXd(n, f), Eigen::VectorXd(n)};
  const auto normal = [&] { return random.normal(); };
  c.X = Eigen::MatrixXd::NullaryExpr(n, f, normal);
  for (Index j = 1; j < f; ++j) {
    const Index other = random.below(j);
    if (random.uniform() < 0.3) c.X.col(j) = (random.uniform() < 0.3 ? -1 : 1) * c.X.col(other);
    if (random.uniform() < 0.2) c.X.col(j) = c.X.col(other) + 1e-6 * c.X.col(j);
  }
  c.t = Eigen::VectorXd::NullaryExpr(n, normal);
  return c;
}

linear::UnpenalizedCone cone(const Columns& c) {
  linear::UnpenalizedCone made;
  for (Index j = 0; j < c.X.cols(); ++j) {
    const Eigen::VectorXd x = c.X.col(j);
    made.add(j, std::vector<double>(x.begin(), x.end()));
  }
  return made;
}

}  // namespace

TEST_CASE("what a cone leaves of a response is the least there is, from whatever coefficients") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    const Columns c = drawn(seed);
    Random random(seed, 6);
    auto made = cone(c);
    double least = -1;
    for (int start = 0; start < 3; ++start) {
      Eigen::VectorXd u(c.X.cols());
      for (double& value : u) value = start > 0 && random.uniform() < 0.5 ? random.uniform() : 0.0;
      Eigen::VectorXd r = c.t - c.X * u;
      made.solve({r.data(), static_cast<std::size_t>(r.size())}, {u.data(), static_cast<std::size_t>(u.size())});
      const double size = u.cwiseAbs().maxCoeff() * c.X.norm() + c.t.norm();
      CHECK((c.t - c.X * u - r).norm() <= 1e-13 * size);
      for (Index j = 0; j < u.size(); ++j) {
        CAPTURE(j);
        const double cosine = c.X.col(j).dot(r) / c.X.col(j).norm();
        CHECK(u[j] >= 0);
        CHECK(cosine <= 2e-13 * c.t.norm() + 1e-15 * size);
        if (u[j] > 0) CHECK(std::abs(cosine) <= 1e-12 * size);
      }
      if (start == 0) least = r.norm();
      CHECK(r.norm() == doctest::Approx(least).epsilon(1e-9));
    }
  }
}

TEST_CASE("columns that nearly depend on those before them do not move with the others, however long") {
  for (const double unit : {1.0, 1e-6, 1e6}) {
    linear::UnpenalizedCone made;
    CHECK(made.add(0, {unit, unit, 0}));
    CHECK(!made.add(1, {unit, unit, 1e-6 * unit}));
    CHECK(made.add(2, {0, unit, 0}));
    CHECK(made.add(5, {unit, 2 * unit, unit}));
    CHECK(made.moving() == std::vector<Index>{0, 2, 5});
    CHECK(made.still() == std::vector<Index>{1});
    CHECK(made.columns() == 4);
  }
}

// The first column falls with the response: its best coefficient is below zero, so it gets none. What is left is the
// lasso of one column: (x'y / n - lambda) / s on the scaled x.
TEST_CASE("non-negative holds unpenalized columns too") {
  problems::Data data;
  data.X.resize(6, 2);
  data.X << 1, .5, 2, -.3, 3, .8, 4, .1, 5, -.9, 6, .4;
  data.y.resize(6);
  data.y << -1.1, -2, -2.7, -4.2, -5.3, -5.8;
  linear::Settings settings;
  settings.non_negative = true;
  settings.penalty_factors = {0, 1};
  settings.lambda = 0.01;
  settings.tol = 1e-12;
  const auto step = problems::fit(data.dense(), data.response(), settings).points.at(0);
  CHECK(step.index == std::vector<Index>{1});
  const Eigen::VectorXd x = data.X.col(1).array() - data.X.col(1).mean();
  const double s = std::sqrt(x.squaredNorm() / 6);
  const double b = (x.dot(data.y) / 6 / s - 0.01) / s;
  CHECK(step.value.at(0) == doctest::Approx(b).epsilon(1e-9));
  CHECK(step.intercept == doctest::Approx(data.y.mean() - b * data.X.col(1).mean()).epsilon(1e-9));
  // Where both would rise anyway, the wall makes no difference.
  data.y = -data.y;
  data.X.col(1) = -data.X.col(1);
  const auto risen = problems::fit(data.dense(), data.response(), settings).points.at(0);
  settings.non_negative = false;
  const auto free = problems::fit(data.dense(), data.response(), settings).points.at(0);
  CHECK(risen.value.at(0) == doctest::Approx(free.value.at(0)).epsilon(1e-9));
}

// Columns that fall with the response: the first is held at zero, the second takes all that both could explain.
TEST_CASE("non-negative does not hold unpenalized columns that are unbounded") {
  problems::Data data = problems::random(3, 40, 12);
  data.X.col(0) = -data.y + 0.1 * data.X.col(0);
  data.X.col(1) = -data.y + 0.2 * data.X.col(1);
  linear::Settings settings;
  settings.non_negative = true;
  settings.tol = 1e-10;
  settings.penalty_factors.assign(12, 1.0);
  settings.penalty_factors[0] = settings.penalty_factors[1] = 0;
  settings.unbounded = {1};
  const auto result = problems::fit(data.dense(), data.response(), settings);
  problems::check_certified(data, settings, result);
  for (const auto& point : result.points) {
    REQUIRE(point.index.front() == 1);
    CHECK(point.value.front() < -0.5);
  }
  settings.knots = true;
  CHECK_THROWS_WITH_AS(problems::fit(data.dense(), data.response(), settings),
                       "`knots` does not take penalty factors of 0 with `non_negative`", Error);
  settings.unbounded = {0, 1};
  const auto both = problems::fit(data.dense(), data.response(), settings);
  problems::check_certified(data, settings, both);
  CHECK(!both.knots.empty());
  for (const auto& knot : both.knots) CHECK(knot.sign > 0);
  for (const std::vector<Index>& wrong : {std::vector<Index>{1, 0}, {2}, {12}, {-1}}) {
    settings.unbounded = wrong;
    CHECK_THROWS_WITH_AS(problems::fit(data.dense(), data.response(), settings),
                         "`unbounded` must be columns of penalty factor 0, ascending", Error);
  }
}
