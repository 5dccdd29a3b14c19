// One battery for every matrix type, against Eigen dense.
#include <doctest/doctest.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <numeric>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

#include "strads/linalg/dense.hpp"
#include "strads/linalg/genotype.hpp"
#include "strads/linalg/matrix.hpp"
#include "strads/linalg/patched.hpp"
#include "strads/linalg/sparse.hpp"
#include "strads/random.hpp"

namespace strads {
namespace {

static_assert(ColumnMatrix<Dense<double>>);
static_assert(ColumnMatrix<Dense<float>>);
static_assert(ColumnMatrix<Dense<std::int8_t>>);
static_assert(ColumnMatrix<Sparse>);
static_assert(ColumnMatrix<Genotype>);
static_assert(ColumnMatrix<Patched>);
static_assert(ColumnMatrix<AnyMatrix>);

template <class M>
struct Kind {
  using Matrix = M;
};
struct SomePeople {  // genotypes of which every other person is left out
  using Matrix = Genotype;
};
template <class T>
struct Wrapped {
  using Matrix = AnyMatrix;
  using Inner = T;
};

template <class T>
Dense<T> make_dense(const Eigen::MatrixXd& X) {
  std::vector<T> data(static_cast<std::size_t>(X.size()));
  for (Eigen::Index k = 0; k < X.size(); ++k) data[static_cast<std::size_t>(k)] = static_cast<T>(X.data()[k]);
  return Dense<T>(X.rows(), X.cols(), std::move(data));
}

Sparse make_sparse(const Eigen::MatrixXd& X) {
  std::vector<Index> starts{0};
  std::vector<std::int32_t> rows;
  std::vector<double> values;
  for (Eigen::Index j = 0; j < X.cols(); ++j) {
    for (Eigen::Index i = 0; i < X.rows(); ++i) {
      if (X(i, j) == 0) continue;
      rows.push_back(static_cast<std::int32_t>(i));
      values.push_back(X(i, j));
    }
    starts.push_back(static_cast<Index>(rows.size()));
  }
  return Sparse(X.rows(), X.cols(), std::move(starts), std::move(rows), std::move(values));
}

// Each row as person `spread` * row of the file, the others missing calls everywhere: they change no column's mean.
Genotype make_genotype(const Eigen::MatrixXd& X, Index spread) {
  const Index people = X.rows() * spread;
  const Index stride = (people + 3) / 4;
  std::vector<char> keep(static_cast<std::size_t>(people), 0);
  const std::shared_ptr<unsigned char[]> codes(new unsigned char[static_cast<std::size_t>(stride * X.cols())]());
  for (Index j = 0; j < X.cols(); ++j) {
    for (Index i = 0; i < people; ++i) {
      const double x = i % spread == 0 ? X(i / spread, j) : -1;
      const unsigned code = x == 0 ? 3 : x == 1 ? 2 : x == 2 ? 0 : 1;
      codes[static_cast<std::size_t>(j * stride + i / 4)] |= static_cast<unsigned char>(code << (2 * (i % 4)));
      if (i % spread == 0) keep[static_cast<std::size_t>(i)] = 1;
    }
  }
  return {people, X.cols(), codes, spread == 1 ? std::vector<char>() : keep};
}

// Every third column is another in the matrix below.
Patched make_patched(const Eigen::MatrixXd& X) {
  Eigen::MatrixXd below = X;
  std::vector<Index> places;
  for (Index j = 1; j < X.cols(); j += 3) {
    below.col(j).setConstant(5);
    places.push_back(j);
  }
  return {make_sparse(below), places, make_dense<double>(X(Eigen::all, places))};
}

template <class M>
M make(const Eigen::MatrixXd& X, Kind<M> /*kind*/) {
  if constexpr (std::is_same_v<M, Sparse>) {
    return make_sparse(X);
  } else if constexpr (std::is_same_v<M, Genotype>) {
    return make_genotype(X, 1);
  } else if constexpr (std::is_same_v<M, Patched>) {
    return make_patched(X);
  } else {
    return make_dense<std::remove_cvref_t<decltype(*std::declval<M>().column(0))>>(X);
  }
}
Genotype make(const Eigen::MatrixXd& X, SomePeople /*kind*/) { return make_genotype(X, 2); }
template <class M>
AnyMatrix make(const Eigen::MatrixXd& X, Wrapped<M> /*kind*/) {
  return make(X, Kind<M>{});
}

// Small integers fit every storage type exactly; a third of the entries is zero, and so are some columns; others are
// constant or fully stored.
Eigen::MatrixXd random_matrix(Random& random, Index n, Index p) {
  Eigen::MatrixXd X = Eigen::MatrixXd::Zero(n, p);
  for (Index j = 0; j < p; ++j) {
    const Index shape = random.below(6);
    const auto constant = static_cast<double>(random.below(100) + 1);
    for (Index i = 0; i < n; ++i) {
      if (shape == 0) continue;
      if (shape == 1) X(i, j) = constant;
      if (shape == 2) X(i, j) = static_cast<double>(random.below(50) + 50);
      if (shape > 2 && random.below(3) > 0) X(i, j) = static_cast<double>(random.below(255) - 127);
    }
  }
  return X;
}

// Calls of 0, 1 and 2; some columns are constant, some hold missing calls, which count as the mean of the others.
Eigen::MatrixXd random_calls(Random& random, Index n, Index p) {
  Eigen::MatrixXd X = Eigen::MatrixXd::Zero(n, p);
  for (Index j = 0; j < p; ++j) {
    const auto constant = static_cast<double>(random.below(3));
    const bool varies = random.below(4) > 0;
    const bool misses = random.below(2) > 0;
    std::vector<Index> missing;
    for (Index i = 0; i < n; ++i) {
      X(i, j) = varies ? static_cast<double>(random.below(3)) : constant;
      if (misses && random.below(5) == 0) missing.push_back(i);
    }
    for (const Index i : missing) X(i, j) = 0;
    const auto known = static_cast<double>(n - static_cast<Index>(missing.size()));
    const double mean = X.col(j).sum() / std::max(known, 1.0);
    for (const Index i : missing) X(i, j) = mean;
  }
  return X;
}

template <class K>
Eigen::MatrixXd random_matrix(Random& random, Index n, Index p, K /*kind*/) {
  if constexpr (std::is_same_v<K, Kind<Genotype>> || std::is_same_v<K, SomePeople> ||
                std::is_same_v<K, Wrapped<Genotype>>) {
    return random_calls(random, n, p);
  } else {
    return random_matrix(random, n, p);
  }
}

std::vector<Index> draw_columns(Random& random, Index p, Index count) {
  std::vector<Index> columns(static_cast<std::size_t>(count));
  for (Index& j : columns) j = random.below(p);
  return columns;
}

std::vector<double> draw_normals(Random& random, std::size_t count) {
  std::vector<double> values(count);
  for (double& value : values) value = random.normal();
  return values;
}

Eigen::Map<const Eigen::VectorXd> mapped(const std::vector<double>& v) {
  return {v.data(), static_cast<Eigen::Index>(v.size())};
}

struct Shape {
  Index n, p;
};
const std::vector<Shape> shapes = {{1, 1},   {1, 5},    {7, 1},    {8, 3},    {15, 9},   {16, 4},
                                   {17, 17}, {71, 130}, {513, 70}, {1100, 6}, {8200, 5}, {20000, 3}};
const std::vector<Index> batches = {0, 1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 67};

}  // namespace

TEST_CASE_TEMPLATE("every verb agrees with Eigen", K, Kind<Dense<double>>, Kind<Dense<float>>, Kind<Dense<std::int8_t>>,
                   Kind<Sparse>, Kind<Genotype>, Kind<Patched>, SomePeople, Wrapped<Dense<double>>,
                   Wrapped<Dense<float>>, Wrapped<Dense<std::int8_t>>, Wrapped<Sparse>, Wrapped<Genotype>) {
  Random random(7);
  for (const auto [n, p] : shapes) {
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
                   Kind<Dense<std::int8_t>>, Kind<Sparse>, Kind<Genotype>, Kind<Patched>, SomePeople,
                   Wrapped<Dense<double>>, Wrapped<Dense<float>>, Wrapped<Dense<std::int8_t>>, Wrapped<Sparse>,
                   Wrapped<Genotype>) {
  Random random(8);
  for (const auto [n, p] : shapes) {
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
TEST_CASE_TEMPLATE("selected rows are a matrix of their own, and may be selected again", K, Kind<Dense<double>>,
                   Kind<Dense<float>>, Kind<Dense<std::int8_t>>, Kind<Sparse>, Kind<Genotype>, Kind<Patched>,
                   SomePeople, Wrapped<Dense<double>>, Wrapped<Sparse>, Wrapped<Genotype>) {
  Random random(10);
  for (const auto [n, p] : shapes) {
    CAPTURE(n);
    Eigen::MatrixXd X = random_matrix(random, n, p, K{});
    auto M = make(X, K{});
    Eigen::MatrixXd missing = (X.array() != X.array().round()).template cast<double>();
    for (int repeat = 0; repeat < 2; ++repeat) {
      const auto draw = [&] {
        std::vector<Index> rows;
        for (Index i = 0; i < X.rows(); ++i) {
          if (random.below(3) > 0) rows.push_back(i);
        }
        if (rows.empty()) rows.push_back(0);
        return rows;
      };
      const auto rows = draw();
      const auto known = repeat == 0 ? draw() : rows;
      M = M.select_rows(rows, known);
      for (Index j = 0; j < p; ++j) {
        double total = 0;
        double present = 0;
        for (const Index i : known) {
          total += missing(i, j) > 0 ? 0 : X(i, j);
          present += 1 - missing(i, j);
        }
        for (const Index i : rows) {
          if (missing(i, j) > 0) X(i, j) = total / std::max(present, 1.0);
        }
      }
      X = Eigen::MatrixXd(X(rows, Eigen::all));
      missing = Eigen::MatrixXd(missing(rows, Eigen::all));
      REQUIRE(M.rows() == X.rows());
      REQUIRE(M.columns() == p);
      const auto v = draw_normals(random, static_cast<std::size_t>(X.rows()));
      for (Index j = 0; j < p; ++j) {
        std::vector<double> column(v.size(), -1.0);
        M.expand(j, column.data());
        CHECK(mapped(column) == X.col(j));
        CHECK(M.moments(j).mean == doctest::Approx(X.col(j).mean()).epsilon(1e-13));
        double dot = 0;
        M.dots({&j, 1}, v.data(), &dot);
        CHECK(std::abs(dot - X.col(j).dot(mapped(v))) <= 1e-11 * static_cast<double>(n));
      }
    }
  }
}

TEST_CASE_TEMPLATE("missing entries of selected rows are means over the known ones", T, double, float) {
  Random random(11);
  for (int repeat = 0; repeat < 20; ++repeat) {
    const Index n = 2 + random.below(30);
    const Index p = 1 + random.below(6);
    std::vector<T> values;
    std::vector<Index> missing;
    std::vector<std::vector<double>> columns(static_cast<std::size_t>(p));  // NaN where missing
    for (Index j = 0; j < p; ++j) {
      for (Index i = 0; i < n; ++i) {
        const bool gone = j == 0 || random.below(3) == 0;  // a column without any value, too
        values.push_back(static_cast<T>(gone ? -77 : static_cast<double>(random.below(1000)) / 8));
        if (gone) missing.push_back(j * n + i);
        columns[static_cast<std::size_t>(j)].push_back(gone ? NAN : static_cast<double>(values.back()));
      }
    }
    std::vector<Index> known;
    std::vector<Index> others;
    for (Index i = 0; i < n; ++i) (i > 1 && random.below(2) == 0 ? known : others).push_back(i);
    if (known.empty()) known = others;
    const std::shared_ptr<T[]> data(new T[values.size()]);
    std::copy(values.begin(), values.end(), data.get());
    const Dense<T> X(n, p, data, std::make_shared<const std::vector<Index>>(missing));
    const std::vector<Index> every = [&] {
      std::vector<Index> all(static_cast<std::size_t>(n));
      std::iota(all.begin(), all.end(), Index{0});
      return all;
    }();
    for (const auto& rows : {known, others}) {
      for (const auto& selected : {X.select_rows(rows, known), X.select_rows(every, every).select_rows(rows, known)}) {
        for (Index j = 0; j < p; ++j) {
          const auto& column = columns[static_cast<std::size_t>(j)];
          double total = 0;
          Index count = 0;
          for (const Index i : known) {
            if (std::isnan(column[static_cast<std::size_t>(i)])) continue;
            total += column[static_cast<std::size_t>(i)];
            ++count;
          }
          const double mean = count == 0 ? 0 : total / static_cast<double>(count);
          for (std::size_t k = 0; k < rows.size(); ++k) {
            const double value = column[static_cast<std::size_t>(rows[k])];
            CHECK(static_cast<double>(selected.column(j)[k]) ==
                  static_cast<double>(static_cast<T>(std::isnan(value) ? mean : value)));
          }
        }
      }
    }
  }
}

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
