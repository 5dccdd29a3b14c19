// Cross-validation against glmnet's, against its definition computed with other means, and at its borders.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <vector>

#include "apps/linear/cross_validation.hpp"
#include "io/dataset.hpp"
#include "linear/problems.hpp"
#include "strads/error.hpp"

using namespace strads;

namespace {

const auto unwatched = [](Index /*fold*/, Index /*folds*/, double /*seconds*/) {};

template <class Work>
std::string complaint(const Work& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

// The definition: rows copied out by Eigen, predictions by Eigen.
linear::CrossValidation::Point by_definition(const problems::Data& data, const std::vector<Index>& fold_of,
                                             linear::Settings settings, double lambda) {
  settings.lambda = lambda;
  const Index folds = *std::max_element(fold_of.begin(), fold_of.end()) + 1;
  std::vector<double> mean_squares;
  std::vector<double> sizes;
  for (Index fold = 0; fold < folds; ++fold) {
    std::vector<Index> in;
    std::vector<Index> out;
    for (Index i = 0; i < data.X.rows(); ++i) (fold_of[static_cast<std::size_t>(i)] == fold ? in : out).push_back(i);
    const problems::Data known{data.X(out, Eigen::all), data.y(out)};
    const auto step = problems::fit(known.dense(), known.response(), settings).points.at(0);
    Eigen::VectorXd b = Eigen::VectorXd::Zero(data.X.cols());
    for (std::size_t k = 0; k < step.index.size(); ++k) b[step.index[k]] = step.value[k];
    const Eigen::VectorXd residual = data.y(in) - data.X(in, Eigen::all) * b -
                                     Eigen::VectorXd::Constant(static_cast<Index>(in.size()), step.intercept);
    sizes.push_back(static_cast<double>(in.size()));
    mean_squares.push_back(residual.squaredNorm() / sizes.back());
  }
  const Eigen::Map<const Eigen::ArrayXd> e(mean_squares.data(), folds);
  const Eigen::Map<const Eigen::ArrayXd> n(sizes.data(), folds);
  const double error = (n * e).sum() / n.sum();
  return {error, std::sqrt((n * (e - error).square()).sum() / n.sum() / static_cast<double>(folds - 1))};
}

}  // namespace

TEST_CASE("cross-validated errors are glmnet's, and so are the lambdas chosen") {
  io::ReadOptions options;
  options.target = "progression";
  const io::Dataset data = io::read_dataset("datasets/diabetes/diabetes.csv", options);
  std::ifstream file("tests/linear/reference_glmnet_cv.tsv");
  std::vector<double> errors;
  std::vector<double> standard_errors;
  linear::Settings settings;
  settings.tol = 1e-12;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream row(line);
    double lambda = 0;
    row >> lambda >> errors.emplace_back() >> standard_errors.emplace_back();
    settings.lambdas.push_back(lambda);
  }
  REQUIRE(errors.size() == 6);
  std::vector<Index> fold_of;
  for (Index i = 0; i < data.X.rows(); ++i) fold_of.push_back(i % 5);
  const auto whole = problems::fit(data.X, data.y, settings);
  const auto cv = linear::cross_validate(data.X, data.y, settings, whole, fold_of, unwatched);
  REQUIRE(cv.points.size() == 6);
  for (std::size_t k = 0; k < 6; ++k) {
    CAPTURE(k);
    CHECK(cv.points[k].error == doctest::Approx(errors[k]).epsilon(1e-8));
    CHECK(cv.points[k].standard_error == doctest::Approx(standard_errors[k]).epsilon(1e-6));
  }
  CHECK(whole.points[static_cast<std::size_t>(cv.least)].lambda == 1);
  CHECK(whole.points[static_cast<std::size_t>(cv.one_se)].lambda == 3);
}

TEST_CASE("cross-validated errors are those of the definition, whatever the storage and the model") {
  for (const std::uint64_t seed : {1, 2, 3}) {
    CAPTURE(seed);
    const auto data = problems::random(seed, 60, 40, seed == 2 ? 0.3 : 1.0);
    const auto y = data.response();
    linear::Settings settings;
    settings.tol = 1e-11;
    settings.path = 6;
    settings.min_ratio = 0.02;
    settings.alpha = seed == 3 ? 0.5 : 1.0;
    settings.intercept = seed != 2;
    if (seed == 3) {
      settings.penalty_factors.assign(40, 1.0);
      settings.penalty_factors[7] = 0;
    }
    const auto fold_of = linear::deal_folds(60, 7, seed);
    for (const AnyMatrix& X : {data.dense(), data.sparse()}) {
      const auto whole = problems::fit(X, y, settings);
      const auto cv = linear::cross_validate(X, y, settings, whole, fold_of, unwatched);
      CHECK(cv.folds == 7);
      CHECK(cv.fitted == 7);
      REQUIRE(cv.points.size() == 6);
      for (std::size_t k = 0; k < 6; ++k) {
        const auto expected = by_definition(data, fold_of, settings, whole.points[k].lambda);
        CHECK(cv.points[k].error == doctest::Approx(expected.error).epsilon(1e-6));
        CHECK(cv.points[k].standard_error == doctest::Approx(expected.standard_error).epsilon(1e-5));
        CHECK(cv.points[k].error >= cv.points[static_cast<std::size_t>(cv.least)].error);
      }
      CHECK(cv.one_se <= cv.least);
    }
  }
}

TEST_CASE("every row left out once: the error of the mean is known in closed form") {
  const auto data = problems::random(4, 25, 5);
  const auto y = data.response();
  linear::Settings settings;
  settings.lambdas = {1e6};  // nothing but the intercept
  const auto check = [&] {
    const auto whole = problems::fit(data.dense(), y, settings);
    return linear::cross_validate(data.dense(), y, settings, whole, linear::deal_folds(25, 25, 1), unwatched);
  };
  const auto cv = check();
  const double n = 25;
  const double variance = (data.y.array() - data.y.mean()).square().mean();
  CHECK(cv.points.at(0).error == doctest::Approx(variance * (n / (n - 1)) * (n / (n - 1))).epsilon(1e-12));
  CHECK(cv.null_error == doctest::Approx(cv.points.at(0).error).epsilon(1e-12));
  settings.intercept = false;
  CHECK(check().null_error == doctest::Approx(data.y.array().square().mean()).epsilon(1e-12));
}

TEST_CASE("folds are dealt evenly, at random, by the seed") {
  for (const Index folds : {2, 3, 7, 10, 23}) {
    const auto fold_of = linear::deal_folds(23, folds, 5);
    REQUIRE(fold_of.size() == 23);
    for (Index fold = 0; fold < folds; ++fold) {
      const Index size = std::count(fold_of.begin(), fold_of.end(), fold);
      CHECK(size >= 23 / folds);
      CHECK(size <= 23 / folds + 1);
    }
    CHECK(fold_of == linear::deal_folds(23, folds, 5));
  }
  CHECK(linear::deal_folds(23, 10, 5) != linear::deal_folds(23, 10, 6));
  CHECK(complaint([] { (void)linear::deal_folds(3, 4, 1); }) ==
        "4 folds of 3 rows: there must be at least two, and a row for each");
  CHECK(complaint([] { (void)linear::deal_folds(3, 1, 1); }) ==
        "1 folds of 3 rows: there must be at least two, and a row for each");
}

TEST_CASE("labels of any kind make folds, in their order") {
  CHECK(linear::folds_of(std::vector<double>{7, -2, 7, 0.5}) == std::vector<Index>{2, 0, 2, 1});
  CHECK(complaint([] {
          (void)linear::folds_of(std::vector<double>{1, 1});
        }) == "cross-validation needs at least two folds");
  CHECK(complaint([] { (void)linear::folds_of(std::vector<double>{1, NAN}); }) == "the fold of a row must be a number");
}

TEST_CASE("a fold that does not converge leaves no error that could be mistaken for one") {
  const auto data = problems::random(6, 40, 60);
  const auto y = data.response();
  linear::Settings settings;
  const auto whole = problems::fit(data.dense(), y, settings);
  REQUIRE(whole.stop == StopReason::converged);
  settings.engine.max_rounds = 1;
  const auto cv = linear::cross_validate(data.dense(), y, settings, whole, linear::deal_folds(40, 5, 1), unwatched);
  CHECK(cv.stop == StopReason::round_limit);
  CHECK(cv.fitted == 0);
  CHECK(cv.points.empty());
}
