// One row's update against the normal equations solved in double, and the special cases that tie the solvers together.
#include <Eigen/Dense>
#include <cmath>
#include <numeric>

#include "apps/mf/mf_problem.hpp"
#include "mf/problems.hpp"

using namespace strads;
using namespace strads::mf;

static_assert(Problem<MfProblem> && Phased<MfProblem> && !Coupled<MfProblem>);

namespace {

Settings settings_of(Solver solver, Index rank, bool bias, bool non_negative = false) {
  Settings settings;
  settings.reg = 0.5;
  settings.solver = solver;
  settings.rank = rank;
  settings.bias = bias;
  settings.non_negative = non_negative;
  return settings;
}

// A state that is nowhere in particular: every number of a row with ratings is drawn.
State drawn(const Ratings& ratings, const Settings& settings) {
  State state(ratings, settings);
  Random random(17);
  for (const Phase phase : {Phase::users, Phase::items}) {
    const Side side = state.side(phase);
    for (Index r = 0; r < side.own.rows(); ++r) {
      if (side.ratings.size(r) == 0) continue;
      for (Index k = 0; k < settings.rank; ++k) {
        const double value = 0.3 * random.normal();
        side.own.row(r)[k] = static_cast<float>(settings.non_negative ? std::abs(value) : value);
        if (state.learns()) side.own.variances(r)[k] = to_bfloat(static_cast<float>(0.2 * random.uniform()));
      }
      if (settings.bias) side.own.bias(r) = static_cast<float>(0.2 * random.normal());
    }
  }
  return state;
}

// The row's normal equations in double, with the bias as a last coordinate of ones.
struct Dense {
  Dense(const State& state, const Ratings& ratings, Index user, bool bias) {
    const Factorization& model = state.model;
    const Index rank = model.users.rank();
    const Index size = rank + (bias ? 1 : 0);
    Eigen::VectorXd penalty = Eigen::VectorXd::Constant(size, state.user_prior.bias(user));
    for (Index k = 0; k < rank; ++k) penalty[k] = state.user_prior.coordinate(user, k);
    A = penalty.asDiagonal();
    y = Eigen::VectorXd::Zero(size);
    const RatingRows& rows = ratings.by_user();
    for (Index k = rows.starts[user]; k < rows.starts[user + 1]; ++k) {
      const Index item = rows.others[k];
      Eigen::VectorXd x = Eigen::VectorXd::Ones(size);
      for (Index c = 0; c < rank; ++c) x[c] = model.items.row(item)[c];
      A += x * x.transpose();
      for (Index c = 0; c < rank && state.learns(); ++c) A(c, c) += to_float(model.items.variances(item)[c]);
      y += (rows.values[k] - model.mean - model.items.bias(item)) * x;
    }
  }
  Eigen::MatrixXd A;
  Eigen::VectorXd y;
};

// What Misfit says of a user, by its definition.
Misfit misfit_of(const State& state, const Ratings& ratings, Index user) {
  const Factorization& model = state.model;
  const RatingRows& rows = ratings.by_user();
  Misfit found;
  for (Index at = rows.starts[user]; at < rows.starts[user + 1]; ++at) {
    const Index item = rows.others[at];
    const double error = rows.values[at] - model.predict(user, item);
    found.squares += error * error;
    for (Index k = 0; k < model.users.rank() && state.learns(); ++k) {
      const double w = model.users.row(user)[k];
      const double h = model.items.row(item)[k];
      const double v = to_float(model.items.variances(item)[k]);
      found.spread += w * w * v + to_float(model.users.variances(user)[k]) * (h * h + v);
    }
  }
  return found;
}

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

TEST_CASE("an als row solves its normal equations, at every rank, with and without bias, penalties fixed or learned") {
  const auto data = problems::planted(3, 37, 60, 3, 0.4, 0.3);
  const Ratings ratings = problems::stored(data);
  for (const Index rank : {1, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 23, 24, 25, 31, 32, 33, 40, 48, 100}) {
    for (const bool bias : {false, true}) {
      for (const bool learned : {false, true}) {
        Settings settings = settings_of(Solver::als, rank, bias);
        if (learned) settings.reg.reset();
        State state = drawn(ratings, settings);
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
          CAPTURE(learned);
          CHECK((found - right).norm() <= 2e-4 * (1 + right.norm()));
          CHECK(steps[user] == doctest::Approx((found - row_of(before, user, bias)).norm()).epsilon(1e-5));
          const Misfit misfit = misfit_of(state, ratings, user);
          CHECK(state.user_misfits[user].squares == doctest::Approx(misfit.squares).epsilon(1e-4).scale(1));
          CHECK(state.user_misfits[user].spread == doctest::Approx(misfit.spread).epsilon(1e-4));
          for (Index k = 0; k < rank && learned; ++k) {
            CHECK(to_float(state.model.users.variances(user)[k]) ==
                  doctest::Approx(state.noise / expected[user].A(k, k)).epsilon(0.004));  // half a unit of bfloat
          }
        }
      }
    }
  }
}

TEST_CASE("a row without ratings is zero, and without penalty a singular row stays finite") {
  Ratings ratings(3, 4, std::vector<Rating>{{0, 0, 5}, {0, 1, 3}, {2, 3, 1}});
  Settings settings = settings_of(Solver::als, 8, true);
  settings.reg = 0.0;
  State state = drawn(ratings, settings);
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

TEST_CASE("coordinates whose squares floats do not hold leave a row without penalty alone") {
  const Ratings ratings(3, 4, std::vector<Rating>{{0, 0, 5}, {0, 1, 3}, {1, 0, 2}, {1, 1, 4}, {1, 2, 1}, {2, 3, 1}});
  Settings settings = settings_of(Solver::als, 8, true);
  settings.reg = 0.0;
  for (const float tiny : {1e-17F, 3e-20F, 1e-21F, 1e-23F, 1e-30F}) {
    State state = drawn(ratings, settings);
    for (Index item = 0; item < 4; ++item) {
      for (Index k = 2; k < 8; ++k) state.model.items.row(item)[k] *= tiny;
    }
    const RowSolver solver(settings, state.model.mean);
    std::vector<double> steps(3, 0.0);
    solver.update(state.side(Phase::users), all_rows(3), steps);
    CAPTURE(tiny);
    for (const Index user : all_rows(3)) {
      const Eigen::VectorXd row = row_of(state.model, user, true);
      CHECK(row.allFinite());
      CHECK(row.segment(2, 6).lpNorm<Eigen::Infinity>() < 1e15);
    }
    CHECK(state.model.predict(0, 0) == doctest::Approx(5).epsilon(1e-3));
    CHECK(state.model.predict(0, 1) == doctest::Approx(3).epsilon(1e-3));
  }
}

TEST_CASE("ccd is one pass of coordinate descent over the row, the bias last") {
  const auto data = problems::planted(4, 21, 40, 2, 0.5, 0.3);
  const Ratings ratings = problems::stored(data);
  for (const bool non_negative : {false, true}) {
    const Settings settings = settings_of(Solver::ccd, 18, true, non_negative);
    State state = drawn(ratings, settings);
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

TEST_CASE("three steps of conjugate gradients solve for three unknowns, and descend for more") {
  const auto data = problems::planted(6, 33, 50, 3, 0.5, 0.3);
  const Ratings ratings = problems::stored(data);
  for (const bool learned : {false, true}) {
    for (const Index rank : {2, 3, 40, 150}) {
      const bool bias = rank != 3;
      Settings settings = settings_of(Solver::cg, rank, bias);
      if (learned) settings.reg.reset();
      State state = drawn(ratings, settings);
      std::vector<Dense> equations;
      std::vector<Eigen::VectorXd> before;
      for (Index user = 0; user < ratings.users(); ++user) {
        equations.emplace_back(state, ratings, user, bias);
        before.push_back(row_of(state.model, user, bias));
      }
      const auto rows = all_rows(ratings.users());
      std::vector<double> steps(rows.size(), 0.0);
      RowSolver(settings, state.model.mean).update(state.side(Phase::users), rows, steps);
      for (const Index user : rows) {
        if (ratings.by_user().size(user) == 0) continue;
        const Dense& of = equations[user];
        const Eigen::VectorXd found = row_of(state.model, user, bias);
        const Eigen::VectorXd right = of.A.ldlt().solve(of.y);
        const auto objective = [&](const Eigen::VectorXd& w) { return w.dot(of.A * w) - 2 * of.y.dot(w); };
        CAPTURE(rank);
        if (rank <= 3) {
          CHECK((found - right).norm() <= 1e-3 * (1 + right.norm()));
        } else {  // at least 60% of what there is to gain
          CHECK(objective(found) - objective(right) < 0.4 * (objective(before[user]) - objective(right)));
        }
        CHECK(steps[user] == doctest::Approx((found - before[user]).norm()).epsilon(1e-4));
        const Misfit misfit = misfit_of(state, ratings, user);
        CHECK(state.user_misfits[user].squares == doctest::Approx(misfit.squares).epsilon(1e-4).scale(1));
        CHECK(state.user_misfits[user].spread == doctest::Approx(misfit.spread).epsilon(1e-4));
        for (Index k = 0; k < rank && learned; ++k) {
          CHECK(to_float(state.model.users.variances(user)[k]) ==
                doctest::Approx(state.noise / of.A(k, k)).epsilon(0.004));
        }
      }
    }
  }
}

TEST_CASE("block with one range is als, and its ranges take the rest of the row as it stands") {
  const auto data = problems::planted(5, 25, 50, 3, 0.5, 0.3);
  const Ratings ratings = problems::stored(data);
  SUBCASE("one range") {
    std::vector<std::vector<float>> results;
    for (const Solver which : {Solver::als, Solver::block}) {
      const Settings settings = settings_of(which, 16, true);
      State state = drawn(ratings, settings);
      std::vector<double> steps(25, 0.0);
      RowSolver(settings, state.model.mean).update(state.side(Phase::users), all_rows(25), steps);
      results.push_back(problems::numbers(state.model));
    }
    CHECK(results[0] == results[1]);
  }
  SUBCASE("three ranges") {
    const Settings settings = settings_of(Solver::block, 72, true);
    State state = drawn(ratings, settings);
    std::vector<Eigen::VectorXd> expected;
    for (Index user = 0; user < 25; ++user) {
      const Dense dense(state, ratings, user, true);
      Eigen::VectorXd w = row_of(state.model, user, true);
      const std::vector<std::vector<Index>> ranges = {{0, 32}, {32, 64}, {64, 72}};
      for (const auto& range : ranges) {
        std::vector<Index> coordinates;
        for (Index k = range[0]; k < range[1]; ++k) coordinates.push_back(k);
        if (range[0] == 0) coordinates.push_back(72);  // the bias goes with the first
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
    const Settings settings = settings_of(which, 40, true);
    State together = drawn(ratings, settings);
    State apart = drawn(ratings, settings);
    State split = drawn(ratings, settings);
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

TEST_CASE("the work of a row is counted by what its solver does, whole or split") {
  const auto solver = [](Solver which, Index rank) { return RowSolver(settings_of(which, rank, true), 0.0); };
  const RowSolver als = solver(Solver::als, 20);
  CHECK(als.operations(100) == doctest::Approx(100 * (20 * 21 / 2.0 + 2 * 20) + 20 * 20 * 20 / 6.0 + 20 * 20));
  CHECK(solver(Solver::cg, 100).operations(100) == 100 * 15 * 100);
  const RowSolver block = solver(Solver::block, 40);  // ranges of 32 and 8
  REQUIRE(block.ranges() == 2);
  CHECK(block.sum_operations(10, 0) == 10 * (32 * 33 / 2 + 2 * 32 + 40));
  CHECK(block.sum_operations(10, 1) == 10 * (8 * 9 / 2 + 2 * 8 + 40));
  CHECK(block.operations(10) == doctest::Approx(block.sum_operations(10, 0) + block.solve_operations(0) +
                                                block.sum_operations(10, 1) + block.solve_operations(1)));
  CHECK(block.operations(10) < solver(Solver::als, 40).operations(10));
}
