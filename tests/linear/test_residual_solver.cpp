// The two forms of an exact block: on its Gram matrix and on the residual. They must agree, and the fit must find its
// way from one to the other where sweeps are not enough.
#include <doctest/doctest.h>

#include <numeric>

#include "apps/linear/block/block_form.hpp"
#include "apps/linear/block/residual_solver.hpp"
#include "linear/problems.hpp"

using namespace strads;

namespace {

linear::Settings serial() {
  linear::Settings settings;
  settings.engine.executor = ExecutorKind::serial;
  return settings;
}

using problems::check_certified;

}  // namespace

TEST_CASE("sweeps on the residual end where the optimality conditions hold, and say so") {
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    CAPTURE(seed);
    const auto data = problems::random(seed, 80, 40, 0.1);
    const bool centre = seed % 2 == 0;
    Engine engine(serial().engine);
    const AnyMatrix X = data.sparse();
    const linear::Standardized design(X, centre, seed % 4 < 2, engine);
    std::vector<double> y = data.response();
    if (centre) {
      const double mean = std::accumulate(y.begin(), y.end(), 0.0) / 80;
      for (double& value : y) value -= mean;
    }
    linear::Residual residual(design, y, CommitKind::slices);
    linear::Penalty penalty;
    penalty.alpha = seed % 3 == 0 ? 0.7 : 1.0;
    penalty.non_negative = seed == 5;
    std::vector<Index> variables;
    for (Index j = 0; j < 40; ++j) {
      if (design.usable(j)) variables.push_back(j);
    }
    std::vector<double> c(variables.size());
    design.correlations(variables, residual.values(), residual.offset(), c.data());
    penalty.lambda = 0.05 * std::abs(*std::max_element(c.begin(), c.end(),
                                                       [](double a, double b) { return std::abs(a) < std::abs(b); }));
    std::vector<double> u(variables.size(), 0.0);
    // One call goes at least to a tenth of the gap; as many as it takes end at the optimum.
    linear::ResidualSolver solver(design, variables, penalty);
    const double goal = 1e-13 * std::inner_product(y.begin(), y.end(), y.begin(), 0.0) / 160;
    CHECK_FALSE(solver.solve(residual, goal, 0, u).accurate);
    std::vector<double> all(40, 0.0);
    for (int call = 0; call < 20; ++call) {
      const auto outcome = solver.solve(residual, goal, 5000, u);
      CHECK(outcome.accurate);
      CHECK(outcome.decrease > -1e-12);
      if (call == 0) CHECK(outcome.decrease > 0);
      for (std::size_t k = 0; k < variables.size(); ++k) all[static_cast<std::size_t>(variables[k])] = u[k];
      residual.rebuild(all, engine);
    }
    design.correlations(variables, residual.values(), residual.offset(), c.data());
    for (std::size_t k = 0; k < variables.size(); ++k) {
      CHECK(penalty.violation(variables[k], u[k], c[k]) <= 1e-5 * penalty.lambda);
      if (penalty.non_negative) CHECK(u[k] >= 0);
    }
  }
}

TEST_CASE("sparse paths: the residual form spares most products of columns, and agrees with the Gram form") {
  for (const bool intercept : {true, false}) {
    const auto data = problems::random(3, 800, 1800, 0.01);
    linear::Settings settings = serial();
    settings.path = 8;
    settings.min_ratio = 0.02;
    settings.intercept = settings.standardize = intercept;
    const auto on_residual = problems::fit(data.sparse(), data.response(), settings);
    check_certified(data, settings, on_residual);
    const auto on_gram = problems::fit(data.dense(), data.response(), settings);
    check_certified(data, settings, on_gram);
    CHECK(on_residual.gram.misses < on_gram.gram.misses / 2);  // small working sets only
    for (std::size_t k = 0; k < on_gram.points.size(); ++k) {
      CHECK(on_residual.points[k].objective == doctest::Approx(on_gram.points[k].objective).epsilon(1e-6));
    }
  }
}

TEST_CASE("residual blocks that share what is awake share the tolerated gap") {
  const auto data = problems::random(4, 200, 600, 0.05);
  linear::Settings settings = serial();
  settings.alpha = 0;
  settings.lambda_ratio = 0.01;
  settings.scheduler.candidates = 60;
  const auto result = problems::fit(data.sparse(), data.response(), settings);
  check_certified(data, settings, result);
  CHECK(result.forms.residual > 0);
}

TEST_CASE("near copies defeat sweeps; the Gram form takes over and certifies") {
  const auto data = problems::random(12, 300, 600, 0.03, 0.9);
  linear::Settings settings = serial();
  settings.lambda_ratio = 0.001;
  settings.tol = 1e-9;
  const auto result = problems::fit(data.sparse(), data.response(), settings);
  check_certified(data, settings, result);
  CHECK(result.gram.misses > 0);
}

TEST_CASE("the choice of form follows sizes and defeats alone") {
  const auto thin = problems::random(1, 500, 800, 0.01);
  Engine engine(serial().engine);
  const AnyMatrix X = thin.sparse();
  const AnyMatrix full = thin.dense();
  const linear::Standardized design(X, false, false, engine);
  const linear::Standardized dense(full, false, false, engine);
  std::vector<Index> many(800);
  std::iota(many.begin(), many.end(), Index{0});
  const std::vector<Index> few(many.begin(), many.begin() + 20);
  linear::BlockForm form(design, 1.0, true);
  form.choose(few);
  CHECK(form.sweeps() == 0);  // a small Gram matrix is cheap
  form.choose(many);
  CHECK(form.sweeps() > 0);
  form.defeat();
  form.choose(many);
  CHECK(form.sweeps() == 0);  // not again without many more sweeps to spend
  linear::BlockForm impossible(design, 1.0, false);
  impossible.choose(many);
  CHECK(impossible.sweeps() == 0);
  linear::BlockForm on_dense(dense, 1.0, true);
  on_dense.choose(many);
  CHECK(on_dense.sweeps() == 0);
  linear::BlockForm ridge(dense, 0.0, true);
  ridge.choose(many);
  CHECK(ridge.sweeps() > 0);
}
