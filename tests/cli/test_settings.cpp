// Every option of `strads lasso` reaches the settings that summary.json tells, or stands in the list of those that are
// no settings: an option that is read and never taken fails here.
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/process.hpp"

using strads::test::Bench;
using Json = nlohmann::json;

namespace {

struct Given {
  std::vector<std::string> arguments;  // the option first
  std::string key;
  Json value;
};

std::set<std::string> options_of(const std::string& help) {
  std::set<std::string> found;
  for (const auto& line : strads::test::lines(help)) {
    const auto at = line.find("--");
    const auto first = line.find_first_not_of(' ');
    if (at == std::string::npos || first == std::string::npos || line[first] != '-') continue;
    found.insert(line.substr(at, line.find_first_of(" ,", at) - at));
  }
  return found;
}

// Elsewhere in summary.json, on the screen, or about files.
const std::set<std::string> no_settings = {"--out",  "--force",    "--quiet",   "--verbose", "--stats",
                                           "--help", "--timeline", "--explain", "--threads", "--seed"};

}  // namespace

TEST_CASE("every option of the lasso reaches its setting") {
  const Bench bench;
  bench.write_csv("a.csv", 40, 6);
  bench.write("y.txt", [] {
    std::string text;
    for (int i = 0; i < 40; ++i) text += std::to_string(i % 7) + "\n";
    return text;
  }());
  bench.write("x.csv", [] {
    std::string text = "a,b\n";
    for (int i = 0; i < 40; ++i) text += std::to_string(i % 5) + "," + std::to_string(i % 3) + "\n";
    return text;
  }());
  bench.write("names.txt", "first\nsecond\n");
  bench.write("factors.txt", "1\n2\n3\n4\n5\n6\n");
  bench.write("folds.txt", [] {
    std::string text;
    for (int i = 0; i < 40; ++i) text += std::to_string(i % 4) + "\n";
    return text;
  }());
  bench.write("held.txt", [] {
    std::string text;
    for (int i = 0; i < 40; ++i) text += std::to_string(i % 4 / 3) + "\n";
    return text;
  }());
  const std::vector<Given> given = {
      {{"--response", "y.txt"}, "response", "y.txt"},
      {{"--column-names", "names.txt", "--response", "y.txt"}, "column_names", "names.txt"},
      {{"--target", "y"}, "target", "y"},
      {{"--impute", "mean"}, "impute", "mean"},
      {{"--storage", "float"}, "storage", "float"},
      {{"--drop", "c5"}, "drop", "c5"},
      {{"--header", "yes"}, "header", "yes"},
      {{"--alpha", "0.25"}, "alpha", 0.25},
      {{"--no-intercept"}, "intercept", false},
      {{"--no-standardize"}, "standardize", false},
      {{"--penalty-factors", "factors.txt"}, "penalty_factors", "factors.txt"},
      {{"--non-negative"}, "non_negative", true},
      {{"--scale-response"}, "scale_response", true},
      {{"--lambda", "0.5"}, "lambda", 0.5},
      {{"--lambda-ratio", "0.5"}, "lambda_ratio", 0.5},
      {{"--path", "3"}, "path", 3},
      {{"--whole-path"}, "whole_path", true},
      {{"--lambda-min-ratio", "0.2"}, "lambda_min_ratio", 0.2},
      {{"--knots"}, "knots", true},
      {{"--folds", "4"}, "folds", 4},
      {{"--fold-ids", "folds.txt"}, "fold_ids", "folds.txt"},
      {{"--validation-ids", "held.txt"}, "validation_ids", "held.txt"},
      {{"--patience", "7"}, "patience", 7},
      {{"--tol", "0.001"}, "tol", 0.001},
      {{"--max-rounds", "12345"}, "max_rounds", 12345},
      {{"--time-limit", "123"}, "time_limit", 123.0},
      {{"--schedule", "static"}, "schedule", "static"},
      {{"--workers", "3"}, "workers", 3},
      {{"--candidates", "5"}, "candidates", 5},
      {{"--conflict", "drop"}, "conflict", "drop"},
      {{"--pair-limit", "0.25"}, "pair_limit", 0.25},
      {{"--sum-limit", "0.75"}, "sum_limit", 0.75},
      {{"--block-floor", "7"}, "block_floor", 7},
      {{"--block-cap", "9"}, "block_cap", 9},
      {{"--eta", "0.125"}, "eta", 0.125},
      {{"--shards", "2"}, "shards", 2},
      {{"--lookahead", "1"}, "lookahead", 1},
      {{"--no-priority"}, "priority", false},
      {{"--no-balance"}, "balance", false},
      {{"--staleness", "--lookahead", "1"}, "staleness", true},
      {{"--no-filter"}, "filter", false},
      {{"--update", "step"}, "update", "step"},
      {{"--score", "step"}, "score", "step"},
      {{"--no-screening"}, "screening", false},
      {{"--safeguard", "off"}, "safeguard", false},
      {{"--executor", "serial"}, "executor", "serial"},
      {{"--commit", "fixed"}, "commit", "fixed"},
      {{"--gram-cache", "77"}, "gram_cache", 77},
      {{"--emulate", "workers=4"}, "workers", 4},
  };
  std::set<std::string> tried = no_settings;
  for (const Given& each : given) {
    const std::vector<std::string>& arguments = each.arguments;
    CAPTURE(arguments[0]);
    tried.insert(arguments[0]);
    const bool own_response = std::find(arguments.begin(), arguments.end(), "--response") != arguments.end();
    std::vector<std::string> all = {"lasso", own_response ? "x.csv" : "a.csv", "--out", "fit", "--force"};
    if (!own_response && arguments[0] != "--target") all.insert(all.end(), {"--target", "y"});
    const bool one = arguments[0].starts_with("--lambda") || arguments[0].ends_with("path");
    if (!one && !arguments[0].starts_with("--fold")) all.insert(all.end(), {"--lambda-ratio", "0.5"});
    all.insert(all.end(), arguments.begin(), arguments.end());
    const auto outcome = bench.run(all);
    CAPTURE(outcome.err);
    REQUIRE(outcome.code == 0);
    CHECK(Json::parse(bench.read("fit/summary.json")).at("settings").at(each.key) == each.value);
  }
  // Those that belong to one format.
  bench.write("decimal.csv", "y;a\n1,5;2\n2,5;3\n4,5;1\n");
  bench.write("base.svm", "1 0:1\n2 0:2 1:1\n3 1:2\n");
  const auto of_format = [&](std::vector<std::string> arguments, const std::string& key) {
    tried.insert(arguments[arguments.size() - 2]);
    arguments.insert(arguments.begin(), {"lasso", "--lambda-ratio", "0.5", "--out", "fit", "--force"});
    const auto outcome = bench.run(arguments);
    REQUIRE_MESSAGE(outcome.code == 0, outcome.err);
    return Json::parse(bench.read("fit/summary.json")).at("settings").at(key);
  };
  CHECK(of_format({"decimal.csv", "--target", "y", "--decimal", ","}, "decimal") == ",");
  CHECK(of_format({"base.svm", "--index-base", "0"}, "index_base") == 0);
  // Phenotypes and covariates belong to genotypes, and are tried with those (test_genotypes.cpp, test_covariates.cpp).
  tried.insert({"--pheno", "--pheno-name", "--covar", "--covar-name", "--validation-column"});
  for (const auto& option : options_of(bench.run({"lasso", "--help"}).out)) {
    CAPTURE(option);
    CHECK(tried.contains(option));
  }
}

TEST_CASE("columns that are left out are counted on the screen and named in the summary") {
  const Bench bench;
  std::string text = "y,x,seven,jd,male,female\n";
  for (int i = 0; i < 30; ++i) {
    text += std::to_string(i % 7) + "," + std::to_string(i % 5) + ",7.1,2459000." + std::to_string(100 + 11 * i) + "," +
            std::to_string(i % 2) + "," + std::to_string(1 - i % 2) + "\n";
  }
  bench.write("a.csv", text);
  bench.write("factors.txt", "1\n1\n1\n0\n0\n");
  const std::vector<std::string> common = {"lasso",       "a.csv",          "--target", "y",     "--penalty-factors",
                                           "factors.txt", "--lambda-ratio", "0.1",      "--out", "fit",
                                           "--force"};
  auto outcome = bench.run(common);
  CAPTURE(outcome.err);
  CHECK(outcome.code == 0);
  CHECK(outcome.out.find("columns   1 constant left out: seven\n") != std::string::npos);
  CHECK(outcome.out.find("columns   1 unpenalized left out, combinations of those before: female\n") !=
        std::string::npos);
  Json summary = Json::parse(bench.read("fit/summary.json"));
  CHECK(summary.at("columns_left_out") == Json{"seven"});
  CHECK(summary.at("columns_dependent") == Json{"female"});
  CHECK(bench.read("fit/coefficients.tsv").find("\tjd\t") != std::string::npos);

  auto in_float = common;
  in_float.insert(in_float.end(), {"--storage", "float"});
  outcome = bench.run(in_float);
  CHECK(outcome.code == 0);
  CHECK(outcome.out.find("1 so far from zero that float keeps under 4 digits: jd\n") != std::string::npos);
}

TEST_CASE("a constant response is one fit and a sentence, a path or not, with folds or without") {
  const Bench bench;
  std::string text = "y,x\n";
  for (int i = 0; i < 12; ++i) text += "0.1," + std::to_string(i % 5) + "\n";
  bench.write("a.csv", text);
  for (const auto& more : std::vector<std::vector<std::string>>{
           {}, {"--lambda", "0.5"}, {"--lambda-ratio", "0.1"}, {"--folds", "3"}, {"--alpha", "0"}}) {
    std::vector<std::string> all = {"lasso", "a.csv", "--target", "y", "--out", "fit", "--force"};
    all.insert(all.end(), more.begin(), more.end());
    const auto outcome = bench.run(all);
    CAPTURE(outcome.err);
    CHECK(outcome.code == 0);
    CHECK(outcome.out.find("response  constant: no coefficient can be told from 0\n") != std::string::npos);
    const Json summary = Json::parse(bench.read("fit/summary.json"));
    CHECK(summary.at("lambda_max") == 0);
    CHECK(summary.at("steps").size() == 1);
  }
}
