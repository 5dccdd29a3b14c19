// `strads predict --covar`: a model's covariates, found by name.
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "cli/cohort.hpp"

using namespace strads::test::cohort;
using strads::test::lines;
using strads::test::Study;
using Json = nlohmann::json;

TEST_CASE_FIXTURE(MissingCalls, "predictions take covariates by name") {
  REQUIRE(fit("bed", {"--path", "6"}).code == 0);
  REQUIRE(fit_table("csv", {"--path", "6"}).code == 0);
  const auto values_of = [](const std::string& table) {
    std::vector<double> found;
    for (const auto& line : lines(table)) {
      std::istringstream fields(line);
      long row = 0;
      long step = 0;
      double lambda = 0;
      double value = 0;
      if (fields >> row >> step >> lambda >> value) found.push_back(value);
    }
    return found;
  };
  const auto want = values_of(run({"predict", "csv", "x.csv"}).out);
  REQUIRE(want.size() == 6 * kept.size());
  const auto check = [&](const Words& arguments) {
    const auto outcome = run(arguments);
    REQUIRE_MESSAGE(outcome.code == 0, outcome.err);
    const auto got = values_of(outcome.out);
    REQUIRE(got.size() == want.size());
    for (std::size_t k = 0; k < got.size(); ++k) CHECK(got[k] == doctest::Approx(want[k]).epsilon(1e-7));
    return outcome;
  };
  const auto outcome = check({"predict", "bed", "kept.bed", "--covar", "c.txt"});
  CHECK(lines(outcome.out).at(0) == "row\tstep\tlambda\tprediction\tFID\tIID");
  CHECK(outcome.err.find(" variants of the model: ") != std::string::npos);

  // Other columns in another order, and variants turned, backwards and under other ids.
  std::string other = "IID x birth age sex\n";
  for (const std::size_t i : kept) {
    other += study.people[i].substr(study.people[i].find(' ') + 1) + " word " + std::to_string(values[i][2]) + " " +
             std::to_string(values[i][0]) + " " + std::to_string(values[i][1]) + "\n";
  }
  write("other.txt", other);
  Study turned = study.some(kept);
  for (auto& v : turned.variants) v.turn();
  std::reverse(turned.variants.begin(), turned.variants.end());
  turned.write(*this, "turned");
  check({"predict", "bed", "turned.bed", "--covar", "other.txt"});
  // A table has them as columns.
  check({"predict", "bed", "x.csv"});
}

TEST_CASE_FIXTURE(Cohort, "predictions without the model's covariates are refused") {
  REQUIRE(fit("bed", {"--path", "4"}).code == 0);
  const Words predict = {"predict", "bed", "kept.bed", "--out", "none"};
  const auto with = [&](const Words& more, int code) {
    Words all = predict;
    all.insert(all.end(), more.begin(), more.end());
    return refused(all, code);
  };
  CHECK(with({}, 5) == "strads: the model in bed has covariates: give --covar FILE with \"age\", \"sex\", \"birth\"\n");
  write("few.txt", "FID IID age sex\n" + study.people[0] + " 1 2\n");
  CHECK(with({"--covar", "few.txt"}, 5) == "strads: few.txt: no column \"birth\"; there are \"age\", \"sex\"\n");
  CHECK(refused({"predict", "bed", "g.bed", "--covar", "c.txt", "--out", "none"}, 5) ==
        "strads: c.txt: 2 of the 70 people in the .fam file lack a covariate: \"f4 i9\" is the first\n");
  CHECK(with({"--covar", "absent.txt"}, 3).starts_with("strads: absent.txt: "));
  CHECK(refused({"predict", "bed", "x.csv", "--covar", "c.txt", "--out", "none"}, 5) ==
        "strads: x.csv: CSV has no people whose ids c.txt could name\n");
  REQUIRE(run({"lasso", "g.bed", "--pheno", "p.txt", "--path", "3", "--out", "plain"}).code == 0);
  CHECK(refused({"predict", "plain", "kept.bed", "--covar", "c.txt", "--out", "none"}, 2) ==
        "strads: --covar does not go with the model in plain, which has no covariates\n");
  // A model of before there were covariates says nothing of them.
  Json old = Json::parse(read("plain/summary.json"));
  old.at("data").erase("covariates");
  write("plain/summary.json", old.dump());
  CHECK(run({"predict", "plain", "kept.bed"}).code == 0);
  CHECK(run({"report", "plain", "--out", "old.html"}).code == 0);
}

TEST_CASE_FIXTURE(Cohort, "a dash in a model's covariate is no range") {
  write(
      "dash.txt", "FID IID a-b\n" + [&] {
        std::string text;
        for (std::size_t i = 0; i < size; ++i) text += study.people[i] + " " + std::to_string(values[i][0]) + "\n";
        return text;
      }());
  REQUIRE(run({"lasso", "g.bed", "--pheno", "p.txt", "--covar", "dash.txt", "--path", "3", "--out", "fit"}).code == 0);
  write("dash.txt", "FID IID a b\nf0 i0 1 2\n");
  CHECK(refused({"predict", "fit", "g.bed", "--covar", "dash.txt", "--out", "none"}, 5) ==
        "strads: dash.txt: no column \"a-b\"; there are \"a\", \"b\"\n");
}
