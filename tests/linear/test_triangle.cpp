// Tall data as their triangular factor: the same inner products, and fits that are certified on the data themselves.
#include <numeric>

#include "apps/linear/direct/triangle.hpp"
#include "linear/problems.hpp"

using namespace strads;
using linear::Settings;

namespace {

// A setting that changes nothing but that data are fitted on as they are.
Settings as_given(Settings settings, Index columns) {
  settings.scheduler.candidates = columns;
  return settings;
}

bool fitted_on_a_triangle(const linear::Result& result) {
  const auto& passes = result.activity.passes;
  return std::any_of(passes.begin(), passes.end(), [](const auto& pass) { return pass.first == "triangle"; });
}

template <class T>
T one_of(Random& random, std::initializer_list<T> values) {
  return values.begin()[random.below(static_cast<Index>(values.size()))];
}

Settings drawn(Random& random, Index columns) {
  Settings settings;
  settings.alpha = one_of(random, {0.0, 0.05, 0.5, 1.0, 1.0});
  settings.intercept = random.uniform() < 0.7;
  settings.standardize = random.uniform() < 0.7;
  settings.non_negative = random.uniform() < 0.3;
  settings.scale_response = random.uniform() < 0.3;
  settings.path = 12;
  if (random.uniform() < 0.5) {
    for (Index j = 0; j < columns; ++j) settings.penalty_factors.push_back(0.2 + 2 * random.uniform());
  }
  return settings;
}

struct Points : linear::Observer {
  std::vector<double> lambdas;
  void point(const linear::Point& done) override { lambdas.push_back(done.lambda); }
};

}  // namespace

TEST_CASE("a triangle has the inner products of the data") {
  auto data = problems::random(5, 300, 24, 1.0, 0.2);
  data.X.col(7).setConstant(3);
  data.X.col(11) = 2 * data.X.col(3) - data.X.col(10);  // a combination
  const AnyMatrix X = data.dense();
  Engine engine({});
  const linear::Standardized design(X, true, true, engine);
  Eigen::VectorXd centred = data.y.array() - data.y.mean();
  const auto triangle = linear::Triangle::of(design, {centred.data(), 300}, engine);
  REQUIRE(triangle);
  const Index m = triangle->X().rows();
  CHECK(m == 25);
  Eigen::MatrixXd R(m, 24);
  for (Index j = 0; j < 24; ++j) triangle->X().expand(j, R.col(j).data());
  const Eigen::Map<const Eigen::VectorXd> z(triangle->y().data(), m);
  Eigen::MatrixXd Z = data.X.rowwise() - data.X.colwise().mean();
  for (Index j = 0; j < 24; ++j) Z.col(j) *= j == 7 ? 0 : std::sqrt(300.0) / Z.col(j).norm();
  const auto count = static_cast<double>(m);
  CHECK((R.transpose() * R / count - Z.transpose() * Z / 300).cwiseAbs().maxCoeff() < 1e-11);
  CHECK((R.transpose() * z / count - Z.transpose() * centred / 300).cwiseAbs().maxCoeff() < 1e-12 * centred.norm());
  CHECK(z.squaredNorm() / count == doctest::Approx(centred.squaredNorm() / 300).epsilon(1e-12));
}

TEST_CASE("tall fits are certified on the data, whatever the settings") {
  int triangles = 0;
  for (std::uint64_t number = 0; number < 60; ++number) {
    Random random(number, 5);
    const Index p = 1 + random.below(40);
    const Index n = 4 * p + 20 + random.below(200);
    const bool sparse = random.uniform() < 0.3;
    auto data = problems::random(number, n, p, sparse ? 0.2 : 1.0, one_of(random, {0.0, 0.5}));
    if (random.uniform() < 0.3) data.X.col(random.below(p)).setConstant(0.5);
    if (random.uniform() < 0.3 && p > 2) data.X.col(p - 1) = data.X.col(0);
    const Settings settings = drawn(random, p);
    const AnyMatrix X = sparse ? data.sparse() : data.dense();
    const auto result = linear::fit(X, data.response(), settings);
    const auto other = linear::fit(X, data.response(), as_given(settings, p));
    triangles += fitted_on_a_triangle(result) ? 1 : 0;
    CAPTURE(number);
    CHECK_FALSE(fitted_on_a_triangle(other));
    REQUIRE(result.stop == StopReason::converged);
    REQUIRE(result.points.size() == other.points.size());
    CHECK(result.constant == other.constant);
    CHECK(result.lambda_max == doctest::Approx(other.lambda_max).epsilon(1e-9));
    for (std::size_t k = 0; k < result.points.size(); ++k) {
      const auto certificate = problems::certify(data, settings, result.points[k]);
      CHECK(certificate.gap <= settings.tol);
      CHECK(certificate.objective == doctest::Approx(result.points[k].objective).epsilon(1e-8));
      CHECK(std::abs(result.points[k].objective - other.points[k].objective) <=
            1.1 * settings.tol * result.null_deviance);
      CHECK(std::abs(result.points[k].explained - other.points[k].explained) < 0.01);
    }
  }
  CHECK(triangles > 50);
}

TEST_CASE("where the triangle lacks the digits, the fit goes on with the data") {
  auto data = problems::random(9, 400, 12, 1.0, 0.0);
  Settings settings;
  settings.path = 20;
  settings.tol = 3e-12;
  Points told;
  const auto result = linear::fit(data.dense(), data.response(), settings, told);
  CHECK(fitted_on_a_triangle(result));
  CHECK(result.stop == StopReason::converged);
  REQUIRE(result.points.size() == 20);
  REQUIRE(told.lambdas.size() == 20);  // each once
  for (std::size_t k = 0; k < 20; ++k) {
    CHECK(told.lambdas[k] == result.points[k].lambda);
    CHECK(result.points[k].duality_gap <= settings.tol);
    CHECK(problems::certify(data, settings, result.points[k]).gap <= 1e-11);
  }
  double columns = 0;  // of the data, touched by gradients
  for (const auto& [name, spent] : result.activity.passes) {
    if (name == "gradient") columns = spent.workload / 400;
  }
  CHECK(columns > 12);
}

TEST_CASE("a triangle without columns, and lambda 0, end as they do without") {
  auto data = problems::random(2, 60, 3);
  Settings settings;
  settings.lambdas = {0.5, 0};
  const auto result = linear::fit(data.dense(), data.response(), settings);
  CHECK(fitted_on_a_triangle(result));
  CHECK(result.points[0].stop == StopReason::converged);
  const auto given = linear::fit(data.dense(), data.response(), as_given(settings, 3));
  REQUIRE(result.points.size() == given.points.size());
  CHECK(result.points.back().objective == doctest::Approx(given.points.back().objective));
  data.X.setConstant(2);
  const auto flat = linear::fit(data.dense(), data.response(), {});
  CHECK(flat.stop == StopReason::converged);
  REQUIRE(flat.points.size() == 1);
  CHECK(flat.points[0].duality_gap == 0);
}

TEST_CASE("a triangle is for many rows, plain schedules and penalized columns") {
  const auto data = problems::random(1, 200, 20);
  Settings settings;
  CHECK(linear::worth_a_triangle(data.dense(), settings));
  CHECK_FALSE(linear::worth_a_triangle(problems::random(1, 60, 20).dense(), settings));
  const auto refused = [&](const auto& change) {
    Settings other;
    change(other);
    return !linear::worth_a_triangle(data.dense(), other);
  };
  CHECK(refused([](Settings& s) { s.update = linear::Update::step; }));
  CHECK(refused([](Settings& s) { s.screening = false; }));
  CHECK(refused([](Settings& s) { s.engine.lookahead = 1; }));
  CHECK(refused([](Settings& s) { s.commit = CommitKind::fixed; }));
  CHECK(refused([](Settings& s) { s.scheduler.block_floor = 1; }));
  CHECK(refused([](Settings& s) { s.scheduler.candidates = 5; }));
  CHECK(refused([](Settings& s) {
    s.penalty_factors.assign(20, 1.0);
    s.penalty_factors[3] = 0;
  }));
}
