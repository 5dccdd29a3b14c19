// Chained columns: their number of nonzeros, how often they are chained, the cosines that follow; the file against
// them.
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "generate/chained.hpp"
#include "generate/chained_columns.hpp"
#include "io/dataset.hpp"
#include "made.hpp"

using namespace strads::generate;
using strads::Index;

namespace {

double cosine(const Column& a, const Column& b) {
  double dot = 0;
  double squares_a = 0;
  double squares_b = 0;
  for (std::size_t k = 0; k < a.rows.size(); ++k) {
    squares_a += std::pow(a.millionths[k], 2);
    squares_b += std::pow(b.millionths[k], 2);
    for (std::size_t l = 0; l < b.rows.size(); ++l) {
      if (a.rows[k] == b.rows[l]) dot += double{1} * a.millionths[k] * b.millionths[l];
    }
  }
  return dot / std::sqrt(squares_a * squares_b);
}

}  // namespace

TEST_CASE("columns have 25 nonzeros, a tenth of them chained, with the cosines of the formula") {
  constexpr Index rows = 1000;
  constexpr Index count = 10000;
  const ChainedColumns columns(rows, 25, 3);
  CHECK_FALSE(columns.chained(0));
  double chained = 0;
  double near = 0;
  double nears = 0;
  double far = 0;
  double sum = 0;
  Column before = columns.column(0);
  for (Index j = 1; j < count; ++j) {
    const Column column = columns.column(j);
    REQUIRE(column.rows.size() == 25);
    REQUIRE(column.millionths.size() == 25);
    for (std::size_t k = 0; k < 25; ++k) {
      CHECK(column.rows[k] > (k == 0 ? -1 : column.rows[k - 1]));
      CHECK(column.rows[k] < rows);
      CHECK(column.millionths[k] > 0);
      CHECK(column.millionths[k] < 1'000'000);
    }
    if (columns.chained(j)) {
      chained += 1;
      CHECK(column.rows == before.rows);
      if (!columns.chained(j - 1)) near += cosine(before, column);
      if (!columns.chained(j - 1)) nears += 1;
    } else {
      far += cosine(before, column);
      for (const auto value : column.millionths) sum += value * 1e-6;
    }
    before = column;
  }
  const double fresh = count - 1 - chained;
  CHECK(std::abs(chained / count - 0.1) < 5 * std::sqrt(0.1 * 0.9 / count));
  CHECK(near / nears == doctest::Approx(0.793).epsilon(0.01));
  // Independent columns: 25 * 25 / rows shared rows are expected, each with 1/4 of 25/3.
  CHECK(far / fresh == doctest::Approx(25.0 / rows * 0.75).epsilon(0.05));
  CHECK(sum / (25 * fresh) == doctest::Approx(0.5).epsilon(0.01));
}

TEST_CASE("a column that takes all rows has all rows") {
  const Column column = ChainedColumns(40, 40, 1).column(9);
  for (std::size_t k = 0; k < 40; ++k) CHECK(column.rows[k] == static_cast<int>(k));
}

TEST_CASE("files hold the columns, and the response is made of them") {
  const ChainedSettings settings{.rows = 60, .columns = 2100, .nonzeros = 7, .planted = 9, .explained = 1};
  const Made made([&](const auto& execution, auto& out) { generate_chained(settings, execution, out); });
  const auto data = strads::io::read_dataset(made.path("X.mtx"));
  REQUIRE(data.X.rows() == 60);
  REQUIRE(data.X.columns() == 2100);
  CHECK(data.X.stored() == 2100 * 7);
  const ChainedColumns columns(60, 7, settings.seed);
  std::vector<double> dense(60);
  for (Index j = 0; j < 2100; ++j) {
    const Column column = columns.column(j);
    data.X.expand(j, dense.data());
    for (std::size_t k = 0; k < 7; ++k) dense[static_cast<std::size_t>(column.rows[k])] -= column.millionths[k] / 1e6;
    for (const double rest : dense) CHECK(rest == 0);
  }
  std::vector<double> y = strads::io::read_response(made.path("y.txt"));
  std::ifstream truth(made.path("truth.tsv"));
  std::string line;
  std::getline(truth, line);
  std::getline(truth, line);
  CHECK(line == "-1\t(intercept)\t0");
  Index index = 0;
  double value = 0;
  int planted = 0;
  for (; truth >> index >> value; ++planted) {  // no name stands between
    data.X.expand(index, dense.data());
    for (std::size_t i = 0; i < y.size(); ++i) y[i] -= value * dense[i];
  }
  CHECK(planted == 9);
  for (const double rest : y) CHECK(std::abs(rest) < 1e-12);
}
