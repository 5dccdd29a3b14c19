// Some rows of a matrix as a matrix of their own.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "linalg/matrix_kinds.hpp"

namespace strads {

TEST_CASE_TEMPLATE("selected rows are a matrix of their own, and may be selected again", K, Kind<Dense<double>>,
                   Kind<Dense<float>>, Kind<Dense<std::int8_t>>, Kind<Sparse>, Kind<Genotype>, Kind<Patched>, Extended,
                   SomePeople, Wrapped<Dense<double>>, Wrapped<Sparse>, Wrapped<Genotype>) {
  Random random(10);
  for (const Shape& shape : shapes) {
    const Index n = shape.n;
    const Index p = shape.p;
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

}  // namespace strads
