// One battery for every matrix type, against Eigen dense.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <thread>

#include "linalg/matrix_kinds.hpp"

namespace strads {

static_assert(ColumnMatrix<Dense<double>>);
static_assert(ColumnMatrix<Dense<float>>);
static_assert(ColumnMatrix<Dense<std::int8_t>>);
static_assert(ColumnMatrix<Sparse>);
static_assert(ColumnMatrix<Genotype>);
static_assert(ColumnMatrix<Patched>);
static_assert(ColumnMatrix<AnyMatrix>);

TEST_CASE_TEMPLATE("every verb agrees with Eigen", K, Kind<Dense<double>>, Kind<Dense<float>>, Kind<Dense<std::int8_t>>,
                   Kind<Sparse>, Kind<Genotype>, Kind<Patched>, Extended, SomePeople, Wrapped<Dense<double>>,
                   Wrapped<Dense<float>>, Wrapped<Dense<std::int8_t>>, Wrapped<Sparse>, Wrapped<Genotype>) {
  Random random(7);
  for (const Shape& shape : shapes) {
    const Index n = shape.n;
    const Index p = shape.p;
    CAPTURE(n);
    CAPTURE(p);
    const Eigen::MatrixXd X = random_matrix(random, n, p, K{});
    const auto M = make(X, K{});
    REQUIRE(M.rows() == n);
    REQUIRE(M.columns() == p);

    Index stored = 0;
    for (Index j = 0; j < p; ++j) {
      stored += M.stored(j);
      std::vector<double> column(static_cast<std::size_t>(n), -1.0);
      M.expand(j, column.data());
      CHECK(mapped(column) == X.col(j));
      std::vector<std::int32_t> rows(static_cast<std::size_t>(M.stored(j)), -1);
      std::vector<double> values(rows.size());
      M.entries(j, rows.data(), values.data());
      CHECK(std::is_sorted(rows.begin(), rows.end()));
      Eigen::VectorXd rebuilt = Eigen::VectorXd::Zero(n);
      for (std::size_t e = 0; e < rows.size(); ++e) rebuilt[rows[e]] += values[e];
      CHECK(rebuilt == X.col(j));
      const Moments moments = M.moments(j);
      const double mean = X.col(j).mean();
      const double variance = (X.col(j).array() - mean).square().mean();
      CHECK(moments.mean == doctest::Approx(mean).epsilon(1e-13));
      CHECK(moments.variance == doctest::Approx(variance).epsilon(1e-12));
      if (X.col(j).minCoeff() == X.col(j).maxCoeff()) CHECK(moments.variance == 0);
    }
    CHECK(M.stored() == stored);

    const std::vector<double> v = draw_normals(random, static_cast<std::size_t>(n));
    const double size = 127.0 * static_cast<double>(n);
    for (const Index batch : batches) {
      CAPTURE(batch);
      const auto columns = draw_columns(random, p, batch);
      const auto weights = draw_normals(random, columns.size());

      std::vector<double> dots(columns.size() + 1, 99.0);
      M.dots(columns, v.data(), dots.data());
      for (std::size_t k = 0; k < columns.size(); ++k) {
        CHECK(std::abs(dots[k] - X.col(columns[k]).dot(mapped(v))) <= 1e-13 * size);
        double alone = 0;
        M.dots(std::span(columns).subspan(k, 1), v.data(), &alone);
        CHECK(dots[k] == alone);
      }
      CHECK(dots.back() == 99.0);

      Eigen::VectorXd expected = mapped(v);
      for (std::size_t k = 0; k < columns.size(); ++k) expected += weights[k] * X.col(columns[k]);
      std::vector<double> whole = v;
      M.add(columns, weights, 0, n, whole.data());
      CHECK((mapped(whole) - expected).cwiseAbs().maxCoeff() <= 1e-11);
      std::vector<double> racy = v;
      M.add_racy(columns, weights, racy.data());
      CHECK((mapped(racy) - expected).cwiseAbs().maxCoeff() <= 1e-11);

      // Cut rows and cut batches give the same bits.
      std::vector<double> pieces = v;
      for (Index first = 0; first < n;) {
        const Index last = first + 1 + random.below(n - first);
        std::vector<double> before = pieces;
        M.add(columns, weights, first, last, pieces.data());
        CHECK(std::equal(pieces.begin(), pieces.begin() + first, before.begin()));
        CHECK(std::equal(pieces.begin() + last, pieces.end(), before.begin() + last));
        first = last;
      }
      CHECK(pieces == whole);
      std::vector<double> single = v;
      for (std::size_t k = 0; k < columns.size(); ++k) {
        M.add(std::span(columns).subspan(k, 1), std::span(weights).subspan(k, 1), 0, n, single.data());
      }
      CHECK(single == whole);

      std::vector<std::int64_t> fixed(static_cast<std::size_t>(n), 5);
      M.add_fixed(columns, weights, 1024.0, fixed.data());
      for (Index i = 0; i < n; ++i) {
        std::int64_t total = 5;
        for (std::size_t k = 0; k < columns.size(); ++k) total += std::llrint(weights[k] * X(i, columns[k]) * 1024.0);
        REQUIRE(fixed[static_cast<std::size_t>(i)] == total);
      }
    }
  }
}

TEST_CASE_TEMPLATE("cross products about centres agree with Eigen", K, Kind<Dense<double>>, Kind<Dense<float>>,
                   Kind<Dense<std::int8_t>>, Kind<Sparse>, Kind<Genotype>, Kind<Patched>, Extended, SomePeople,
                   Wrapped<Dense<double>>, Wrapped<Dense<float>>, Wrapped<Dense<std::int8_t>>, Wrapped<Sparse>,
                   Wrapped<Genotype>) {
  Random random(8);
  for (const Shape& shape : shapes) {
    const Index n = shape.n;
    const Index p = shape.p;
    const Eigen::MatrixXd X = random_matrix(random, n, p, K{});
    const auto M = make(X, K{});
    for (const Index batch : batches) {
      const auto as = draw_columns(random, p, batch);
      const auto bs = draw_columns(random, p, random.below(12));
      auto centres = draw_normals(random, as.size());
      if (random.below(3) == 0) std::fill(centres.begin(), centres.end(), 0.0);
      std::vector<double> out(as.size() * bs.size() + 1, 99.0);
      M.cross(as, centres, bs, out.data());
      CHECK(out.back() == 99.0);
      const double size = 127.0 * 127.0 * static_cast<double>(n);
      for (std::size_t a = 0; a < as.size(); ++a) {
        for (std::size_t b = 0; b < bs.size(); ++b) {
          CAPTURE(n);
          CAPTURE(batch);
          const double expected = (X.col(as[a]).array() - centres[a]).matrix().dot(X.col(bs[b]));
          CHECK(std::abs(out[a * bs.size() + b] - expected) <= 1e-13 * size);
          double alone = 0;
          M.cross(std::span(as).subspan(a, 1), std::span(centres).subspan(a, 1), std::span(bs).subspan(b, 1), &alone);
          CHECK(out[a * bs.size() + b] == alone);
        }
      }
    }
  }
}

// Their verbs follow from those of whole matrices once the entries are right; dots see the padding of genotypes too.
// Calls that are missing, those that are no whole number, become means over the known rows.
TEST_CASE_TEMPLATE("concurrent fixed-point additions equal serial ones bit for bit", K, Kind<Dense<double>>,
                   Kind<Dense<float>>, Kind<Dense<std::int8_t>>, Kind<Sparse>, SomePeople, Wrapped<Sparse>) {
  Random random(9);
  const Index n = 700;
  const Index p = 90;
  const auto M = make(random_matrix(random, n, p, K{}), K{});
  const auto columns = draw_columns(random, p, 400);
  const auto weights = draw_normals(random, columns.size());
  std::vector<std::int64_t> serial(static_cast<std::size_t>(n), 0);
  M.add_fixed(columns, weights, 0x1p30, serial.data());
  for (int repeat = 0; repeat < 5; ++repeat) {
    std::vector<std::int64_t> shared(static_cast<std::size_t>(n), 0);
    {
      std::vector<std::jthread> threads;
      for (std::size_t t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
          M.add_fixed(std::span(columns).subspan(t * 100, 100), std::span(weights).subspan(t * 100, 100), 0x1p30,
                      shared.data());
        });
      }
    }
    CHECK(shared == serial);
  }
}

TEST_CASE("moments keep their digits far from zero") {
  std::vector<double> data;
  for (int i = 0; i < 1000; ++i) data.push_back(1e9 + (i % 2 == 0 ? 0.5 : -0.5));
  const Dense<double> M(1000, 1, std::move(data));
  CHECK(M.moments(0).mean == 1e9);
  CHECK(M.moments(0).variance == 0.25);
  const Dense<double> tenth(77, 1, std::vector<double>(77, 0.1));
  CHECK(tenth.moments(0).mean == 0.1);
  CHECK(tenth.moments(0).variance == 0);
}

TEST_CASE("dense columns may lie in memory of another owner") {
  auto owner = std::make_shared<std::vector<double>>(std::vector<double>{1, 2, 3, 4, 5, 6});
  const std::weak_ptr<std::vector<double>> watch = owner;
  {
    const Dense<double> M(3, 2, std::shared_ptr<const double[]>(owner, owner->data()));
    owner.reset();
    const Dense<double> copy = M;
    CHECK(copy.column(1) == M.column(1));
    CHECK(copy.column(1)[0] == 4);
    CHECK_FALSE(watch.expired());
  }
  CHECK(watch.expired());
}

}  // namespace strads
