// Where a path ends by itself, against the rule recomputed from the whole path, and against glmnet.
#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "io/dataset.hpp"
#include "linear/problems.hpp"

using namespace strads;
using linear::PathEnd;

namespace {

struct Expected {
  std::size_t points;
  PathEnd end;
};

// After the fifth point or a later one, from what all explain.
Expected rule(const std::vector<linear::Point>& all) {
  for (std::size_t k = 4; k + 1 < all.size(); ++k) {
    const double now = all[k].explained;
    if (now > 0.999) return {k + 1, PathEnd::explained};
    if ((now - all[k - 1].explained) / now < 1e-5) return {k + 1, PathEnd::no_gain};
  }
  return {all.size(), PathEnd::last_lambda};
}

linear::Result whole_path(const AnyMatrix& X, const std::vector<double>& y, linear::Settings settings) {
  settings.whole_path = true;
  const auto result = problems::fit(X, y, settings);
  CHECK(result.points.size() == 100);
  CHECK(result.end == PathEnd::last_lambda);
  return result;
}

PathEnd check_end(const AnyMatrix& X, const std::vector<double>& y, const linear::Settings& settings) {
  const auto all = whole_path(X, y, settings);
  const auto [points, end] = rule(all.points);
  const auto ended = problems::fit(X, y, settings);
  REQUIRE(ended.points.size() == points);
  CHECK(ended.end == end);
  CHECK(ended.asked == 100);
  for (std::size_t k = 0; k < points; ++k) {
    CHECK(ended.points[k].lambda == all.points[k].lambda);
    CHECK(ended.points[k].value == all.points[k].value);
  }
  return end;
}

}  // namespace

TEST_CASE("a path ends by the rule, with the points that the whole path has up to there") {
  std::vector<PathEnd> seen;
  for (const std::uint64_t seed : {1, 2, 3, 4}) {
    for (const Index rows : {20, 60, 400}) {
      for (const double alpha : {1.0, 0.5}) {
        CAPTURE(seed);
        CAPTURE(rows);
        CAPTURE(alpha);
        auto data = problems::random(seed, rows, 30);
        if (seed == 4) data.y = data.X.col(0) - data.X.col(1);  // without noise
        linear::Settings settings;
        settings.alpha = alpha;
        seen.push_back(check_end(seed % 2 == 0 ? data.sparse() : data.dense(), data.response(), settings));
      }
    }
  }
  for (const PathEnd end : {PathEnd::explained, PathEnd::no_gain}) {
    CHECK(std::find(seen.begin(), seen.end(), end) != seen.end());
  }
}

TEST_CASE("a path on diabetes ends where glmnet's does") {
  // length(glmnet(X, y, thresh = 1e-14)$lambda) of glmnet 4.1-6
  io::ReadOptions options;
  options.target = "progression";
  const io::Dataset data = io::read_dataset("datasets/diabetes/diabetes.csv", options);
  CHECK(problems::fit(data.X, data.y, {}).points.size() == 86);
}

TEST_CASE("points that were asked for one by one are all fitted") {
  const auto data = problems::random(1, 400, 30);
  const AnyMatrix X = data.dense();
  linear::Settings settings;
  const auto ended = problems::fit(X, data.response(), settings);
  REQUIRE(ended.end != PathEnd::last_lambda);
  settings.path = 100;
  const auto all = problems::fit(X, data.response(), settings);
  CHECK(all.points.size() == 100);
  CHECK(all.end == PathEnd::last_lambda);
  settings.path.reset();
  for (const auto& point : all.points) settings.lambdas.push_back(point.lambda);
  CHECK(problems::fit(X, data.response(), settings).points.size() == 100);
}

TEST_CASE("gains below the tolerance end no path") {
  const auto data = problems::random(1, 400, 30);
  linear::Settings settings;
  settings.tol = 1e-3;
  const auto result = problems::fit(data.dense(), data.response(), settings);
  CHECK(result.end != PathEnd::no_gain);
}
