// One row's update against the normal equations solved in double, and the special cases that tie the solvers together.
#include <Eigen/Dense>
#include <cstring>
#include <numeric>

#include "apps/mf/mf_problem.hpp"
#include "mf/problems.hpp"

using namespace strads;
using namespace strads::mf;

static_assert(Problem<MfProblem> && Phased<MfProblem> && !Coupled<MfProblem>);

namespace {

Settings settings_of(Solver solver, Index rank, bool bias, bool non_negative = false) {
  Settings settings;
  settings.solver = solver;
  settings.rank = rank;
  settings.bias = bias;
  settings.non_negative = non_negative;
  return settings;
}

// The row's normal equations in double, with the bias as a last coordinate of ones.
struct Dense {
  Dense(const State& state, const Ratings& ratings, Index user, bool bias) {
    const Factorization& model = state.model;
    const Index rank = model.users.rank();
    const Index size = rank + (bias ? 1 : 0);
    A = state.user_penalties[user] * Eigen::MatrixXd::Identity(size, size);
    y = Eigen::VectorXd::Zero(size);
    const RatingRows& rows = ratings.by_user();
    for (Index k = rows.starts[user]; k < rows.starts[user + 1]; ++k) {
      const Index item = rows.others[k];
      Eigen::VectorXd x = Eigen::VectorXd::Ones(size);
      for (Index c = 0; c < rank; ++c) x[c] = model.items.row(item)[c];
      A += x * x.transpose();
      y += (rows.values[k] - model.mean - model.items.bias(item)) * x;
    }
  }
  Eigen::MatrixXd A;
  Eigen::VectorXd y;
};

Eigen::VectorXd row_of(const Factorization& model, Index user, bool bias) {
  Eigen::VectorXd row(model.users.rank() + (bias ? 1 : 0));
  for (Index c = 0; c < model.users.rank(); ++c) row[c] = model.users.row(user)[c];
  if (bias) row[model.users.rank()] = model.users.bias(user);
  return row;
}

std::vector<Index> all_rows(Index count) {
  std::vector<Index> rows(static_cast<std::size_t>(count));
  std::iota(rows.begin(), rows.end(), Index{0});
  return rows;
}

}  // namespace

TEST_CASE("an als row solves its normal equations, at every rank and with and without bias") {
  const auto data = problems::planted(3, 37, 60, 3, 0.4, 0.3);
  const Ratings ratings = problems::stored(data);
  for (const Index rank : {1, 3, 4, 5, 12, 15, 16, 17, 31, 32, 40, 100}) {
    for (const bool bias : {false, true}) {
      const Settings settings = settings_of(Solver::als, rank, bias);
      State state(ratings, settings, 0.7);
      const RowSolver solver(settings, state.model.mean);
      std::vector<Dense> expected;
      for (Index user = 0; user < ratings.users(); ++user) expected.emplace_back(state, ratings, user, bias);
      const auto rows = all_rows(ratings.users());
      std::vector<double> steps(rows.size(), 0.0);
      const Factorization before = state.model;
      solver.update(state.side(Phase::users), rows, steps);
      for (const Index user : rows) {
        if (ratings.by_user().size(user) == 0) continue;
        const Eigen::VectorXd right = expected[user].A.ldlt().solve(expected[user].y);
        const Eigen::VectorXd found = row_of(state.model, user, bias);
        CAPTURE(rank);
        CAPTURE(user);
        CHECK((found - right).norm() <= 2e-4 * (1 + right.norm()));
        CHECK(steps[user] == doctest::Approx((found - row_of(before, user, bias)).norm()).epsilon(1e-5));
      }
    }
  }
}

TEST_CASE("a row without ratings is zero, and without penalty a singular row stays finite") {
  Ratings ratings(3, 4, std::vector<Rating>{{0, 0, 5}, {0, 1, 3}, {2, 3, 1}});
  const Settings settings = settings_of(Solver::als, 8, true);
  State state(ratings, settings, 0.0);
  const RowSolver solver(settings, state.model.mean);
  const auto rows = all_rows(3);
  std::vector<double> steps(3, 0.0);
  solver.update(state.side(Phase::users), rows, steps);
  for (Index k = 0; k < 8; ++k) CHECK(state.model.users.row(1)[k] == 0.0F);
  CHECK(state.model.users.bias(1) == 0.0F);
  CHECK(state.model.predict(0, 0) == doctest::Approx(5).epsilon(1e-3));
  CHECK(state.model.predict(0, 1) == doctest::Approx(3).epsilon(1e-3));
  CHECK(state.model.predict(2, 3) == doctest::Approx(1).epsilon(1e-3));
}

TEST_CASE("ccd is one pass of coordinate descent over the row, the bias last") {
  const auto data = problems::planted(4, 21, 40, 2, 0.5, 0.3);
  const Ratings ratings = problems::stored(data);
  for (const bool non_negative : {false, true}) {
    const Settings settings = settings_of(Solver::ccd, 18, true, non_negative);
    State state(ratings, settings, 0.5);
    const RowSolver solver(settings, state.model.mean);
    std::vector<Eigen::VectorXd> expected;
    for (Index user = 0; user < ratings.users(); ++user) {
      const Dense dense(state, ratings, user, true);
      Eigen::VectorXd w = row_of(state.model, user, true);
      for (Index k = 0; k < w.size() && ratings.by_user().size(user) > 0; ++k) {
        w[k] += (dense.y[k] - dense.A.row(k).dot(w)) / dense.A(k, k);
        if (non_negative && k < 18) w[k] = std::max(w[k], 0.0);
      }
      expected.push_back(w);
    }
    const auto rows = all_rows(ratings.users());
    std::vector<double> steps(rows.size(), 0.0);
    solver.update(state.side(Phase::users), rows, steps);
    for (const Index user : rows) CHECK((row_of(state.model, user, true) - expected[user]).norm() <= 1e-4);
  }
}

TEST_CASE("block with one range is als, and its ranges take the rest of the row as it stands") {
  const auto data = problems::planted(5, 25, 50, 3, 0.5, 0.3);
  const Ratings ratings = problems::stored(data);
  SUBCASE("one range") {
    std::vector<std::vector<float>> results;
    for (const Solver which : {Solver::als, Solver::block}) {
      const Settings settings = settings_of(which, 16, true);
      State state(ratings, settings, 0.5);
      std::vector<double> steps(25, 0.0);
      RowSolver(settings, state.model.mean).update(state.side(Phase::users), all_rows(25), steps);
      results.push_back(problems::numbers(state.model));
    }
    CHECK(results[0] == results[1]);
  }
  SUBCASE("three ranges") {
    const Settings settings = settings_of(Solver::block, 40, true);
    State state(ratings, settings, 0.5);
    std::vector<Eigen::VectorXd> expected;
    for (Index user = 0; user < 25; ++user) {
      const Dense dense(state, ratings, user, true);
      Eigen::VectorXd w = row_of(state.model, user, true);
      const std::vector<std::vector<Index>> ranges = {{0, 16}, {16, 32}, {32, 40}};
      for (const auto& range : ranges) {
        std::vector<Index> coordinates;
        for (Index k = range[0]; k < range[1]; ++k) coordinates.push_back(k);
        if (range[0] == 0) coordinates.push_back(40);  // the bias goes with the first
        const Eigen::VectorXd g = dense.y - dense.A * w;
        const Eigen::MatrixXd part = dense.A(coordinates, coordinates);
        if (ratings.by_user().size(user) > 0) w(coordinates) += part.ldlt().solve(g(coordinates));
      }
      expected.push_back(w);
    }
    std::vector<double> steps(25, 0.0);
    RowSolver(settings, state.model.mean).update(state.side(Phase::users), all_rows(25), steps);
    for (Index user = 0; user < 25; ++user) {
      CHECK((row_of(state.model, user, true) - expected[user]).norm() <= 2e-4 * (1 + expected[user].norm()));
    }
  }
}

TEST_CASE("a row has the same bits alone, in company, and split into chunks for many workers") {
  // One user with more than two chunks of ratings among light ones.
  Random random(9);
  std::vector<Rating> list;
  const std::int32_t items = 9000;
  for (std::int32_t i = 0; i < items; ++i) list.push_back({0, i, static_cast<float>(3 + random.normal())});
  for (std::int32_t u = 1; u < 20; ++u) {
    for (int k = 0; k < 30; ++k) {
      list.push_back({u, static_cast<std::int32_t>(random.below(items)), static_cast<float>(3 + random.normal())});
    }
  }
  const Ratings ratings(20, items, list);
  for (const Solver which : {Solver::als, Solver::block, Solver::ccd}) {
    const Settings settings = settings_of(which, 33, true);
    State together(ratings, settings, 0.5);
    State apart(ratings, settings, 0.5);
    State split(ratings, settings, 0.5);
    const RowSolver solver(settings, together.model.mean);
    std::vector<double> steps(20, 0.0);
    solver.update(together.side(Phase::users), all_rows(20), steps);
    for (Index user = 0; user < 20; ++user) {
      std::vector<double> step(1, 0.0);
      solver.update(apart.side(Phase::users), std::vector<Index>{user}, step);
      CHECK(step[0] == steps[user]);
      const Side side = split.side(Phase::users);
      for (Index range = 0; range < solver.ranges(); ++range) {
        std::vector<NormalEquations> sums;
        for (Index c = 0; c < RowSolver::chunks(side, user); ++c) sums.push_back(solver.sums(side, user, c, range));
        (void)solver.solve(side, user, sums, range);
      }
    }
    CHECK(RowSolver::chunks(together.side(Phase::users), 0) == 3);
    CHECK(problems::numbers(together.model) == problems::numbers(apart.model));
    CHECK(problems::numbers(together.model) == problems::numbers(split.model));
  }
}
