// The bounds that spare columns must hold, and what a refresh finds must be what touching every column finds.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "apps/linear/screening/gradient.hpp"
#include "linear/problems.hpp"

using namespace strads;
using linear::CorrelationBounds;
using linear::Gradient;
using linear::Standardized;

namespace {

using problems::Data;
using Vector = std::vector<double>;

Engine& serial_engine() {
  EngineSettings settings;
  settings.executor = ExecutorKind::serial;
  static Engine engine(settings);
  return engine;
}

Vector random_vector(Random& random, Index n, bool centred) {
  Vector r(n);
  double mean = 0;
  for (double& value : r) mean += (value = random.normal()) / static_cast<double>(n);
  for (double& value : r) value -= centred ? mean : 0.0;
  return r;
}

Vector exact(const Standardized& design, const Vector& r) {
  std::vector<Index> all;
  for (Index j = 0; j < design.columns(); ++j) all.push_back(j);
  Vector c(all.size());
  design.correlations(all, r.data(), 0.0, c.data());
  return c;
}

}  // namespace

TEST_CASE("bounds on correlations hold along any sequence of residuals, whichever columns are touched") {
  for (std::uint64_t seed = 0; seed < 24; ++seed) {
    const bool centred = seed % 2 == 0;
    const auto data = problems::random(seed, 30 + static_cast<Index>(seed), 50, seed % 3 == 0 ? 0.3 : 1.0);
    const AnyMatrix X = seed % 3 == 0 ? data.sparse() : data.dense();
    const Standardized design(X, centred, seed % 4 < 2, serial_engine());
    CorrelationBounds bounds(design);
    Random random(seed);
    Vector r = random_vector(random, design.rows(), centred);
    std::vector<float> bound(design.columns());
    for (int step = 0; step < 100; ++step) {
      // Small steps, large steps, the same residual again, a multiple of it, and none at all.
      const double size = step % 7 == 0 ? 0.0 : std::pow(10.0, -6.0 * random.uniform());
      const Vector d = random_vector(random, design.rows(), centred);
      for (std::size_t i = 0; i < r.size(); ++i) r[i] = (step % 11 == 5 ? 0.9 : 1.0) * r[i] + size * d[i];
      if (step == 60) std::fill(r.begin(), r.end(), 0.0);
      if (step == 61) r = d;
      bounds.set_reference(serial_engine(), r);
      bounds.bound(0, design.columns(), bound.data());
      const Vector c = exact(design, r);
      std::vector<Index> touched;
      for (Index j = 0; j < design.columns(); ++j) {
        if (!design.usable(j)) continue;
        REQUIRE(bound[j] >= std::abs(c[j]));
        if (random.uniform() < 0.1) touched.push_back(j);
      }
      bounds.will_record(touched);
      for (const Index j : touched) bounds.record(j, c[j]);
    }
  }
}

// Here a bound is the correlation itself, and single precision rounds it down half of the time.
TEST_CASE("bounds hold for columns along the residual, and residuals a rounding apart, of any size") {
  Random random(3);
  Data data{Eigen::MatrixXd(50, 300), Eigen::VectorXd::Zero(50)};
  const Vector way = random_vector(random, 50, true);
  for (Index j = 0; j < 300; ++j) {
    for (Index i = 0; i < 50; ++i)
      data.X(i, j) = (1 + 0.01 * static_cast<double>(j)) * way[static_cast<std::size_t>(i)];
  }
  const AnyMatrix X = data.dense();
  const Standardized design(X, true, false, serial_engine());
  std::vector<Index> all(300);
  std::iota(all.begin(), all.end(), Index{0});
  std::vector<float> bound(300);
  for (const double size : {1.0, 1e5, 1e-5}) {
    CorrelationBounds bounds(design);
    Vector r = way;
    for (double& value : r) value *= size;
    for (int step = 0; step < 20; ++step) {
      bounds.set_reference(serial_engine(), r);
      const Vector c = exact(design, r);
      if (step % 5 == 0) {
        bounds.will_record(all);
        for (Index j = 0; j < 300; ++j) bounds.record(j, c[static_cast<std::size_t>(j)]);
      }
      bounds.bound(0, 300, bound.data());
      for (Index j = 0; j < 300; ++j) {
        REQUIRE(bound[static_cast<std::size_t>(j)] >= std::abs(c[static_cast<std::size_t>(j)]));
      }
      for (double& value : r) value = std::nextafter(value, 2 * value);
    }
  }
}

// Their products are summed by tiles of rows.
TEST_CASE("a residual of many rows is foretold by itself, and by two that it lies between") {
  constexpr Index n = 20000;
  const auto data = problems::random(9, n, 6);
  const AnyMatrix X = data.dense();
  const Standardized design(X, true, true, serial_engine());
  CorrelationBounds bounds(design);
  Random random(9);
  std::vector<Index> all(6);
  std::iota(all.begin(), all.end(), Index{0});
  std::vector<float> bound(6);
  const Vector first = random_vector(random, n, true);
  const Vector second = random_vector(random, n, true);
  for (const double share : {0.0, 1.0, 0.0, 0.3, 0.7}) {
    Vector r(n);
    for (std::size_t i = 0; i < r.size(); ++i) r[i] = (1 - share) * first[i] + share * second[i];
    bounds.set_reference(serial_engine(), r);
    const Vector c = exact(design, r);
    bounds.bound(0, 6, bound.data());
    const bool known = share == 0 || share == 1;
    for (std::size_t j = 0; j < 6; ++j) {
      REQUIRE(bound[j] >= std::abs(c[j]));
      if (!known) CHECK(bound[j] <= std::abs(c[j]) + 1e-5);
    }
    if (!known) continue;
    bounds.will_record(all);
    for (Index j = 0; j < 6; ++j) bounds.record(j, c[static_cast<std::size_t>(j)]);
  }
}

TEST_CASE("two references foretell a residual on the line through theirs; one foretells its multiples") {
  const auto data = problems::random(5, 40, 400);
  const AnyMatrix X = data.dense();
  const Standardized design(X, true, true, serial_engine());
  CorrelationBounds bounds(design);
  Random random(5);
  const Vector from = random_vector(random, 40, true);
  const Vector way = random_vector(random, 40, true);
  std::vector<float> bound(400);
  const auto at = [&](double t, double scale) {
    Vector r(40);
    for (std::size_t i = 0; i < r.size(); ++i) r[i] = scale * (from[i] + t * way[i]);
    bounds.set_reference(serial_engine(), r);
    bounds.bound(0, 400, bound.data());
    return exact(design, r);
  };
  std::vector<Index> all(400);
  std::iota(all.begin(), all.end(), Index{0});
  const auto record = [&](const Vector& c) {
    bounds.will_record(all);
    for (Index j = 0; j < 400; ++j) bounds.record(j, c[j]);
  };
  const auto loosest = [&](const Vector& c) {
    double most = 0;
    for (Index j = 0; j < 400; ++j) most = std::max(most, bound[j] - std::abs(c[j]));
    return most;
  };
  Vector c = at(0, 1);
  CHECK(std::isinf(bound[0]));
  record(c);
  CHECK(loosest(at(0, 0.7)) < 1e-5);
  c = at(0.2, 1);
  CHECK(loosest(c) > 0.01);
  record(c);
  CHECK(loosest(at(1.5, 0.5)) < 1e-5);
}

TEST_CASE("a refresh finds what touching every column finds") {
  const auto data = problems::random(8, 60, 400);
  const AnyMatrix X = data.dense();
  const Standardized design(X, true, true, serial_engine());
  Gradient screened(design, true);
  Gradient full(design, false);
  linear::Penalty penalty;
  Vector u(400, 0.0);
  u[17] = 1;
  const std::vector<Index> awake{17, 18};
  Random random(8);
  Vector r = random_vector(random, 60, true);
  Index touched = 0;
  for (int step = 0; step < 60; ++step) {
    const Vector d = random_vector(random, 60, true);
    for (std::size_t i = 0; i < r.size(); ++i) r[i] += 0.03 * d[i];
    penalty.lambda = 0.25 + 0.05 * random.uniform();
    const auto found = screened.refresh(serial_engine(), r, penalty, awake, u, 0.98);
    const auto all = full.refresh(serial_engine(), r, penalty, awake, u, 0.98);
    touched += found.touched;
    CHECK(all.touched == 400);
    // Below the threshold the largest one may be spared: it limits nothing.
    if (all.worst >= 1) {
      CHECK(found.worst == all.worst);
      CHECK(found.top == all.top);
    }
    CHECK(found.worst <= all.worst);
    for (const auto& entrant : all.entrants) {
      if (entrant.score < 1) continue;
      CHECK(std::any_of(found.entrants.begin(), found.entrants.end(), [&](const linear::Entrant& other) {
        return other.variable == entrant.variable && other.score == entrant.score;
      }));
    }
    CHECK(std::none_of(found.entrants.begin(), found.entrants.end(), [](const auto& e) { return e.variable == 17; }));
  }
  CHECK(touched < 60 * 400 / 2);
}
