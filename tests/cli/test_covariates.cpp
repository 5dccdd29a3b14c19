// `strads lasso --covar`: covariates beside a .bed, against the same numbers in a table.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "cli/cohort.hpp"

using namespace strads::test::cohort;
using strads::test::lines;
using Json = nlohmann::json;

TEST_CASE_FIXTURE(MissingCalls, "covariates fit as unpenalized columns of a table do") {
  for (const Words& more : std::vector<Words>{
           {}, {"--alpha", "0.5"}, {"--alpha", "0", "--path", "5"}, {"--no-intercept"}, {"--no-standardize"}}) {
    CAPTURE(more);
    const auto outcome = fit("bed", more);
    REQUIRE_MESSAGE(outcome.code == 0, outcome.err);
    REQUIRE(fit_table("csv", more).code == 0);
    check_same(coefficients("bed"), coefficients("csv"));
    const Json bed = Json::parse(read("bed/summary.json"));
    const Json csv = Json::parse(read("csv/summary.json"));
    REQUIRE(bed.at("steps").size() == csv.at("steps").size());
    for (std::size_t k = 0; k < bed.at("steps").size(); ++k) {
      const auto& ours = bed.at("steps").at(k);
      const auto& theirs = csv.at("steps").at(k);
      CHECK(ours.at("duality_gap") <= 1e-12);
      for (const char* field : {"objective", "explained", "nonzero"}) {
        CHECK(ours.at(field).get<double>() == doctest::Approx(theirs.at(field).get<double>()).epsilon(1e-9));
      }
    }
  }
}

TEST_CASE_FIXTURE(MissingCalls, "files and screen tell of covariates by name") {
  const auto outcome = fit("bed", {"--verbose"});
  REQUIRE(outcome.code == 0);
  CHECK(outcome.out.find("data      g.bed: 67 rows x 33 columns, ") != std::string::npos);
  CHECK(
      outcome.out.find("people    1 without a phenotype left out, 2 without all covariates left out, 1 of c.txt not in "
                       "the .fam\ncovar     3 unpenalized: age, sex, birth\n") != std::string::npos);
  const Json summary = Json::parse(read("bed/summary.json"));
  CHECK(summary.at("settings").at("covar") == "c.txt");
  CHECK(summary.at("settings").at("covar_name") == "age-birth");
  CHECK(summary.at("compared").at("data").at("covar") == "covariates");
  CHECK(summary.at("data").at("covariates") == covariates);
  CHECK(summary.at("data").at("left_out") == 1);
  CHECK(summary.at("data").at("without_covariates") == 2);
  CHECK(summary.at("data").at("covariates_not_in_fam") == 1);
  CHECK(summary.at("data").at("columns") == 33);
  const auto found = coefficients("bed");
  for (std::size_t k = 0; k < 3; ++k) {  // the first lambda has covariates alone
    const Line& line = found.at(1 + k);
    CHECK(line.step == 0);
    CHECK(line.index == static_cast<long>(variants + k));
    CHECK(line.name == covariates[k]);
    CHECK(line.behind == "\t.\t0\t.\t.");
    double mean = 0;
    for (const std::size_t i : kept) mean += values[i][k] / static_cast<double>(kept.size());
    CHECK(line.mean == doctest::Approx(mean).epsilon(1e-12));
  }
  CHECK(found.at(4).step == 1);
  CHECK(found.back().step > 1);
  CHECK(read("bed/report.html").find("birth") != std::string::npos);
  CHECK(run({"report", "bed", "--out", "page.html"}).code == 0);
}

TEST_CASE_FIXTURE(Cohort, "a covariate may have either sign where no variant may") {
  for (const Words& more : std::vector<Words>{{}, {"--knots"}, {"--alpha", "0.3"}}) {
    CAPTURE(more);
    Words all = {"--non-negative", "--path", "12"};
    all.insert(all.end(), more.begin(), more.end());
    const auto outcome = fit("bed", all);
    REQUIRE_MESSAGE(outcome.code == 0, outcome.err);
    bool some = false;
    for (const Line& line : coefficients("bed")) {
      if (line.name == "age") CHECK(line.value < -0.2);
      if (line.index < 0 || line.index >= static_cast<long>(variants)) continue;
      CHECK(line.value > 0);
      some = true;
    }
    CHECK(some);
  }
}

TEST_CASE_FIXTURE(Cohort, "cross-validation and rows held out take covariates along") {
  std::string folds;
  for (std::size_t k = 0; k < kept.size(); ++k) folds += std::to_string(k % 4) + "\n";
  write("folds.txt", folds);
  for (const Words& more : std::vector<Words>{{"--folds", "5"}, {"--fold-ids", "folds.txt"}}) {
    REQUIRE(fit("bed", more).code == 0);
    REQUIRE(fit_table("csv", more).code == 0);
    const auto ours = Json::parse(read("bed/summary.json")).at("cross_validation");
    const auto theirs = Json::parse(read("csv/summary.json")).at("cross_validation");
    CHECK(ours.at("least") == theirs.at("least"));
    CHECK(ours.at("null_error").get<double>() == doctest::Approx(theirs.at("null_error").get<double>()).epsilon(1e-12));
    const auto rows = lines(read("bed/cross_validation.csv"));
    const auto others = lines(read("csv/cross_validation.csv"));
    REQUIRE(rows.size() == others.size());
    for (std::size_t k = 1; k < rows.size(); ++k) {
      const auto error = [](const std::string& row) {
        return std::stod(row.substr(row.find(',', row.find(',') + 1) + 1));
      };
      CHECK(error(rows[k]) == doctest::Approx(error(others[k])).epsilon(1e-6));
    }
  }
  write("folds.txt", folds + "0\n");
  CHECK(refused({"lasso", "g.bed", "--pheno", "p.txt", "--covar", "c.txt", "--covar-name", "age", "--fold-ids",
                 "folds.txt", "--out", "none"},
                5) == "strads: folds.txt has 68 values, but g.bed has 67 rows with a response and covariates\n");

  std::string marks;
  std::string people = study.people[4] + "\n";
  for (std::size_t k = 0; k < kept.size(); ++k) {
    marks += k % 3 == 1 ? "1\n" : "0\n";
    if (k % 3 == 1) people += study.people[kept[k]] + "\n";
  }
  write("marks.txt", marks);
  write("people.txt", people);
  const auto outcome = fit("bed", {"--validation-ids", "people.txt"});
  REQUIRE_MESSAGE(outcome.code == 0, outcome.err);
  CHECK(outcome.out.find("held out  1 of people.txt have no row with a response and covariates\n") !=
        std::string::npos);
  REQUIRE(fit_table("csv", {"--validation-ids", "marks.txt"}).code == 0);
  check_same(coefficients("bed"), coefficients("csv"));
  const auto ours = Json::parse(read("bed/summary.json")).at("validation");
  const auto theirs = Json::parse(read("csv/summary.json")).at("validation");
  CHECK(ours.at("explained").get<double>() == doctest::Approx(theirs.at("explained").get<double>()).epsilon(1e-9));
  CHECK(ours.at("rows") == theirs.at("rows"));
}

TEST_CASE_FIXTURE(Cohort, "one file may have phenotype, covariates and who is held out") {
  std::string all = "FID IID part trait age sex birth\n";
  for (std::size_t i = 0; i < size; ++i) {
    all += study.people[i] + (i % 5 == 0 ? " val " : " train ") + study.phenotypes[i];
    for (const double value : values[i]) all += " " + std::to_string(value);
    all += "\n";
  }
  write("all.txt", all);
  Words arguments = {
      "lasso", "g.bed", "--pheno", "all.txt", "--pheno-name", "trait", "--covar", "all.txt", "--validation-column",
      "part",  "--out", "fit"};
  const auto outcome = run(arguments);
  REQUIRE_MESSAGE(outcome.code == 0, outcome.err);
  CHECK(outcome.out.find("people") == std::string::npos);
  const Json summary = Json::parse(read("fit/summary.json"));
  CHECK(summary.at("data").at("covariates") == covariates);
  CHECK(summary.at("settings").at("covar_name").is_null());
  CHECK(summary.at("validation").at("rows") == 14);
  arguments.back() = "none";
  arguments.insert(arguments.end(), {"--covar-name", "age,trait"});
  CHECK(refused(arguments, 5) ==
        "strads: all.txt: \"trait\" is no covariate: it is the phenotype, or says who is held "
        "out\n");
  arguments.back() = "part";
  CHECK(refused(arguments, 5) ==
        "strads: all.txt: \"part\" is no covariate: it is the phenotype, or says who is held "
        "out\n");
}

TEST_CASE_FIXTURE(Cohort, "penalty factors and column names are of variants alone") {
  std::string factors;
  std::string called;
  for (std::size_t j = 0; j < variants; ++j) {
    factors += j == 2 ? "0\n" : "0.5\n";
    called += "v" + std::to_string(j) + "\n";
  }
  write("half.txt", factors);
  write("names.txt", called);
  REQUIRE(fit("bed", {"--penalty-factors", "half.txt", "--column-names", "names.txt"}).code == 0);
  const auto found = coefficients("bed");
  CHECK(found.at(1).name == "v2");
  CHECK(found.at(2).name == "age");
  write("factors.txt", factors + "0\n0\n0\n");
  REQUIRE(fit_table("csv", {}).code == 0);
  const auto table = coefficients("csv");
  REQUIRE(table.size() == found.size());
  for (std::size_t k = 0; k < found.size(); ++k) {
    CHECK(found[k].value == doctest::Approx(table[k].value).epsilon(1e-6));
  }
  write("long.txt", factors + "0\n");
  write("names.txt", called + "age\n");
  const Words common = {"lasso", "g.bed",        "--pheno", "p.txt", "--covar",
                        "c.txt", "--covar-name", "age",     "--out", "none"};
  const auto with = [&](const std::string& option, const std::string& file) {
    Words all = common;
    all.insert(all.end(), {option, file});
    return refused(all, 5);
  };
  CHECK(with("--penalty-factors", "long.txt") == "strads: the penalty factors are 31, the columns 30\n");
  CHECK(with("--column-names", "names.txt") == "strads: names.txt has 31 names, but there are 30 columns\n");
}

TEST_CASE_FIXTURE(Cohort, "a covariate that is constant, or a combination of others, is left out and said") {
  std::string text = "IID one two sum same\n";
  for (std::size_t i = 0; i < size; ++i) {
    const double sum = values[i][0] + values[i][1];
    text += study.people[i].substr(study.people[i].find(' ') + 1) + " " + std::to_string(values[i][0]) + " " +
            std::to_string(values[i][1]) + " " + std::to_string(sum) + " 3\n";
  }
  write("c.txt", text);
  const auto outcome = run({"lasso", "g.bed", "--pheno", "p.txt", "--covar", "c.txt", "--out", "fit"});
  REQUIRE_MESSAGE(outcome.code == 0, outcome.err);
  CHECK(outcome.out.find("covar     4 unpenalized: one, two, sum, same\n") != std::string::npos);
  CHECK(outcome.out.find("columns   1 constant left out: same\n") != std::string::npos);
  CHECK(outcome.out.find("columns   1 unpenalized left out, combinations of those before: sum\n") != std::string::npos);
  // What the model does not use need not be there.
  std::string used = "IID two one\n";
  for (const auto& line : lines(text.substr(text.find('\n') + 1))) {
    std::istringstream fields(line);
    std::string person, one, two;
    fields >> person >> one >> two;
    used += person + " " + two + " " + one + "\n";
  }
  write("used.txt", used);
  const auto predicted = run({"predict", "fit", "g.bed", "--covar", "used.txt"});
  REQUIRE_MESSAGE(predicted.code == 0, predicted.err);
  CHECK(predicted.out == run({"predict", "fit", "g.bed", "--covar", "c.txt"}).out);
}

TEST_CASE_FIXTURE(Cohort, "what does not go with covariates is refused") {
  CHECK(refused({"lasso", "g.bed", "--pheno", "p.txt", "--covar-name", "age", "--out", "none"}, 2) ==
        "strads: --covar-name needs --covar FILE\n");
  CHECK(refused({"lasso", "x.csv", "--target", "trait", "--covar", "c.txt", "--out", "none"}, 5) ==
        "strads: x.csv: CSV has no people whose ids c.txt could name\n");
  CHECK(refused({"lasso", "g.bed", "--pheno", "p.txt", "--covar", "c.txt", "--out", "none"}, 4) ==
        "strads: c.txt:2:43: expected a number, found \"text\"\n");
  CHECK(refused(
            {"lasso", "g.bed", "--pheno", "p.txt", "--covar", "c.txt", "--covar-name", "age,\"sex", "--out", "none"}, 2)
            .starts_with("strads: --covar-name: expected "));
  CHECK(refused({"lasso", "g.bed", "--pheno", "p.txt", "--covar", "c.txt", "--covar-name", "age,bmi", "--out", "none"},
                5) == "strads: c.txt: no column \"bmi\"; there are \"age\", \"sex\", \"birth\", \"site\"\n");
  std::string y;
  for (std::size_t i = 0; i < size; ++i) y += study.phenotypes[i] + "\n";
  write("y.txt", y);
  CHECK(refused({"lasso", "g.bed", "-y", "y.txt", "--covar", "c.txt", "--covar-name", "age", "--out", "none"}, 5) ==
        "strads: c.txt: 2 of the 70 people in the .fam file lack a covariate: \"f4 i9\" is the first\n");
  CHECK(run({"lasso", "kept.bed", "--covar", "c.txt", "--covar-name", "age", "--path", "3", "--out", "fam"}).code == 0);
  write("mf.csv", "user,item,rating\na,b,1\na,c,2\nb,b,2\nb,c,4\nc,b,1\nc,c,3\n");
  REQUIRE(run({"mf", "mf.csv", "--rank", "1", "--out", "mf"}).code == 0);
  CHECK(refused({"predict", "mf", "mf.csv", "--covar", "c.txt", "--out", "none"}, 2) ==
        "strads: --covar does not go with the model in mf, which strads mf made\n");
}
