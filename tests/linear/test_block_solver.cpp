// The exact block solver against plain coordinate descent run to the end, and against the optimality conditions.
#include <doctest/doctest.h>

#include <Eigen/Dense>
#include <numeric>

#include "apps/linear/block/block_solver.hpp"
#include "apps/linear/state/line_search.hpp"
#include "strads/random.hpp"

using namespace strads;
using namespace strads::linear;

namespace {

struct Quadratic {
  Eigen::MatrixXd G;
  Eigen::VectorXd c;  // correlations at u = 0
};

Quadratic random_quadratic(std::uint64_t seed, Index n, Index m, double copies) {
  Random random(seed);
  Eigen::MatrixXd A(n, m);
  Eigen::VectorXd y(n);
  for (Index j = 0; j < m; ++j) {
    const bool copy = j > 0 && random.uniform() < copies;
    const double noise = random.uniform() < 0.5 ? 0.0 : 1e-4;
    for (Index i = 0; i < n; ++i) A(i, j) = copy ? A(i, j - 1) + noise * random.normal() : random.normal();
    A.col(j) *= std::sqrt(static_cast<double>(n)) / A.col(j).norm();
  }
  for (Index i = 0; i < n; ++i) y[i] = random.normal();
  return {A.transpose() * A / static_cast<double>(n), A.transpose() * y / static_cast<double>(n)};
}

double objective(const Quadratic& q, const Penalty& penalty, const Eigen::VectorXd& u) {
  double value = 0.5 * u.dot(q.G * u) - q.c.dot(u);
  for (Index j = 0; j < u.size(); ++j) value += penalty.value(j, u[j]);
  return value;
}

// Fills a cache at scattered slots, solves from `u`, returns the solution.
Eigen::VectorXd solve(const Quadratic& q, const Penalty& penalty, BlockSolver& solver, Eigen::VectorXd u, bool quiet) {
  const Index m = u.size();
  GramCache cache(2 * m + 10, 2 * m + 10);
  std::vector<Index> others(2 * m + 10);
  std::iota(others.begin(), others.end(), Index{0});
  std::vector<Index> tags;
  cache.give_slots(others, 0, 0, tags);
  std::vector<Index> places;
  std::vector<Index> variables(m);
  std::iota(variables.begin(), variables.end(), Index{0});
  for (Index k = 0; k < m; ++k) places.push_back(2 * k + k % 2);
  for (Index a = 0; a < m; ++a) {
    for (Index b = 0; b < m; ++b) cache.set(places[a], places[b], q.G(a, b));
  }
  const BlockProducts products(cache, places, quiet);
  std::vector<double> c(products.width());
  const Eigen::VectorXd at_u = q.c - q.G * u;
  for (Index k = 0; k < m; ++k) c[products.at(k)] = at_u[k];
  solver.solve({variables, products, penalty, {u.data(), static_cast<std::size_t>(m)}, c, run_in_order}, 1e-9);
  const Eigen::VectorXd after = q.c - q.G * u;
  for (Index k = 0; k < m; ++k) CHECK(c[products.at(k)] == doctest::Approx(after[k]).epsilon(1e-6).scale(1.0));
  return u;
}

}  // namespace

TEST_CASE("a solved block satisfies the optimality conditions and is no worse than long coordinate descent") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    Random random(seed, 9);
    const Index m = 2 + random.below(40);
    const Index n = 5 + random.below(60);
    const Quadratic q = random_quadratic(seed, n, m, seed % 3 == 0 ? 0.5 : 0.0);
    Penalty penalty;
    penalty.alpha = seed % 4 == 0 ? 0.5 : 1.0;
    penalty.non_negative = seed % 5 == 0;
    if (seed % 7 == 0) penalty.factors.assign(m, 1.0), penalty.factors[0] = 1e-6;
    BlockSolver solver;
    Eigen::VectorXd u = Eigen::VectorXd::Zero(m);
    for (const double share : {0.5, 0.1, 0.01}) {
      penalty.lambda = share * q.c.cwiseAbs().maxCoeff();
      u = solve(q, penalty, solver, u, seed % 2 == 0);
      const Eigen::VectorXd c = q.c - q.G * u;
      for (Index j = 0; j < m; ++j) {
        CHECK(penalty.violation(j, u[j], c[j]) <= 1e-7 * penalty.lambda);
        if (penalty.non_negative) CHECK(u[j] >= 0);
      }
      Eigen::VectorXd w = Eigen::VectorXd::Zero(m);
      for (int sweep = 0; sweep < 2000; ++sweep) {
        for (Index j = 0; j < m; ++j) {
          w[j] = penalty.minimizer(j, q.c[j] - q.G.row(j).dot(w) + q.G(j, j) * w[j], q.G(j, j));
        }
      }
      CHECK(objective(q, penalty, u) <= objective(q, penalty, w) + 1e-10);
    }
  }
}

TEST_CASE("ridge alone: the normal equations") {
  const Quadratic q = random_quadratic(5, 30, 12, 0.0);
  Penalty penalty;
  penalty.alpha = 0;
  penalty.lambda = 0.3;
  BlockSolver solver;
  const Eigen::VectorXd u = solve(q, penalty, solver, Eigen::VectorXd::Zero(12), true);
  const Eigen::MatrixXd ridge = q.G + 0.3 * Eigen::MatrixXd::Identity(12, 12);
  CHECK((u - ridge.llt().solve(q.c)).norm() < 1e-8);
}

TEST_CASE("a sweep is textbook coordinate descent") {
  const Quadratic q = random_quadratic(8, 20, 6, 0.0);
  Penalty penalty;
  penalty.lambda = 0.1;
  GramCache cache(6, 6);
  std::vector<Index> variables{0, 1, 2, 3, 4, 5};
  std::vector<Index> tags;
  cache.give_slots(variables, 0, 0, tags);
  for (Index a = 0; a < 6; ++a) {
    for (Index b = 0; b < 6; ++b) cache.set(tags[a], tags[b], q.G(a, b));
  }
  const BlockProducts products(cache, tags, true);
  Eigen::VectorXd u = Eigen::VectorXd::Zero(6);
  std::vector<double> c(q.c.data(), q.c.data() + 6);
  Eigen::VectorXd want = Eigen::VectorXd::Zero(6);
  for (int sweeps = 0; sweeps < 3; ++sweeps) {
    sweep({variables, products, penalty, {u.data(), 6}, c, run_in_order}, 0.0);
    for (Index j = 0; j < 6; ++j) {
      const double z = q.c[j] - q.G.row(j).dot(want) + q.G(j, j) * want[j];
      want[j] = (z > 0.1 ? z - 0.1 : (z < -0.1 ? z + 0.1 : 0.0)) / q.G(j, j);
    }
    CHECK((u - want).norm() < 1e-12);
  }
}

TEST_CASE("line search: full length where that descends, else the minimizer") {
  Penalty penalty;
  penalty.lambda = 0.1;
  const std::vector<Index> variables{0};
  const std::vector<double> u{0.0};
  const std::vector<double> steps{1.0};
  CHECK(line_search(penalty, variables, u, steps, -2.0, 1.0) == 1.0);
  // f(t) = -t + 2 t^2 + 0.1 t: minimum at 0.225, f(1) > 0.
  CHECK(line_search(penalty, variables, u, steps, -1.0, 4.0) == doctest::Approx(0.225));
}

TEST_CASE("a block that is solved already costs one look; one variable costs a few operations; more cost more") {
  Penalty penalty;
  penalty.lambda = 1e9;
  const auto operations = [&](Index m) {
    const Quadratic q = random_quadratic(3, 60, m, 0.0);
    GramCache cache(m, m);
    std::vector<Index> variables(static_cast<std::size_t>(m));
    std::iota(variables.begin(), variables.end(), Index{0});
    std::vector<Index> tags;
    cache.give_slots(variables, 0, 0, tags);
    for (Index a = 0; a < m; ++a) {
      for (Index b = 0; b < m; ++b) cache.set(tags[a], tags[b], q.G(a, b));
    }
    const BlockProducts products(cache, tags, true);
    std::vector<double> c(products.width());
    for (Index k = 0; k < m; ++k) c[products.at(k)] = q.c[k];
    std::vector<double> u(static_cast<std::size_t>(m), 0.0);
    BlockSolver solver;
    return solver.solve({variables, products, penalty, u, c, run_in_order}, 1e-9);
  };
  CHECK(operations(40) == 40);
  penalty.lambda = 1e-3;
  // Two looks, two sweeps' checks and one step at most, a factor of one, a move.
  CHECK(operations(1) >= 3);
  CHECK(operations(1) <= 8);
  // At least a factor of nearly everything.
  CHECK(operations(40) > 40.0 * 40 * 40 / 6 * 0.5);
}
