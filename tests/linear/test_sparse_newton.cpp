// Long supports of sparse columns, solved on the residual: the optimality condition itself, products by row against
// plain ones, whole fits certified on the data.
#include "apps/linear/direct/sparse_newton.hpp"
#include "linear/problems.hpp"

using namespace strads;
using linear::Settings;

namespace {

bool has_pass(const linear::Result& result, std::string_view name) {
  const auto& passes = result.activity.passes;
  return std::any_of(passes.begin(), passes.end(), [&](const auto& pass) { return pass.first == name; });
}

Eigen::MatrixXd columns_of(const linear::Standardized& design, std::span<const Index> variables) {
  Eigen::MatrixXd Z(design.rows(), static_cast<Index>(variables.size()));
  for (std::size_t k = 0; k < variables.size(); ++k) {
    auto column = design.column(variables[k]);
    design.unpenalized().project(column);
    Z.col(static_cast<Index>(k)) = Eigen::Map<const Eigen::VectorXd>(column.data(), design.rows());
  }
  return Z;
}

}  // namespace

TEST_CASE("products by row are those of the columns, centred, scaled and projected") {
  for (std::uint64_t number = 0; number < 20; ++number) {
    Random random(number, 3);
    const Index n = 5 + random.below(60);
    const Index p = 3 + random.below(60);
    const auto data = problems::random(number, n, p, 0.2, 0.3);
    std::vector<double> factors(p, 1.0);
    if (random.uniform() < 0.5) factors[0] = 0;
    Engine engine({});
    const linear::Standardized design(data.sparse(), random.uniform() < 0.7, random.uniform() < 0.7, engine, factors);
    std::vector<Index> variables;
    std::vector<double> v(p);
    std::vector<double> kept;
    for (Index j = 0; j < p; ++j) {
      if (!design.usable(j)) continue;
      variables.push_back(j);
      kept.push_back(v[j] = random.normal());
    }
    std::vector<double> image;
    const double square = linear::RowCopy(design, engine).multiply(v, image, engine);
    const Eigen::VectorXd expected =
        columns_of(design, variables) * Eigen::Map<const Eigen::VectorXd>(kept.data(), static_cast<Index>(kept.size()));
    CAPTURE(number);
    CHECK((expected - Eigen::Map<const Eigen::VectorXd>(image.data(), n)).norm() <= 1e-12 * (1 + expected.norm()));
    CHECK(square == doctest::Approx(expected.squaredNorm()));
  }
}

TEST_CASE("the sparse newton method descends to the optimum of the variables it is given, or says that it has not") {
  int solved = 0;
  for (std::uint64_t number = 0; number < 60; ++number) {
    Random random(number, 4);
    const Index n = 150 + random.below(150);
    const Index p = 5 + random.below(n / 3);
    const auto data = problems::random(number, n, p, 0.1);
    Engine engine({});
    const linear::Standardized design(data.sparse(), true, random.uniform() < 0.7, engine);
    linear::Penalty penalty;
    penalty.alpha = random.uniform() < 0.5 ? 1.0 : 0.2 + 0.8 * random.uniform();
    penalty.lambda = 0.002 + 0.1 * random.uniform();
    penalty.non_negative = random.uniform() < 0.3;
    if (random.uniform() < 0.5) {
      for (Index j = 0; j < p; ++j) penalty.factors.push_back(0.2 + 2 * random.uniform());
    }
    std::vector<Index> variables;
    for (Index j = 0; j < p; ++j) {
      if (design.usable(j) && random.uniform() < 0.9) variables.push_back(j);
    }
    if (variables.empty()) continue;
    const Eigen::MatrixXd Z = columns_of(design, variables);
    std::vector<double> u(variables.size());
    for (double& value : u) value = random.uniform() < 0.3 ? std::abs(random.normal()) : 0.0;
    const auto at = [&](const std::vector<double>& values) {
      return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Index>(values.size()));
    };
    const auto objective = [&](const std::vector<double>& coefficients, const Eigen::VectorXd& left) {
      double value = left.squaredNorm() / (2 * static_cast<double>(n));
      for (std::size_t k = 0; k < variables.size(); ++k) value += penalty.value(variables[k], coefficients[k]);
      return value;
    };
    const Eigen::VectorXd y = data.y.array() - data.y.mean();
    const Eigen::VectorXd start = y - Z * at(u);
    std::vector<double> r(start.data(), start.data() + n);
    double before = objective(u, start);

    // Each call takes a tenth off the gap at least, or ends at the goal.
    const double goal = 1e-10 * y.squaredNorm() / static_cast<double>(n);
    linear::SparseNewton newton(design, engine);
    bool accurate = true;
    CAPTURE(number);
    for (int call = 0; call < 16 && accurate; ++call) {
      accurate = newton.solve(variables, penalty, goal, u, r, engine);
      const Eigen::VectorXd left = y - Z * at(u);
      CHECK((left - at(r)).norm() <= 1e-10 * y.norm());
      const double now = objective(u, left);
      CHECK(now <= before * (1 + 1e-14));
      before = now;
    }
    for (const double value : u) CHECK((!penalty.non_negative || value >= 0));
    if (!accurate) continue;
    ++solved;
    const Eigen::VectorXd c = Z.transpose() * (y - Z * at(u)) / static_cast<double>(n);
    for (std::size_t k = 0; k < variables.size(); ++k) {
      CHECK(penalty.violation(variables[k], u[k], c[static_cast<Index>(k)]) <= 1e-3 * penalty.threshold(variables[k]));
    }
  }
  CHECK(solved > 50);
}

TEST_CASE("long supports of sparse columns are solved all at once, certified, with the same bits at any threads") {
  const auto data = problems::random(5, 4000, 1500, 0.002, 0.3);
  Settings settings;
  settings.path = 12;
  settings.min_ratio = 1e-3;
  settings.engine.threads = 1;
  for (const double alpha : {1.0, 0.5}) {
    settings.alpha = alpha;
    const auto one = linear::fit(data.sparse(), data.response(), settings);
    CHECK(has_pass(one, "sparse newton"));
    REQUIRE(one.stop == StopReason::converged);
    settings.engine.threads = 4;
    const auto four = linear::fit(data.sparse(), data.response(), settings);
    settings.engine.threads = 1;
    REQUIRE(one.points.size() == four.points.size());
    for (std::size_t k = 0; k < one.points.size(); ++k) {
      CHECK(problems::certify(data, settings, one.points[k], one.dependent).gap <= settings.tol);
      CHECK(one.points[k].value == four.points[k].value);
    }
    settings.gram_cache_bytes = 1000;  // no room for a copy
    CHECK_FALSE(has_pass(linear::fit(data.sparse(), data.response(), settings), "sparse newton"));
    settings.gram_cache_bytes = Settings{}.gram_cache_bytes;
  }
}
