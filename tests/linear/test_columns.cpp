// Columns and responses far from zero, constant, or beyond double precision; and the unpenalized span.
#include <doctest/doctest.h>

#include <numeric>

#include "apps/linear/state/standardized.hpp"
#include "linear/problems.hpp"
#include "strads/error.hpp"

using namespace strads;
using linear::Standardized;
using problems::Data;

namespace {

Engine& plain_engine() {
  EngineSettings settings;
  settings.executor = ExecutorKind::serial;
  static Engine engine(settings);
  return engine;
}

linear::Settings plain_settings() {
  linear::Settings settings;
  settings.engine.executor = ExecutorKind::serial;
  return settings;
}

// Integers from 0 to 6 in column 0, so that any shift of up to 2^50 is exact.
Data counted_column(double shift) {
  Data data = problems::random(7, 40, 5);
  for (Index i = 0; i < 40; ++i) data.X(i, 0) = shift + static_cast<double>((3 * i) % 7);
  for (Index i = 0; i < 40; ++i) data.y[i] += 0.8 * static_cast<double>((3 * i) % 7);
  return data;
}

AnyMatrix one_column(const std::vector<double>& x) { return Dense<double>(static_cast<Index>(x.size()), 1, x); }

bool constant(const std::vector<double>& x, bool centre = true, bool scale = true) {
  return !Standardized(one_column(x), centre, scale, plain_engine()).constant().empty();
}

std::string refusal(const std::vector<double>& x, std::vector<double> y) {
  try {
    problems::fit(one_column(x), y, plain_settings());
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("coefficients of a column do not depend on how far from zero it lies") {
  linear::Settings settings = plain_settings();
  settings.path = 10;
  const Data near = counted_column(0);
  const auto want = problems::fit(near.dense(), near.response(), settings);
  for (const double shift : {1e3, -2459001.0, 1.7e12, 1e15}) {
    CAPTURE(shift);
    const Data far = counted_column(shift);
    for (const bool sparse : {false, true}) {
      const auto got = problems::fit(sparse ? far.sparse() : far.dense(), far.response(), settings);
      CHECK(got.far == (std::abs(shift) > 1e4 ? std::vector<Index>{0} : std::vector<Index>{}));
      REQUIRE(got.points.size() == want.points.size());
      for (std::size_t k = 0; k < got.points.size(); ++k) {
        CHECK(got.points[k].stop == StopReason::converged);
        CHECK(got.points[k].objective == doctest::Approx(want.points[k].objective).epsilon(1e-9));
        REQUIRE(got.points[k].index == want.points[k].index);
        for (std::size_t i = 0; i < got.points[k].value.size(); ++i) {
          CHECK(got.points[k].value[i] == doctest::Approx(want.points[k].value[i]).epsilon(1e-7));
        }
      }
    }
  }
}

TEST_CASE("products of far columns are those of near ones, with each other and with others") {
  Data near = problems::random(8, 30, 6);
  near.X = (near.X * 1024).array().round() / 1024;  // exact at any of these shifts
  Data far = near;
  for (const Index j : {1, 2, 4}) far.X.col(j).array() += 1e9;
  const AnyMatrix X = near.dense();
  const AnyMatrix Y = far.dense();
  const Standardized a(X, true, true, plain_engine());
  const Standardized b(Y, true, true, plain_engine());
  const std::vector<Index> all{0, 1, 2, 3, 4, 5};
  std::vector<double> G(36);
  std::vector<double> H(36);
  a.gram(all, all, G.data());
  b.gram(all, all, H.data());
  for (std::size_t k = 0; k < 36; ++k) CHECK(H[k] == doctest::Approx(G[k]).epsilon(1e-12).scale(1.0));
  for (const Index j : all) CHECK(b.square(j) == doctest::Approx(1.0));
  CHECK(b.shift(1) + b.mean(1) == doctest::Approx(1e9 + a.mean(1)).epsilon(1e-15));
}

TEST_CASE("what is constant follows from the rounding of a column's own numbers") {
  CHECK(constant({0.3, 0.1 + 0.2, 0.3, 0.3}));
  CHECK(constant({5, 5, 5}));
  CHECK_FALSE(constant({1e15, 1e15 + 1, 1e15, 1e15}));
  CHECK_FALSE(constant({2459000.8, 2459000.800001, 2459000.8}));
  CHECK_FALSE(constant({1, 1 + 1e-14, 1}));
  // Without an intercept too when scaling: there is nothing to divide by. Else it is a column like any other.
  CHECK(constant({5, 5, 5}, false, true));
  CHECK(constant({0.3, 0.1 + 0.2, 0.3}, false, true));
  CHECK_FALSE(constant({5, 5, 5}, false, false));
  CHECK(constant({0, 0, 0}, false, false));
  const auto result = problems::fit(one_column({5, 5, 5}), {1, 2, 3}, plain_settings());
  CHECK(result.constant == std::vector<Index>{0});
}

TEST_CASE("what cannot be squared is refused with a sentence") {
  CHECK(refusal({1, 2, 4}, {1e-200, 2e-200, 5e-200}) ==
        "the response's squares are too small for double precision: multiply it by a power of ten");
  CHECK(refusal({1, 2, 4}, {1e160, 2e160, 5e160}) ==
        "the response's squares are too large for double precision: multiply it by a power of ten");
  CHECK(refusal({1e-200, 2e-200, 4e-200}, {1, 2, 3}) ==
        "column 1 holds numbers whose squares vanish: multiply it by a power of ten");
  CHECK(refusal({1e200, 2e200, 4e200}, {1, 2, 3}) ==
        "column 1 holds numbers that are not finite, or whose squares are not");
  CHECK(refusal({1e-100, 2e-100, 4e-100}, {1e100, 2e100, 3e100}).empty());
}

TEST_CASE("a response far from zero has the coefficients of one near it; a constant one has a single fit") {
  const Data near = problems::random(9, 40, 5);
  Data far = near;
  far.y = near.y.array().round();
  Data rounded = far;
  far.y.array() += 1e15;
  linear::Settings settings = plain_settings();
  settings.lambda_ratio = 0.1;
  const auto want = problems::fit(near.dense(), rounded.response(), settings).points.at(0);
  const auto got = problems::fit(near.dense(), far.response(), settings).points.at(0);
  REQUIRE(got.index == want.index);
  for (std::size_t k = 0; k < got.value.size(); ++k)
    CHECK(got.value[k] == doctest::Approx(want.value[k]).epsilon(1e-9));
  CHECK(got.intercept == doctest::Approx(1e15 + want.intercept).epsilon(1e-15));

  for (const double value : {0.1, -2.5, 1e15}) {
    Data flat = near;
    flat.y.setConstant(value);
    settings = plain_settings();
    for (int way = 0; way < 3; ++way) {
      if (way == 1) settings.lambda_ratio = 0.5;
      if (way == 2) settings.lambda_ratio = {}, settings.lambda = 0.3;
      const auto result = problems::fit(flat.dense(), flat.response(), settings);
      CHECK(result.stop == StopReason::converged);
      CHECK(result.lambda_max == 0);
      REQUIRE(result.points.size() == 1);
      CHECK(result.points[0].nonzero == 0);
      CHECK(result.points[0].duality_gap == 0);
      CHECK(result.points[0].intercept == value);
    }
  }
}

TEST_CASE("the unpenalized span: in order, combinations add nothing, near copies do") {
  Random random(4);
  const auto draw = [&] {
    std::vector<double> x(50);
    for (double& value : x) value = random.normal();
    return x;
  };
  const auto a = draw();
  const auto b = draw();
  const auto mixed = [&](double of_b) {
    std::vector<double> x(a);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] += of_b * b[i];
    return x;
  };
  linear::Unpenalized span;
  span.add(3, a);
  span.add(4, mixed(1e-12));  // a copy, to rounding
  span.add(5, mixed(1e-8));   // a column of its own
  span.add(9, std::vector<double>(50, 0.0));
  CHECK(span.variables() == std::vector<Index>{3, 5});
  CHECK(span.dependent() == std::vector<Index>{4, 9});
  linear::Unpenalized plain;
  plain.add(0, a);
  plain.add(1, mixed(-2.0));
  plain.add(2, b);  // a combination of the two
  CHECK(plain.dependent() == std::vector<Index>{2});
  // What counts as small follows from the column's own length.
  linear::Unpenalized small;
  for (const auto& of : {a, b}) {
    std::vector<double> x(of);
    for (double& value : x) value *= 1e-12;
    small.add(static_cast<Index>(small.rank()), x);
  }
  CHECK(small.rank() == 2);
  // Axes are orthogonal to rounding, however little a column has of its own.
  CHECK(std::abs(std::inner_product(span.axis(0), span.axis(0) + 50, span.axis(1), 0.0)) < 1e-12);
  // Numbers that are true to 1e-6 only say less.
  linear::Unpenalized rough;
  rough.add(0, a, 1e-6);
  rough.add(1, mixed(1e-8), 1e-6);
  CHECK(rough.rank() == 1);

  std::vector<double> r = draw();
  const std::vector<double> before = r;
  span.project(r);
  for (const auto& x : {a, b}) {
    CHECK(std::abs(std::inner_product(x.begin(), x.end(), r.begin(), 0.0)) < 1e-5);
  }
  const auto u = span.fit(before);
  const auto near = mixed(1e-8);
  for (std::size_t i = 0; i < r.size(); ++i) {
    CHECK(before[i] - u[0] * a[i] - u[1] * near[i] == doctest::Approx(r[i]).epsilon(1e-6).scale(1.0));
  }
}

TEST_CASE("a penalized column in the unpenalized span stays out; all columns unpenalized is least squares") {
  Data data = problems::random(10, 30, 6);
  data.X.col(3) = data.X.col(0) - 2 * data.X.col(1);
  linear::Settings settings = plain_settings();
  settings.penalty_factors = {0, 0, 1, 1, 1, 1};
  for (const bool screening : {true, false}) {
    settings.screening = screening;
    const auto result = problems::fit(data.dense(), data.response(), settings);
    problems::check_certified(data, settings, result);
    CHECK(result.stop == StopReason::converged);
    for (const auto& step : result.points)
      CHECK(std::find(step.index.begin(), step.index.end(), 3) == step.index.end());
  }
  settings.penalty_factors.assign(6, 0.0);
  const auto result = problems::fit(data.dense(), data.response(), settings);
  REQUIRE(result.points.size() == 1);
  CHECK(result.dependent == std::vector<Index>{3});
  const Eigen::MatrixXd Z = data.X.rowwise() - data.X.colwise().mean();
  const Eigen::VectorXd y = data.y.array() - data.y.mean();
  const Eigen::VectorXd r = y - Z * Z.colPivHouseholderQr().solve(y);
  CHECK(result.points[0].objective == doctest::Approx(r.squaredNorm() / 60));
  // More of them than rows explain everything.
  Data wide = problems::random(11, 8, 20);
  settings.penalty_factors.assign(20, 0.0);
  settings.penalty_factors[19] = 1;
  const auto exact = problems::fit(wide.dense(), wide.response(), settings);
  CHECK(exact.stop == StopReason::converged);
  CHECK(exact.points.size() == 1);
  CHECK(exact.points[0].objective < 1e-20);
}
