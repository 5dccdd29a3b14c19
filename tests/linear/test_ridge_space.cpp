// Ridge paths from one Krylov space, against dense systems.
#include <numeric>

#include "apps/linear/direct/ridge_space.hpp"
#include "linear/problems.hpp"

using namespace strads;
using linear::Settings;

namespace {

Index vectors_of(const linear::Result& result) {
  for (const auto& [name, spent] : result.activity.passes) {
    if (name == "ridge space") return spent.calls;
  }
  return 0;
}

// Coefficients on the original scale by elimination: columns (and a constant one) side by side.
Eigen::VectorXd solved(const problems::Data& data, const Settings& settings, double lambda) {
  const Index n = data.X.rows();
  const Index p = data.X.cols();
  Eigen::MatrixXd Z(n, p + 1);
  Z << data.X, Eigen::VectorXd::Constant(n, settings.intercept ? 1.0 : 0.0);
  const auto rows = static_cast<double>(n);
  const double mean = settings.intercept ? data.y.mean() : 0.0;
  const double deviation = std::sqrt((data.y.array() - mean).square().sum() / rows);
  Eigen::MatrixXd A = Z.transpose() * Z / rows;
  for (Index j = 0; j < p; ++j) {
    const double centre = data.X.col(j).mean();
    const double square = settings.standardize ? (data.X.col(j).array() - centre).square().sum() / rows : 1.0;
    const double factor = settings.penalty_factors.empty() ? 1.0 : settings.penalty_factors[j];
    A(j, j) += lambda * factor * square / (settings.scale_response ? deviation : 1.0);
  }
  if (!settings.intercept) A(p, p) = 1;
  return A.ldlt().solve(Z.transpose() * data.y / rows);
}

}  // namespace

TEST_CASE("every point of a ridge path is the solution of its system, from few vectors") {
  for (std::uint64_t number = 0; number < 40; ++number) {
    Random random(number, 3);
    const Index n = 10 + random.below(60);
    const Index p = 5 + random.below(150);
    const bool sparse = random.uniform() < 0.3;
    const auto data = problems::random(number, n, p, sparse ? 0.2 : 1.0, 0.3);
    Settings settings;
    settings.alpha = 0;
    settings.intercept = random.uniform() < 0.7;
    settings.standardize = random.uniform() < 0.7;
    settings.scale_response = random.uniform() < 0.3;
    settings.path = 15;
    settings.min_ratio = 1e-3;
    settings.tol = 1e-10;
    if (random.uniform() < 0.5) {
      for (Index j = 0; j < p; ++j) settings.penalty_factors.push_back(0.2 + 2 * random.uniform());
      if (random.uniform() < 0.5) settings.penalty_factors[1] = settings.penalty_factors[3] = 0;
    }
    CAPTURE(number);
    const auto result = linear::fit(sparse ? data.sparse() : data.dense(), data.response(), settings);
    REQUIRE(result.stop == StopReason::converged);
    REQUIRE(result.points.size() == 15);
    CHECK(result.activity.rounds == 0);
    CHECK(vectors_of(result) <= std::min(n, p) + 2);
    for (const auto& point : result.points) {
      CHECK(problems::certify(data, settings, point, result.dependent).gap <= 1.01 * settings.tol);
      if (!result.dependent.empty()) continue;
      const Eigen::VectorXd expected = solved(data, settings, point.lambda);
      Eigen::VectorXd b = Eigen::VectorXd::Zero(p);
      for (std::size_t k = 0; k < point.index.size(); ++k) b[point.index[k]] = point.value[k];
      const Eigen::VectorXd fitted = data.X * b;
      const Eigen::VectorXd right = data.X * expected.head(p);
      CHECK((fitted - right).norm() <= 1e-4 * (data.y.array() - data.y.mean()).matrix().norm());
    }
  }
}

TEST_CASE("lambdas in any order, and one of nothing, are found too") {
  const auto data = problems::random(3, 40, 60);
  Settings settings;
  settings.alpha = 0;
  settings.lambdas = {0.3, 20, 1e-3, 5, 0};
  settings.engine.max_rounds = 3000;
  const auto result = linear::fit(data.dense(), data.response(), settings);
  for (std::size_t k = 0; k < 4; ++k) {
    CHECK(problems::certify(data, settings, result.points[k]).gap <= settings.tol);
  }
  CHECK(result.points.size() == 5);
}

TEST_CASE("where the vectors have no room, rounds finish what they began") {
  const auto data = problems::random(4, 50, 80, 1.0, 0.3);
  Settings settings;
  settings.alpha = 0;
  settings.path = 8;
  settings.gram_cache_bytes = 8 * 130 * 3;  // three vectors
  const auto result = linear::fit(data.dense(), data.response(), settings);
  REQUIRE(result.stop == StopReason::converged);
  CHECK(vectors_of(result) == 3);
  CHECK(result.activity.rounds > 0);
  for (const auto& point : result.points) CHECK(problems::certify(data, settings, point).gap <= settings.tol);
}

TEST_CASE("a ridge path has the same bits at any number of threads") {
  const auto data = problems::random(6, 80, 3000);
  Settings settings;
  settings.alpha = 0;
  settings.path = 10;
  settings.engine.threads = 1;
  const auto one = linear::fit(data.dense(), data.response(), settings);
  settings.engine.threads = 4;
  const auto four = linear::fit(data.dense(), data.response(), settings);
  for (std::size_t k = 0; k < one.points.size(); ++k) CHECK(one.points[k].value == four.points[k].value);
}
