// Rows held out, against predictions by Eigen and the rule recomputed from the whole path.
#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "apps/linear/validation.hpp"
#include "linear/problems.hpp"
#include "strads/error.hpp"
#include "strads/random.hpp"

using namespace strads;
using linear::PathEnd;
using linear::Role;

namespace {

std::vector<Index> with_role(const std::vector<Role>& roles, Role role) {
  std::vector<Index> rows;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (roles[i] == role) rows.push_back(static_cast<Index>(i));
  }
  return rows;
}

std::vector<Role> random_roles(std::uint64_t seed, Index rows) {
  Random random(seed, 7);
  std::vector<Role> roles(static_cast<std::size_t>(rows), Role::fitted);
  for (auto& role : roles) {
    const Index drawn = random.below(10);
    if (drawn >= 6) role = drawn == 9 ? Role::unused : Role::held_out;
  }
  return roles;
}

double squares(const problems::Data& held_out, const linear::Point& point) {
  Eigen::VectorXd b = Eigen::VectorXd::Zero(held_out.X.cols());
  for (std::size_t k = 0; k < point.index.size(); ++k) b[point.index[k]] = point.value[k];
  return ((held_out.y - held_out.X * b).array() - point.intercept).square().mean();
}

class Watching : public linear::Observer {
 public:
  explicit Watching(linear::Validator& validator) : validator_(validator) {}
  void point(const linear::Point& done) override { validator_.add(done); }
  bool enough() override { return validator_.enough(); }

 private:
  linear::Validator& validator_;
};

// Points, with so many lambdas without gain.
std::size_t rule(const std::vector<double>& errors, std::size_t patience) {
  for (std::size_t k = 0; k < errors.size(); ++k) {
    const auto best = std::min_element(errors.begin(), errors.begin() + static_cast<std::ptrdiff_t>(k) + 1);
    if (k - static_cast<std::size_t>(best - errors.begin()) >= patience) return k + 1;
  }
  return errors.size();
}

std::string complaint(const AnyMatrix& X, const std::vector<double>& y, const std::vector<Role>& roles) {
  try {
    (void)linear::split(X, y, roles);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::mismatch);
    return error.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("the path ends after lambdas without gain, and errors are those of the rows held out") {
  std::vector<PathEnd> seen;
  for (const std::uint64_t seed : {1, 2, 3, 4, 5, 6}) {
    const Index rows = seed % 3 == 0 ? 900 : 60;  // the long ones are fitted on their triangular factor
    const auto data = problems::random(seed, rows, 30);
    const auto roles = random_roles(seed, rows);
    const auto fitted = with_role(roles, Role::fitted);
    const auto held_out = with_role(roles, Role::held_out);
    const problems::Data known{data.X(fitted, Eigen::all), data.y(fitted)};
    const problems::Data others{data.X(held_out, Eigen::all), data.y(held_out)};
    const AnyMatrix X = seed % 2 == 0 ? data.sparse() : data.dense();
    linear::Settings settings;
    settings.intercept = seed != 4;
    const auto split = linear::split(X, data.response(), roles);
    settings.path = 60;
    const auto whole = problems::fit(known.dense(), known.response(), settings);
    std::vector<double> errors;
    for (const auto& point : whole.points) errors.push_back(squares(others, point));
    for (const Index patience : {1, 3, 1000}) {
      CAPTURE(seed);
      CAPTURE(patience);
      linear::Validator validator(split, settings.intercept, patience);
      Watching observer(validator);
      const auto result = linear::fit(split.fitted.X, split.fitted.y, settings, observer);
      const std::size_t points = rule(errors, static_cast<std::size_t>(patience));
      REQUIRE(result.points.size() == points);
      CHECK(result.end == (points < 60 ? PathEnd::observer : PathEnd::last_lambda));
      seen.push_back(result.end);
      const auto& found = validator.found();
      CHECK(found.rows == static_cast<Index>(held_out.size()));
      const double guess = settings.intercept ? known.y.mean() : 0;
      const double null_error = (others.y.array() - guess).square().mean();
      CHECK(found.null_error == doctest::Approx(null_error));
      REQUIRE(found.points.size() == points);
      for (std::size_t k = 0; k < points; ++k) {
        CHECK(found.points[k].error == doctest::Approx(errors[k]).epsilon(1e-6));
        CHECK(found.points[k].explained == doctest::Approx(1 - errors[k] / null_error).epsilon(1e-6));
      }
      const auto best = std::min_element(errors.begin(), errors.begin() + static_cast<std::ptrdiff_t>(points));
      CHECK(found.best == best - errors.begin());
    }
  }
  for (const PathEnd end : {PathEnd::last_lambda, PathEnd::observer}) {
    CHECK(std::find(seen.begin(), seen.end(), end) != seen.end());
  }
}

TEST_CASE("one row may be held out, whose mean predicts it exactly") {
  auto data = problems::random(3, 20, 4);
  std::vector<Role> roles(20, Role::fitted);
  roles[5] = Role::held_out;
  data.y[5] = (data.y.sum() - data.y[5]) / 19;
  const auto split = linear::split(data.dense(), data.response(), roles);
  linear::Validator validator(split, true, 2);
  Watching observer(validator);
  const auto result = linear::fit(split.fitted.X, split.fitted.y, {}, observer);
  CHECK(result.points.size() == 3);
  CHECK(validator.found().best == 0);
}

TEST_CASE("both sides of a split have rows") {
  const auto data = problems::random(1, 3, 2);
  const auto y = data.response();
  CHECK(complaint(data.dense(), y, {Role::fitted, Role::fitted, Role::unused}) ==
        "no row with a response is held out for validation");
  CHECK(complaint(data.dense(), y, {Role::held_out, Role::held_out, Role::unused}) ==
        "all rows are held out for validation: none is left to fit");
  CHECK(complaint(data.dense(), y, {Role::held_out, Role::fitted, Role::unused}) == "none");
}
