// `strads lasso --validation-ids` and `--validation-column`: rows held out, where the path ends, and what is written.
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/process.hpp"
#include "cli/study.hpp"

using strads::test::Bench;
using strads::test::lines;
using Json = nlohmann::json;
using Words = std::vector<std::string>;

namespace {

constexpr int rows = 90;
bool held_out(int i) { return i % 3 == 1; }

// all.csv, and its rows that are fitted and held out in files of their own.
struct Table : Bench {
  Table() {
    strads::Random random(1, 2);
    std::string header;
    for (int j = 0; j < 8; ++j) header += "c" + std::to_string(j) + ",";
    std::string all = header + "y\n";
    std::string fitted = all;
    std::string others = all;
    std::string marks;
    for (int i = 0; i < rows; ++i) {
      std::ostringstream line;
      line.precision(17);
      double y = 3 * random.normal();
      for (int j = 0; j < 8; ++j) {
        const double x = random.normal();
        if (j < 2) y += 3 * x;
        line << x << ",";
      }
      line << y << "\n";
      values.push_back(y);
      all += line.str();
      (held_out(i) ? others : fitted) += line.str();
      marks += held_out(i) ? "1\n" : "0\n";
    }
    write("all.csv", all);
    write("fitted.csv", fitted);
    write("others.csv", others);
    write("marks.txt", marks);
  }

  [[nodiscard]] strads::test::Outcome lasso(const std::string& data, const std::string& out, const Words& more) const {
    Words arguments = {"lasso", data, "--target", "y", "--out", out, "--force"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }
  [[nodiscard]] Json summary(const std::string& fit) const { return Json::parse(read(fit + "/summary.json")); }

  std::vector<double> values;
};

const Words held = {"--validation-ids", "marks.txt"};

}  // namespace

TEST_CASE_FIXTURE(Table, "the fit is that of the rows left, and ends where those held out gain nothing") {
  const auto outcome = lasso("all.csv", "fit", {"--validation-ids", "marks.txt", "--patience", "3"});
  REQUIRE_MESSAGE(outcome.code == 0, outcome.err);
  const Json found = summary("fit");
  const auto count = found.at("steps").size();
  REQUIRE(count < 90);
  CHECK(found.at("path_end") == "validation");
  CHECK(found.at("data").at("rows") == 60);
  const Json& validation = found.at("validation");
  CHECK(validation.at("rows") == 30);
  CHECK(validation.at("best") == count - 4);
  CHECK(outcome.out.find("path      ends with lambda " + std::to_string(count) +
                         " of 100: 3 lambdas predict no better than one before (--whole-path goes on)\n") !=
        std::string::npos);
  CHECK(outcome.out.find("held out  30 rows: least mean squared error ") != std::string::npos);
  CHECK(outcome.out.find("\n          the mean alone has ") != std::string::npos);

  REQUIRE(lasso("fitted.csv", "alone", {"--whole-path"}).code == 0);
  const std::string alone = read("alone/coefficients.tsv");
  CHECK(alone.starts_with(read("fit/coefficients.tsv")));

  // What `predict` says of them.
  const auto table = lines(read("fit/path.csv"));
  CHECK(table.at(0) == "step,lambda,nonzero,explained,validation_error,validation_explained");
  const auto predicted = lines(run({"predict", "alone", "others.csv", "--target", "y"}).out);
  const double null_error = validation.at("null_error");
  for (std::size_t k = 0; k < count; ++k) {
    double squares = 0;
    std::size_t at = 1 + 30 * k;
    for (int i = 0; i < rows; ++i) {
      if (!held_out(i)) continue;
      const auto& line = predicted.at(at++);
      const double value = std::stod(line.substr(line.rfind('\t') + 1));
      squares += (values[static_cast<std::size_t>(i)] - value) * (values[static_cast<std::size_t>(i)] - value);
    }
    const Json row = Json::parse("[" + table.at(k + 1) + "]");
    CHECK(row.at(4) == doctest::Approx(squares / 30));
    CHECK(row.at(5) == doctest::Approx(1 - squares / 30 / null_error));
    CHECK(row.at(4) == found.at("steps").at(k).at("validation_error"));
    CHECK(row.at(5) == found.at("steps").at(k).at("validation_explained"));
  }

  const std::string best = std::to_string(validation.at("best").get<int>());
  CHECK(run({"predict", "fit", "others.csv", "--target", "y", "--best"}).out ==
        run({"predict", "fit", "others.csv", "--target", "y", "--step", best}).out);
  const auto none = run({"predict", "alone", "others.csv", "--target", "y", "--best"});
  CHECK(none.code == 5);
  CHECK(none.err == "strads: alone held no rows out: strads lasso --validation-ids FILE does that\n");
}

TEST_CASE_FIXTURE(Table, "the whole path goes on, and asked points end as any") {
  REQUIRE(lasso("all.csv", "whole", {"--validation-ids", "marks.txt", "--whole-path"}).code == 0);
  CHECK(summary("whole").at("steps").size() == 100);
  CHECK(summary("whole").at("path_end") == "last lambda");
  REQUIRE(lasso("all.csv", "asked", {"--validation-ids", "marks.txt", "--path", "50"}).code == 0);
  CHECK(summary("asked").at("path_end") == "validation");
  CHECK(summary("asked").at("steps").size() == summary("asked").at("validation").at("best").get<std::size_t>() + 6);
  const auto page = read("asked/report.html");
  CHECK(page.find("\"best, held out\"") != std::string::npos);
  const auto watched = lasso("all.csv", "asked", {"--validation-ids", "marks.txt", "--verbose"});
  CHECK(watched.err.find("  R2  0.") != std::string::npos);
}

TEST_CASE_FIXTURE(Table, "what says which rows are held out is looked at") {
  struct Case {
    std::string marks;
    std::string said;
    int code;
  };
  for (const auto& [marks, said, code] : std::vector<Case>{
           {"1\n0\n", "held.txt has 2 values, but all.csv has 90 rows with a response", 5},
           {"1\nmaybe\n", "1 is held out, 0 is fitted", 4},
       }) {
    write("held.txt", marks);
    const auto outcome = lasso("all.csv", "fit", {"--validation-ids", "held.txt"});
    CHECK(outcome.code == code);
    CHECK_MESSAGE(outcome.err.find(said) != std::string::npos, outcome.err);
    CHECK_FALSE(exists("fit"));
  }
  std::string marks;
  for (int i = 0; i < rows; ++i) marks += i == 7 ? "2\n" : "0\n";
  write("held.txt", marks);
  CHECK(lasso("all.csv", "fit", {"--validation-ids", "held.txt"}).err ==
        "strads: held.txt: value 8 is 2; expected 1 (held out) or 0 (fitted)\n");
  std::replace(marks.begin(), marks.end(), '2', '0');
  write("held.txt", marks);
  CHECK(lasso("all.csv", "fit", {"--validation-ids", "held.txt"}).err ==
        "strads: no row with a response is held out for validation\n");
  const auto folds = lasso("all.csv", "fit", {"--validation-ids", "marks.txt", "--folds", "3"});
  CHECK(folds.code == 2);
  CHECK(lasso("all.csv", "fit", {"--validation-column", "split"}).err ==
        "strads: --validation-column needs --pheno FILE\n");
}

namespace {

// g.bed of 80 people, by name and by a column: held out are those whose number ends in 3, unused those in 7.
struct People : Bench {
  People() {
    strads::Random random(5, 1);
    study = strads::test::random_study(random, 80, 24);
    study.phenotypes[4] = "NA";
    study.write(*this, "g");
    std::string pheno = "#FID IID trait part\n";
    std::string both;
    std::string own;
    for (std::size_t i = 0; i < study.people.size(); ++i) {
      const std::string part = i % 10 == 3 ? "val" : i % 10 == 7 ? "test" : i == 5 ? "NA" : "train";
      pheno.insert(pheno.find('\n') + 1, study.people[i] + " " + study.phenotypes[i] + " " + part + "\n");
      if (part == "train") fitted.push_back(i);
      if (part != "val") continue;
      others.push_back(i);
      both += study.people[i] + " passed over\n";
      own += study.people[i].substr(study.people[i].find(' ') + 1) + "\n";
    }
    write("p.txt", pheno);
    write("both.txt", both);
    write("own.txt", "#IID\n" + own);
    write("stranger.txt", "f0 i0\nf0 nobody\n");
    study.some(fitted).write(*this, "fitted");
  }
  [[nodiscard]] strads::test::Outcome lasso(const std::string& data, const std::string& out, const Words& more) const {
    Words arguments = {"lasso", data + ".bed", "--out", out, "--force", "--lambda-min-ratio", "0.05"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }
  strads::test::Study study;
  std::vector<std::size_t> fitted;
  std::vector<std::size_t> others;
};

}  // namespace

TEST_CASE_FIXTURE(People, "people are held out by a column of the phenotype file") {
  const Words column = {"--pheno", "p.txt", "--pheno-name", "trait", "--validation-column", "part"};
  const auto outcome = lasso("g", "fit", column);
  REQUIRE_MESSAGE(outcome.code == 0, outcome.err);
  const Json summary = Json::parse(read("fit/summary.json"));
  CHECK(summary.at("validation").at("rows") == 8);
  CHECK(summary.at("settings").at("validation_column") == "part");
  CHECK(summary.at("data").at("rows") == static_cast<int>(fitted.size()) - 1);
  REQUIRE(lasso("fitted", "alone", {"--whole-path"}).code == 0);
  const Json alone = Json::parse(read("alone/summary.json"));
  for (std::size_t k = 0; k < summary.at("steps").size(); ++k) {
    for (const char* field : {"lambda", "objective", "explained", "nonzero"}) {
      const double value = alone.at("steps").at(k).at(field);
      CHECK(summary.at("steps").at(k).at(field).get<double>() == doctest::Approx(value).epsilon(1e-9));
    }
  }

  write("p.txt", "FID IID trait part\n" + study.people[0] + " 1 fitted\n");
  const auto refused = lasso("g", "fit", column);
  CHECK(refused.code == 4);
  CHECK(refused.err == "strads: p.txt:2:9: expected train, val, test, found \"fitted\"\n");
}

TEST_CASE_FIXTURE(People, "people are held out by name, and all others with a phenotype are fitted") {
  REQUIRE(lasso("g", "both", {"--validation-ids", "both.txt"}).code == 0);
  REQUIRE(lasso("g", "own", {"--validation-ids", "own.txt"}).code == 0);
  CHECK(read("own/path.csv") == read("both/path.csv"));
  const Json summary = Json::parse(read("own/summary.json"));
  CHECK(summary.at("validation").at("rows") == 8);
  CHECK(summary.at("data").at("rows") == 71);
  const auto some = lasso("g", "fit", {"--validation-ids", "stranger.txt"});
  CHECK(some.out.find("held out  1 of stranger.txt have no row with a response\n") != std::string::npos);
  write("none.txt", "f nobody\n");
  CHECK(lasso("g", "fit", {"--validation-ids", "none.txt"}).err ==
        "strads: none.txt: none of its people (FID, IID) has a row in the data\n");
  write("torn.txt", "f0 i0\ni1\n");
  CHECK(lasso("g", "fit", {"--validation-ids", "torn.txt"}).err ==
        "strads: torn.txt:2:3: expected two columns: family, person, found the end of the line\n");
  study.people[1] = "f9 i0";
  study.write(*this, "twice");
  write("i0.txt", "i0\n");
  CHECK(lasso("twice", "fit", {"--validation-ids", "i0.txt"}).err ==
        "strads: i0.txt: several people in the .fam file are called \"i0\"; give FID and IID\n");
}
