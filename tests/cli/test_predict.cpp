// `strads predict` against X b computed here, and `strads info`.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/process.hpp"

using strads::test::Bench;
using strads::test::npy;

namespace {

// X b computed here from the files alone: data without names in `rows`, by column number.
std::map<std::pair<int, int>, double> expected(const std::string& coefficients,
                                               const std::vector<std::vector<double>>& rows, int steps) {
  std::map<std::pair<int, int>, double> out;
  for (int i = 0; i < static_cast<int>(rows.size()); ++i) {
    for (int k = 0; k < steps; ++k) out[{i, k}] = 0;
  }
  std::istringstream stream(coefficients);
  std::string line;
  std::getline(stream, line);
  while (std::getline(stream, line)) {
    std::istringstream fields(line);
    int step = 0;
    double lambda = 0;
    int index = 0;
    std::string name;
    double value = 0;
    fields >> step >> lambda >> index >> name >> value;
    for (int i = 0; i < static_cast<int>(rows.size()); ++i) {
      const auto& row = rows[static_cast<std::size_t>(i)];
      out[{i, step}] += index < 0 ? value : value * row[static_cast<std::size_t>(index)];
    }
  }
  return out;
}

std::map<std::pair<int, int>, double> predicted(const std::string& table) {
  std::map<std::pair<int, int>, double> out;
  std::istringstream stream(table);
  std::string line;
  std::getline(stream, line);
  CHECK(line == "row\tstep\tlambda\tprediction");
  int row = 0;
  int step = 0;
  double lambda = 0;
  double value = 0;
  while (stream >> row >> step >> lambda >> value) out[{row, step}] = value;
  return out;
}

void check_equal(const std::map<std::pair<int, int>, double>& got, const std::map<std::pair<int, int>, double>& want) {
  REQUIRE(got.size() == want.size());
  for (const auto& [key, value] : want) CHECK(got.at(key) == doctest::Approx(value).epsilon(1e-12));
}

const std::vector<std::vector<double>> rows = {{1, 0, 2}, {0, 2, 1}, {3, 1, 0}, {0, 0, 5}, {2, 5, 1}, {1, 1, 7}};

struct Fitted : Bench {
  Fitted() {
    write("a.csv", "a,b,c,y\n1,0,2,1\n0,2,1,3\n3,1,0,2\n0,0,5,4\n2,5,1,1.5\n1,1,7,0\n");
    REQUIRE(run({"lasso", "a.csv", "--target", "y", "--path", "4", "--out", "fit"}).code == 0);
    want = expected(read("fit/coefficients.tsv"), rows, 4);
  }
  std::map<std::pair<int, int>, double> want;
};

}  // namespace

TEST_CASE_FIXTURE(Fitted, "predictions are X b, for all steps or one") {
  const auto all = run({"predict", "fit", "a.csv", "--target", "y"});
  REQUIRE(all.code == 0);
  check_equal(predicted(all.out), want);

  REQUIRE(run({"predict", "fit", "a.csv", "--out", "p.tsv"}).code == 0);  // y is not one of the model's columns
  CHECK(read("p.tsv") == all.out);
  CHECK(run({"predict", "fit", "a.csv", "--out", "p.tsv"}).code == 3);
  CHECK(run({"predict", "fit", "a.csv", "--out", "p.tsv", "--force"}).code == 0);
  CHECK(names() == std::vector<std::string>{"a.csv", "fit", "p.tsv"});

  std::map<std::pair<int, int>, double> last;
  for (const auto& [key, value] : want) {
    if (key.second == 3) last[key] = value;
  }
  const auto step = run({"predict", "fit", "a.csv", "--step", "3"});
  check_equal(predicted(step.out), last);
  const double lambda = nlohmann::json::parse(read("fit/summary.json")).at("steps")[3].at("lambda").get<double>();
  std::ostringstream text;
  text.precision(6);
  text << lambda;
  CHECK(run({"predict", "fit", "a.csv", "--lambda", text.str()}).out == step.out);
}

TEST_CASE_FIXTURE(Fitted, "columns go by name where both have names, else by number") {
  write("shuffled.csv", "c,extra,a,b\n2,9,1,0\n1,9,0,2\n0,9,3,1\n5,9,0,0\n1,9,2,5\n7,9,1,1\n");
  check_equal(predicted(run({"predict", "fit", "shuffled.csv"}).out), want);
  write("b.npy", npy(6, 3, {1, 0, 2, 0, 2, 1, 3, 1, 0, 0, 0, 5, 2, 5, 1, 1, 1, 7}));
  const auto numbered = run({"predict", "fit", "b.npy"});
  check_equal(predicted(numbered.out), want);
  CHECK(numbered.err == "strads: b.npy has no column names, so columns are taken by their place\n");
}

TEST_CASE("a model without names takes columns by their place, and says so where they have names") {
  const Bench bench;
  bench.write("a.csv", "1,0,1\n0,2,3\n3,1,2\n0,0,4\n");
  REQUIRE(bench.run({"lasso", "a.csv", "--target", "3", "--lambda", ".1", "--out", "fit"}).code == 0);
  bench.write("b.csv", "x1,x0\n1,0\n0,2\n");
  const auto outcome = bench.run({"predict", "fit", "b.csv"});
  CHECK(outcome.err == "strads: the model in fit has no column names, so columns are taken by their place\n");
  check_equal(predicted(outcome.out), expected(bench.read("fit/coefficients.tsv"), {{1, 0}, {0, 2}}, 1));
  bench.write("c.csv", "1,0\n0,2\n");
  const auto bare = bench.run({"predict", "fit", "c.csv"});
  CHECK(bare.err.empty());
  CHECK(bare.out == outcome.out);
}

TEST_CASE("libsvm data may be narrower than the model, not wider") {
  const Bench bench;
  bench.write("a.svm", "1 1:1 3:2\n3 2:2 3:1\n2 1:3 2:1\n4 3:5\n1.5 1:2 2:5 3:1\n0 1:1 2:1 3:7\n");
  REQUIRE(bench.run({"lasso", "a.svm", "--path", "4", "--out", "fit"}).code == 0);
  bench.write("narrow.svm", "0 1:1\n0 2:2\n");
  const auto narrow = bench.run({"predict", "fit", "narrow.svm"});
  REQUIRE(narrow.code == 0);
  check_equal(predicted(narrow.out), expected(bench.read("fit/coefficients.tsv"), {{1, 0, 0}, {0, 2, 0}}, 4));
  bench.write("wide.svm", "0 1:1 4:1\n0 2:2\n");
  CHECK(bench.run({"predict", "fit", "wide.svm"}).code == 5);
}

TEST_CASE_FIXTURE(Fitted, "what does not fit the model is refused in one line, and nothing is written") {
  write("other.csv", "a,d,c\n1,2,3\n");
  write("twice.csv", "b,a,b,c\n1,2,3,4\n");
  write("wide.npy", npy(1, 4, {1, 2, 3, 4}));
  make_directory("empty");
  make_directory("broken");
  write("broken/summary.json", "{");
  make_directory("cut");
  write("cut/summary.json", read("fit/summary.json"));
  write("cut/coefficients.tsv", read("fit/coefficients.tsv").substr(0, 60));
  make_directory("odd");
  write("odd/summary.json", read("fit/summary.json"));
  write("odd/coefficients.tsv", "step\tlambda\tindex\tname\tvalue\tmean\tdeviation\n0\t1\t7\ta\t1\t0\t1\n");
  const auto before = names();
  const std::vector<std::pair<int, std::vector<std::string>>> cases = {
      {5, {"fit", "other.csv"}},
      {5, {"fit", "twice.csv"}},
      {5, {"fit", "wide.npy"}},
      {5, {"fit", "a.csv", "--target", "none"}},
      {5, {"fit", "a.csv", "--step", "4"}},
      {5, {"fit", "a.csv", "--lambda", "12345"}},
      {3, {"none", "a.csv"}},
      {3, {"a.csv", "a.csv"}},
      {3, {"empty", "a.csv"}},
      {3, {"fit", "none.csv"}},
      {4, {"broken", "a.csv"}},
      {4, {"cut", "a.csv"}},
      {4, {"odd", "a.csv"}},
      {3, {"fit", "a.csv", "--out", "empty"}},
      {3, {"fit", "a.csv", "--out", "none/p.tsv"}},
      {3, {"fit", "a.csv", "--out", "/dev/null", "--force"}},
  };
  for (const auto& [code, rest] : cases) {
    for (const bool to_file : {false, true}) {
      std::vector<std::string> arguments = {"predict"};
      arguments.insert(arguments.end(), rest.begin(), rest.end());
      if (to_file && std::find(rest.begin(), rest.end(), "--out") == rest.end()) {
        arguments.insert(arguments.end(), {"--out", "p.tsv"});
      }
      const auto outcome = run(arguments);
      CAPTURE(outcome.err);
      CHECK(outcome.code == code);
      CHECK(outcome.out.empty());
      CHECK(outcome.err_lines() == 1);
      CHECK(names() == before);
    }
  }
}

TEST_CASE_FIXTURE(Fitted, "info tells what a file holds") {
  const auto outcome = run({"info", "a.csv"});
  CHECK(outcome.code == 0);
  for (const auto* said : {"CSV", "rows      6\n", "columns   4\n", "stored    24\n", "of the columns"}) {
    CAPTURE(said);
    CHECK(outcome.out.find(said) != std::string::npos);
  }
}
