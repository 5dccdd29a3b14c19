// What a program calls that links the library: the caller's memory without a copy, a fit without an observer, and
// predictions, against dense algebra.
#include <doctest/doctest.h>

#include <vector>

#include "linear/problems.hpp"
#include "strads/error.hpp"
#include "strads/lasso.hpp"

using namespace strads;

TEST_CASE("a view is the caller's memory itself, and outlives nothing but its copies") {
  const std::vector<double> x{1, 2, 3, 4, 5, 6};
  const auto view = Dense<double>::view(3, 2, x.data());
  const auto copy = view;
  CHECK(view.column(0) == x.data());
  CHECK(copy.column(1) == x.data() + 3);
  CHECK(view.rows() == 3);
  CHECK(view.columns() == 2);
}

TEST_CASE("predictions are intercept and columns on the scale of the data") {
  const auto data = problems::random(5, 40, 12);
  const auto X = Dense<double>::view(40, 12, data.X.data());
  const auto path = lasso::fit(X, data.response(), {.alpha = 0.5, .path = 8});
  REQUIRE(path.points.size() == 8);
  for (const auto& point : path.points) {
    Eigen::VectorXd b = Eigen::VectorXd::Zero(12);
    for (std::size_t k = 0; k < point.index.size(); ++k) b[point.index[k]] = point.value[k];
    const Eigen::VectorXd expected = (data.X * b).array() + point.intercept;
    const auto on_view = lasso::predict(point, X);
    const auto on_sparse = lasso::predict(point, data.sparse());
    REQUIRE(on_view.size() == 40);
    REQUIRE(on_sparse.size() == 40);
    for (Index i = 0; i < 40; ++i) {
      CHECK(on_view[i] == doctest::Approx(expected[i]).epsilon(1e-12));
      CHECK(on_sparse[i] == doctest::Approx(expected[i]).epsilon(1e-12));
    }
  }
  CHECK(path.points.back().nonzero > 0);
}

TEST_CASE("a model that uses columns that the data have not is refused") {
  linear::Point point;
  point.index = {1, 4};
  point.value = {1.0, 1.0};
  const std::vector<double> x(8, 1.0);
  CHECK_THROWS_WITH_AS((void)linear::predict(point, Dense<double>::view(2, 4, x.data())),
                       "the model uses column 4 counted from 0, the data have 4 columns", Error);
}
