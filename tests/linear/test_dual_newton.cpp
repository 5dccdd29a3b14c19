// Elastic nets on systems of rows: the optimality condition itself, and whole fits certified on the data.
#include <numeric>

#include "apps/linear/direct/dual_newton.hpp"
#include "linear/problems.hpp"

using namespace strads;
using linear::Settings;

namespace {

bool has_pass(const linear::Result& result, std::string_view name) {
  const auto& passes = result.activity.passes;
  return std::any_of(passes.begin(), passes.end(), [&](const auto& pass) { return pass.first == name; });
}

linear::Penalty drawn_penalty(Random& random, Index columns) {
  linear::Penalty penalty;
  penalty.alpha = 0.02 + 0.9 * random.uniform();
  penalty.lambda = 0.01 + 0.3 * random.uniform();
  penalty.response_scale = 0.5 + random.uniform();
  penalty.non_negative = random.uniform() < 0.3;
  if (random.uniform() < 0.5) {
    for (Index j = 0; j < columns; ++j) penalty.factors.push_back(0.2 + 2 * random.uniform());
  }
  return penalty;
}

}  // namespace

TEST_CASE("the newton method ends at the optimum of the variables it is given, others left as they are") {
  for (std::uint64_t number = 0; number < 40; ++number) {
    Random random(number, 9);
    const Index n = 5 + random.below(40);
    const Index p = 20 + random.below(150);
    const bool sparse = random.uniform() < 0.3;
    const auto data = problems::random(number, n, p, sparse ? 0.3 : 1.0, 0.3);
    const AnyMatrix X = sparse ? data.sparse() : data.dense();
    Engine engine({});
    const linear::Standardized design(X, true, true, engine);
    const linear::Penalty penalty = drawn_penalty(random, p);
    std::vector<Index> variables;
    for (Index j = 0; j < p; ++j) {
      if (design.usable(j) && random.uniform() < 0.8) variables.push_back(j);
    }
    if (variables.empty()) continue;
    std::vector<double> u;
    for (std::size_t k = 0; k < variables.size(); ++k) {
      u.push_back(random.uniform() < 0.2 ? std::abs(random.normal()) : 0.0);
    }
    Eigen::MatrixXd Z(n, static_cast<Index>(variables.size()));
    for (std::size_t k = 0; k < variables.size(); ++k) {
      const auto column = design.column(variables[k]);
      Z.col(static_cast<Index>(k)) = Eigen::Map<const Eigen::VectorXd>(column.data(), n);
    }
    const Eigen::VectorXd y = data.y.array() - data.y.mean();  // what is left for them, and others beside
    const Eigen::VectorXd start = y - Z * Eigen::Map<const Eigen::VectorXd>(u.data(), Z.cols());
    std::vector<double> r(start.data(), start.data() + n);

    linear::DualNewton newton(design);
    newton.solve(variables, penalty, 1e-9, u, r, engine);
    CAPTURE(number);
    const Eigen::VectorXd left = y - Z * Eigen::Map<const Eigen::VectorXd>(u.data(), Z.cols());
    CHECK((left - Eigen::Map<const Eigen::VectorXd>(r.data(), n)).norm() <= 1e-10 * y.norm());
    const Eigen::VectorXd c = Z.transpose() * left / static_cast<double>(n);
    for (std::size_t k = 0; k < variables.size(); ++k) {
      const Index j = variables[k];
      CHECK(penalty.violation(j, u[k], c[static_cast<Index>(k)]) <= 1e-7 * penalty.threshold(j) + 1e-11 * y.norm());
      CHECK((!penalty.non_negative || u[k] >= 0));
    }
    const std::vector<double> before = u;  // another start, the same end
    newton.solve(variables, penalty, 1e-9, u, r, engine);
    for (std::size_t k = 0; k < u.size(); ++k) CHECK(u[k] == doctest::Approx(before[k]).epsilon(1e-6).scale(1));
  }
}

TEST_CASE("elastic nets of more nonzeros than rows are certified on the data") {
  int wide = 0;
  for (std::uint64_t number = 0; number < 30; ++number) {
    Random random(number, 8);
    const Index n = 8 + random.below(20);
    const Index p = 80 + random.below(200);
    const bool sparse = random.uniform() < 0.3;
    const auto data = problems::random(number, n, p, sparse ? 0.3 : 1.0, 0.3);
    Settings settings;
    settings.alpha = 0.02 + 0.1 * random.uniform();
    settings.intercept = random.uniform() < 0.7;
    settings.standardize = random.uniform() < 0.7;
    settings.non_negative = random.uniform() < 0.3;
    settings.scale_response = random.uniform() < 0.5;
    settings.path = 10;
    settings.min_ratio = 1e-3;
    if (random.uniform() < 0.5) {
      for (Index j = 0; j < p; ++j) settings.penalty_factors.push_back(0.2 + 2 * random.uniform());
      if (!settings.non_negative && random.uniform() < 0.5) settings.penalty_factors[1] = 0;
    }
    const auto result = linear::fit(sparse ? data.sparse() : data.dense(), data.response(), settings);
    CAPTURE(number);
    REQUIRE(result.stop == StopReason::converged);
    wide += has_pass(result, "newton system") ? 1 : 0;
    for (const auto& point : result.points) {
      CHECK(problems::certify(data, settings, point, result.dependent).gap <= settings.tol);
    }
  }
  CHECK(wide > 20);
}

TEST_CASE("an elastic net on systems of rows has the same bits at any number of threads") {
  const auto data = problems::random(6, 60, 2000);
  Settings settings;
  settings.alpha = 0.05;
  settings.path = 20;
  settings.min_ratio = 1e-3;
  settings.engine.threads = 1;
  const auto one = linear::fit(data.dense(), data.response(), settings);
  CHECK(has_pass(one, "newton system"));
  settings.gram_cache_bytes = 8 * 60 * 10;  // no room for its columns
  const auto small = linear::fit(data.dense(), data.response(), settings);
  CHECK_FALSE(has_pass(small, "newton system"));
  CHECK(small.stop == StopReason::converged);
  settings.gram_cache_bytes = linear::Settings{}.gram_cache_bytes;
  settings.engine.threads = 4;
  const auto four = linear::fit(data.dense(), data.response(), settings);
  for (std::size_t k = 0; k < one.points.size(); ++k) CHECK(one.points[k].value == four.points[k].value);
}
