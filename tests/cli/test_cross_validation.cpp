// `strads lasso --folds` and `--fold-ids`, and predictions by what they chose.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "cli/process.hpp"

using strads::test::Bench;
using strads::test::lines;
using Json = nlohmann::json;

namespace {

struct Data : Bench {
  Data() { write_csv("a.csv", 40, 6); }
  const std::vector<std::string> fit = {"lasso", "a.csv", "--target", "y", "--path", "8", "--out"};

  [[nodiscard]] strads::test::Outcome lasso(const std::string& out, const std::vector<std::string>& more) const {
    auto arguments = fit;
    arguments.push_back(out);
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }
};

}  // namespace

TEST_CASE_FIXTURE(Data, "folds leave a table, the steps they choose, and the fit as it was") {
  const auto outcome = lasso("cv", {"--folds", "4"});
  CAPTURE(outcome.err);
  REQUIRE(outcome.code == 0);
  CHECK(outcome.out.find("folds     4 in ") != std::string::npos);
  CHECK(outcome.out.find("\n          the mean alone has ") != std::string::npos);
  const auto table = lines(read("cv/cross_validation.csv"));
  REQUIRE(table.size() == 9);
  CHECK(table[0] == "step,lambda,error,standard_error,nonzero");
  const Json json = Json::parse(read("cv/summary.json"));
  const Json& cv = json.at("cross_validation");
  CHECK(cv.at("folds") == 4);
  CHECK(json.at("settings").at("folds") == 4);
  const int least = cv.at("least");
  const int one_se = cv.at("one_se");
  CHECK(one_se <= least);

  REQUIRE(lasso("plain", {}).code == 0);
  CHECK(read("cv/coefficients.tsv") == read("plain/coefficients.tsv"));
  CHECK(Json::parse(read("plain/summary.json")).at("cross_validation").is_null());
  CHECK_FALSE(exists("plain/cross_validation.csv"));

  CHECK(run({"predict", "cv", "a.csv", "--cv", "least"}).out ==
        run({"predict", "cv", "a.csv", "--step", std::to_string(least)}).out);
  CHECK(run({"predict", "cv", "a.csv", "--cv", "1se"}).out ==
        run({"predict", "cv", "a.csv", "--step", std::to_string(one_se)}).out);
  const auto none = run({"predict", "plain", "a.csv", "--cv", "least"});
  CHECK(none.code == 5);
  CHECK(none.err == "strads: plain was not cross-validated: strads lasso --folds K does that\n");
}

TEST_CASE_FIXTURE(Data, "folds follow the seed, not the threads, the executor or the schedule's draws") {
  REQUIRE(lasso("one", {"--folds", "5", "--threads", "1", "--executor", "serial"}).code == 0);
  REQUIRE(lasso("two", {"--folds", "5", "--threads", "2"}).code == 0);
  REQUIRE(lasso("other", {"--folds", "5", "--seed", "2"}).code == 0);
  CHECK(read("one/cross_validation.csv") == read("two/cross_validation.csv"));
  CHECK(read("one/cross_validation.csv") != read("other/cross_validation.csv"));
}

TEST_CASE_FIXTURE(Data, "folds of one's own: any numbers, one a row") {
  std::string families;
  std::string renamed;
  for (int i = 0; i < 40; ++i) {
    families += std::to_string(i / 10) + "\n";
    renamed += std::to_string(100 * (i / 10) - 7) + "\n";
  }
  write("families.txt", families);
  write("renamed.txt", renamed);
  REQUIRE(lasso("own", {"--fold-ids", "families.txt"}).code == 0);
  REQUIRE(lasso("again", {"--fold-ids", "renamed.txt"}).code == 0);
  CHECK(Json::parse(read("own/summary.json")).at("cross_validation").at("folds") == 4);
  CHECK(read("own/cross_validation.csv") == read("again/cross_validation.csv"));
}

TEST_CASE_FIXTURE(Data, "folds that cannot be are refused before anything is fitted") {
  write("short.txt", "1\n2\n");
  write("same.txt", [] {
    std::string text;
    for (int i = 0; i < 40; ++i) text += "1\n";
    return text;
  }());
  const auto refused = [&](const std::vector<std::string>& more, int code) {
    const auto outcome = lasso("fit", more);
    CHECK(outcome.code == code);
    CHECK_FALSE(exists("fit"));
    return outcome.err;
  };
  CHECK(refused({"--folds", "41"}, 5) ==
        "strads: 41 folds of 40 rows: there must be at least two, and a row for each\n");
  CHECK(refused({"--fold-ids", "short.txt"}, 5) ==
        "strads: short.txt has 2 values, but a.csv has 40 rows with a response\n");
  CHECK(refused({"--fold-ids", "same.txt"}, 5) == "strads: cross-validation needs at least two folds\n");
  CHECK(refused({"--fold-ids", "none.txt"}, 3).starts_with("strads: none.txt: "));
  CHECK(refused({"--folds", "1"}, 2).find("expected a whole number not below 2") != std::string::npos);
  CHECK(refused({"--folds", "3", "--fold-ids", "short.txt"}, 2).find("--fold-ids") != std::string::npos);
}

TEST_CASE_FIXTURE(Data, "an older table goes with the results it belonged to") {
  REQUIRE(lasso("fit", {"--folds", "4"}).code == 0);
  REQUIRE(lasso("fit", {"--force"}).code == 0);
  CHECK_FALSE(exists("fit/cross_validation.csv"));
}
