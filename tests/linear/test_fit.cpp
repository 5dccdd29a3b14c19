// Whole fits against the optimality conditions recomputed from the definition (problems.hpp), over random problems and
// all settings that change the problem; and the special cases.
#include <doctest/doctest.h>

#include "linear/problems.hpp"
#include "strads/error.hpp"

using namespace strads;
using problems::Data;

namespace {

linear::Settings serial() {
  linear::Settings settings;
  settings.engine.executor = ExecutorKind::serial;
  return settings;
}

using problems::check_certified;

}  // namespace

TEST_CASE("every way of scheduling ends at the same certified optimum (slow)") {
  const Data data = problems::random(4, 60, 80, 1.0, 0.3);
  for (int way = 0; way < 12; ++way) {
    CAPTURE(way);
    linear::Settings settings = serial();
    settings.path = 4;
    settings.min_ratio = 0.1;
    settings.scheduler.workers = 8;
    settings.scheduler.block_floor = way < 10 ? 1 : 4096;
    if (way == 1) settings.scheduler.filter = false;
    if (way == 2) settings.scheduler.priority = false;
    if (way == 3) settings.scheduler.balance = false;
    if (way == 4) settings.scheduler.shards = 3;
    if (way == 5) settings.engine.lookahead = 2;
    if (way == 6) settings.engine.lookahead = 2, settings.engine.stale = true;
    if (way == 7) settings.scheduler.conflict = Conflict::drop, settings.scheduler.pair_limit = 0.1;
    if (way == 8) settings.commit = CommitKind::fixed;
    if (way == 9) settings.commit = CommitKind::racy;
    if (way == 10) settings.scheduler.block_cap = 7;
    if (way == 11) settings.gram_cache_bytes = 8 * 20 * 20;
    check_certified(data, data.dense(), settings);
    check_certified(data, data.sparse(), settings);
  }
}

TEST_CASE("single steps reach the certified optimum too") {
  const Data data = problems::random(6, 80, 40);
  for (int way = 0; way < 5; ++way) {
    CAPTURE(way);
    linear::Settings settings = serial();
    settings.path = 3;
    settings.min_ratio = 0.2;
    settings.scheduler.workers = 4;
    if (way == 0) linear::set_schedule(settings, linear::Schedule::cyclic);
    if (way == 1) linear::set_schedule(settings, linear::Schedule::static_blocks);
    if (way == 2) settings.update = linear::Update::step, settings.scheduler.block_floor = 1;
    if (way == 3) {
      settings.update = linear::Update::step;
      settings.score = linear::Score::step;
      settings.scheduler.conflict = Conflict::drop;
      settings.scheduler.pair_limit = 0.1;
    }
    if (way == 4) linear::set_schedule(settings, linear::Schedule::published);
    check_certified(data, data.dense(), settings);
  }
}

TEST_CASE("a schedule sets all that belongs to it, whatever was set before") {
  for (const auto before : {linear::Schedule::published, linear::Schedule::static_blocks, linear::Schedule::random}) {
    linear::Settings settings;
    linear::set_schedule(settings, before);
    CHECK(settings.update == linear::Update::step);
    CHECK(settings.scheduler.conflict == Conflict::drop);
    linear::set_schedule(settings, linear::Schedule::dynamic);
    const linear::Settings defaults;
    CHECK(settings.update == defaults.update);
    CHECK(settings.score == defaults.score);
    CHECK(settings.screening == defaults.screening);
    CHECK(settings.safeguard == defaults.safeguard);
    CHECK(settings.scheduler.policy == defaults.scheduler.policy);
    CHECK(settings.scheduler.conflict == defaults.scheduler.conflict);
    CHECK(settings.scheduler.pair_limit == defaults.scheduler.pair_limit);
    CHECK(settings.scheduler.sum_limit == defaults.scheduler.sum_limit);
    CHECK(settings.scheduler.eta == defaults.scheduler.eta);
  }
}

TEST_CASE("ridge alone: the normal equations") {
  const Data data = problems::random(11, 40, 15);
  linear::Settings settings = serial();
  settings.alpha = 0;
  settings.lambda = 0.7;
  settings.tol = 1e-12;
  const auto result = problems::fit(data.dense(), data.response(), settings);
  check_certified(data, data.dense(), settings);
  Eigen::MatrixXd Z = data.X.rowwise() - data.X.colwise().mean();
  const Eigen::VectorXd s = (Z.colwise().squaredNorm() / 40.0).cwiseSqrt();
  Z *= s.cwiseInverse().asDiagonal();
  const Eigen::VectorXd yc = data.y.array() - data.y.mean();
  const Eigen::VectorXd u =
      (Z.transpose() * Z / 40.0 + 0.7 * Eigen::MatrixXd::Identity(15, 15)).llt().solve(Z.transpose() * yc / 40.0);
  REQUIRE(result.points[0].index.size() == 15);
  for (Index j = 0; j < 15; ++j) CHECK(result.points[0].value[j] == doctest::Approx(u[j] / s[j]).epsilon(1e-6));
}

TEST_CASE("textbook cyclic coordinate descent: one worker, the same iterates") {
  const Data data = problems::random(21, 50, 9);
  linear::Settings settings = serial();
  linear::set_schedule(settings, linear::Schedule::cyclic);
  settings.intercept = false;
  settings.standardize = false;
  settings.lambda = 0.5;
  for (const Index steps : {1, 5, 9, 20}) {
    settings.engine.max_rounds = steps;
    const auto result = problems::fit(data.dense(), data.response(), settings);
    Eigen::VectorXd b = Eigen::VectorXd::Zero(9);
    for (Index t = 0; t < steps; ++t) {
      const Index j = t % 9;
      const double square = data.X.col(j).squaredNorm() / 50;
      const double z = data.X.col(j).dot(data.y - data.X * b) / 50 + square * b[j];
      b[j] = (z > 0.5 ? z - 0.5 : (z < -0.5 ? z + 0.5 : 0.0)) / square;
    }
    Eigen::VectorXd got = Eigen::VectorXd::Zero(9);
    for (std::size_t k = 0; k < result.points[0].index.size(); ++k)
      got[result.points[0].index[k]] = result.points[0].value[k];
    CHECK((got - b).norm() <= 1e-9 * b.norm());
    CHECK(result.activity.updates == steps);
    CHECK(result.stop == StopReason::round_limit);
  }
}

TEST_CASE("at lambda_max and above everything penalized is zero; just below, one enters") {
  const Data data = problems::random(31, 30, 50);
  linear::Settings settings = serial();
  settings.lambda_ratio = 1.0;
  auto result = problems::fit(data.dense(), data.response(), settings);
  CHECK(result.points[0].nonzero == 0);
  CHECK(result.points[0].intercept == doctest::Approx(data.y.mean()));
  settings.lambda_ratio = 7.0;
  CHECK(problems::fit(data.dense(), data.response(), settings).points[0].nonzero == 0);
  settings.lambda_ratio = 0.999;
  CHECK(problems::fit(data.dense(), data.response(), settings).points[0].nonzero == 1);
}

TEST_CASE("a path is geometric, from lambda_max down to its ratio") {
  for (const bool wide : {false, true}) {
    const Data data = problems::random(41, wide ? 20 : 60, 30);
    auto settings = serial();
    settings.whole_path = true;
    const auto result = problems::fit(data.dense(), data.response(), settings);
    REQUIRE(result.points.size() == 100);
    CHECK(result.points.front().lambda == result.lambda_max);
    CHECK(result.points.back().lambda == doctest::Approx((wide ? 0.01 : 1e-4) * result.lambda_max));
    for (std::size_t k = 2; k < 100; ++k) {
      CHECK(result.points[k].lambda / result.points[k - 1].lambda ==
            doctest::Approx(result.points[1].lambda / result.points[0].lambda));
    }
  }
}

TEST_CASE("shapes at the edge: one row, one column, constant response, constant, zero and duplicate columns") {
  linear::Settings settings = serial();
  settings.path = 5;
  const auto fit = [&](const Data& data) { return problems::fit(data.dense(), data.response(), settings); };

  Data one_row{Eigen::MatrixXd::Ones(1, 3), Eigen::VectorXd::Constant(1, 4.0)};
  for (const auto& step : fit(one_row).points) {
    CHECK(step.nonzero == 0);
    CHECK(step.intercept == 4.0);
    CHECK(step.duality_gap == 0);
  }
  Data one_column = problems::random(51, 20, 1);
  check_certified(one_column, one_column.dense(), settings);

  Data constant_y = problems::random(52, 20, 6);
  constant_y.y.setConstant(-2.5);
  const auto flat = fit(constant_y);
  CHECK(flat.lambda_max == doctest::Approx(0.0));
  for (const auto& step : flat.points) {
    CHECK(step.nonzero == 0);
    CHECK(step.intercept == doctest::Approx(-2.5));
  }

  Data awkward = problems::random(53, 25, 12);
  awkward.X.col(1).setConstant(3.0);
  awkward.X.col(2).setZero();
  awkward.X.col(5) = awkward.X.col(4);
  awkward.X.col(6) = awkward.X.col(4);
  awkward.X.col(7) = -2 * awkward.X.col(4);
  for (const bool intercept : {true, false}) {
    settings.intercept = intercept;
    settings.standardize = intercept;
    check_certified(awkward, awkward.dense(), settings);
    check_certified(awkward, awkward.sparse(), settings);
    for (const auto& step : fit(awkward).points) {
      for (const Index j : step.index) CHECK((j != 2 && (j != 1 || !intercept)));
    }
  }

  Data all_constant{Eigen::MatrixXd::Constant(10, 4, 2.0), Eigen::VectorXd::LinSpaced(10, 0, 9)};
  settings.intercept = settings.standardize = true;
  for (const auto& step : fit(all_constant).points) CHECK(step.nonzero == 0);
}

TEST_CASE("more columns than rows at tiny lambda: as many nonzeros as rows at most") {
  const Data data = problems::random(61, 15, 200);
  linear::Settings settings = serial();
  settings.lambda_ratio = 1e-4;
  const auto result = problems::fit(data.dense(), data.response(), settings);
  CHECK(result.stop == StopReason::converged);
  CHECK(result.points[0].nonzero <= 15);
}

TEST_CASE("settings that make no sense are refused with the option's name") {
  const Data data = problems::random(1, 10, 4);
  const auto complaint = [&](auto change) {
    linear::Settings settings = serial();
    change(settings);
    try {
      problems::fit(data.dense(), data.response(), settings);
    } catch (const Error& error) {
      return std::pair(error.exit_code(), std::string(error.what()));
    }
    return std::pair(0, std::string());
  };
  CHECK(complaint([](auto& s) { s.alpha = 1.5; }) ==
        std::pair(2, std::string("`alpha` must be between 0 (ridge) and 1 (lasso)")));
  CHECK(complaint([](auto& s) { s.lambda = -1; }).first == 2);
  CHECK(complaint([](auto& s) { s.path = 0; }).first == 2);
  CHECK(complaint([](auto& s) { s.tol = 0; }).first == 2);
  CHECK(complaint([](auto& s) { s.min_ratio = 2; }).first == 2);
  CHECK(complaint([](auto& s) {
          s.penalty_factors = {1, 1};
        }) == std::pair(5, std::string("the penalty factors are 2, the columns 4")));
  CHECK(complaint([](auto& s) { s.penalty_factors = {1, 1, 1, -1}; }).first == 5);
  linear::Observer nobody;
  CHECK_THROWS_AS(linear::fit(data.dense(), std::vector<double>(9), serial(), nobody), Error);
}

TEST_CASE("numbers that are not finite are refused, by the column") {
  auto data = problems::random(1, 20, 10);
  for (const double bad : {std::nan(""), HUGE_VAL, 1e200}) {
    data.X(3, 6) = data.X(9, 8) = bad;
    CHECK_THROWS_WITH_AS(problems::fit(data.dense(), data.response(), {}),
                         "column 7 holds numbers that are not finite, or whose squares are not", strads::Error);
  }
}
