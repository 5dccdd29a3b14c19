// The knots of a path, held to the optimality conditions by dense algebra, and to the fit at lambdas between them.
#include <doctest/doctest.h>

#include <Eigen/Dense>
#include <map>

#include "linear/problems.hpp"
#include "strads/error.hpp"

using namespace strads;

namespace {

linear::Settings with_knots() {
  linear::Settings settings;
  settings.knots = true;
  settings.path = 12;
  settings.min_ratio = 0.02;
  settings.tol = 1e-10;
  return settings;
}

// Columns of mean 0 and mean square 1, and the response less its mean.
Eigen::MatrixXd scaled(const Eigen::MatrixXd& X) {
  Eigen::MatrixXd Z = X.rowwise() - X.colwise().mean();
  const double n = static_cast<double>(X.rows());
  for (Index j = 0; j < Z.cols(); ++j) {
    if (Z.col(j).norm() > 0) Z.col(j) /= Z.col(j).norm() / std::sqrt(n);
  }
  return Z;
}

struct Truth {
  Eigen::MatrixXd Z;
  Eigen::VectorXd y;
  Eigen::VectorXd factors;
  bool non_negative = false;

  // Of support and signs, by the normal equations.
  [[nodiscard]] Eigen::VectorXd solve(const std::map<Index, int>& support, double lambda) const {
    const double n = static_cast<double>(Z.rows());
    std::vector<Index> columns;
    Eigen::VectorXd pull(static_cast<Index>(support.size()));
    for (const auto& [j, sign] : support) {
      pull[static_cast<Index>(columns.size())] = lambda * sign * factors[j];
      columns.push_back(j);
    }
    Eigen::VectorXd u = Eigen::VectorXd::Zero(Z.cols());
    if (columns.empty()) return u;
    const Eigen::MatrixXd S = Z(Eigen::all, columns);
    const Eigen::VectorXd of = (S.transpose() * S / n).ldlt().solve(S.transpose() * y / n - pull);
    for (std::size_t k = 0; k < columns.size(); ++k) u[columns[k]] = of[static_cast<Index>(k)];
    return u;
  }

  void check_optimal(const std::map<Index, int>& support, double lambda) const {
    const double n = static_cast<double>(Z.rows());
    const Eigen::VectorXd u = solve(support, lambda);
    const Eigen::VectorXd c = Z.transpose() * (y - Z * u) / n;
    double worst = 0;
    double wrong = 0;
    for (Index j = 0; j < Z.cols(); ++j) {
      worst = std::max(worst, (non_negative ? c[j] : std::abs(c[j])) - lambda * factors[j]);
      if (const auto at = support.find(j); at != support.end()) wrong = std::max(wrong, -at->second * u[j]);
    }
    const double scale = y.norm() / std::sqrt(n);
    CHECK(worst <= 1e-8 * scale);
    CHECK(wrong <= 1e-7 * scale);
  }
};

// Each knot: optimal with the support before and after; between two knots, and at the fit's lambdas.
void check_knots(const problems::Data& data, const linear::Settings& settings, const linear::Result& result) {
  CHECK(result.stop == StopReason::converged);
  REQUIRE_FALSE(result.knots.empty());
  Truth truth{scaled(data.X), data.y.array() - data.y.mean(), Eigen::VectorXd::Ones(data.X.cols()),
              settings.non_negative};
  for (std::size_t j = 0; j < settings.penalty_factors.size(); ++j) {
    truth.factors[static_cast<Index>(j)] = settings.penalty_factors[j];
  }
  CHECK(result.knots[0].lambda == doctest::Approx(result.lambda_max).epsilon(1e-12));
  std::map<Index, int> support;
  double before = result.lambda_max;
  std::size_t point = 0;
  const auto check_points = [&](double down_to) {
    for (; point < result.points.size() && result.points[point].lambda > down_to; ++point) {
      const auto& fitted = result.points[point];
      const Eigen::VectorXd u = truth.solve(support, fitted.lambda);
      Eigen::VectorXd fit = Eigen::VectorXd::Zero(data.X.rows());
      for (std::size_t k = 0; k < fitted.index.size(); ++k) {
        const Eigen::VectorXd x = data.X.col(fitted.index[k]);
        fit += fitted.value[k] * (x.array() - x.mean()).matrix();
      }
      CHECK((truth.Z * u - fit).norm() <= 1e-4 * truth.y.norm());
    }
  };
  for (const linear::Knot& knot : result.knots) {
    CAPTURE(knot.lambda);
    CAPTURE(knot.column);
    check_points(knot.lambda);
    CHECK(knot.lambda <= before);
    CHECK(knot.duality_gap <= 1e-9);
    truth.check_optimal(support, (before + knot.lambda) / 2);
    truth.check_optimal(support, knot.lambda);
    CHECK(support.contains(knot.column) == !knot.enters);
    if (knot.enters) {
      support[knot.column] = knot.sign;
    } else {
      CHECK(support[knot.column] == knot.sign);
      support.erase(knot.column);
    }
    CHECK(knot.nonzero == static_cast<Index>(support.size()));
    truth.check_optimal(support, knot.lambda);
    before = knot.lambda;
  }
  const double last = result.points.back().lambda;
  check_points(0.0);
  truth.check_optimal(support, last);
}

}  // namespace

TEST_CASE("at every knot the path is optimal with the support before and after") {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    CAPTURE(seed);
    const bool wide = seed % 2 == 1;
    const auto data = problems::random(seed, wide ? 25 : 60, wide ? 80 : 20, seed % 3 == 0 ? 0.3 : 1.0);
    linear::Settings settings = with_knots();
    settings.non_negative = seed % 5 == 4;
    if (seed % 4 == 3) {
      Random random(seed);
      for (Index j = 0; j < data.X.cols(); ++j) settings.penalty_factors.push_back(0.5 + random.uniform());
    }
    check_knots(data, settings, problems::fit(seed % 3 == 0 ? data.sparse() : data.dense(), data.response(), settings));
  }
}

TEST_CASE("of equal columns one is taken, and ties follow one by one") {
  auto data = problems::random(3, 40, 12);
  data.X.col(7) = data.X.col(0);
  data.X.col(9) = -data.X.col(0);
  const auto settings = with_knots();
  const auto result = problems::fit(data.dense(), data.response(), settings);
  check_knots(data, settings, result);
  for (const auto& knot : result.knots) CHECK((knot.column != 7 && knot.column != 9));

  // Orthogonal columns with the same correlation enter at the same lambda.
  problems::Data tied{Eigen::MatrixXd::Zero(8, 3), Eigen::VectorXd::Zero(8)};
  for (Index i = 0; i < 8; ++i) {
    for (Index j = 0; j < 3; ++j) tied.X(i, j) = ((i >> j) & 1) != 0 ? 1 : -1;
  }
  tied.y = tied.X.rowwise().sum();
  const auto of_tied = problems::fit(tied.dense(), tied.response(), settings);
  check_knots(tied, settings, of_tied);
  REQUIRE(of_tied.knots.size() == 3);
  for (const auto& knot : of_tied.knots) CHECK(knot.lambda == doctest::Approx(1.0));
}

TEST_CASE("unpenalized columns take part in no knot") {
  const auto data = problems::random(11, 50, 15);
  linear::Settings settings = with_knots();
  settings.penalty_factors.assign(15, 1.0);
  settings.penalty_factors[2] = settings.penalty_factors[5] = 0;
  const auto result = problems::fit(data.dense(), data.response(), settings);
  CHECK(result.stop == StopReason::converged);
  REQUIRE(result.knots.size() > 3);
  for (std::size_t k = 0; k + 1 < result.knots.size(); ++k) {
    const auto& knot = result.knots[k];
    CHECK((knot.column != 2 && knot.column != 5));
    linear::Settings between = settings;
    between.knots = false;
    between.lambda = (knot.lambda + result.knots[k + 1].lambda) / 2;
    between.tol = 1e-13;
    CHECK(problems::fit(data.dense(), data.response(), between).points[0].nonzero == knot.nonzero);
  }
}

TEST_CASE("knots are refused where the path is curved or has a cone") {
  linear::Settings settings = with_knots();
  settings.alpha = 0.5;
  CHECK_THROWS_AS(linear::check(settings, 3, 2), Error);
  settings.alpha = 1;
  settings.non_negative = true;
  CHECK_NOTHROW(linear::check(settings, 3, 2));
  settings.penalty_factors = {1, 0};
  CHECK_THROWS_AS(linear::check(settings, 3, 2), Error);
}
