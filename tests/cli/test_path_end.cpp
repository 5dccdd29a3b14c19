// Where `strads lasso` ends a path, and what it says and writes of that.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "cli/process.hpp"

using strads::test::Bench;
using strads::test::lines;
using Json = nlohmann::json;

namespace {

struct Data : Bench {
  Data() { write_csv("a.csv", 40, 6); }

  [[nodiscard]] std::string lasso(const std::vector<std::string>& more) const {
    std::vector<std::string> arguments = {"lasso", "a.csv", "--target", "y", "--out", "fit", "--force"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto outcome = run(arguments);
    REQUIRE_MESSAGE(outcome.code == 0, outcome.err);
    return outcome.out;
  }
  [[nodiscard]] Json summary() const { return Json::parse(read("fit/summary.json")); }
};

}  // namespace

TEST_CASE_FIXTURE(Data, "a path that ends by itself says where and why, and how it goes on") {
  const auto out = lasso({});
  const Json summary = this->summary();
  const auto count = summary.at("steps").size();
  REQUIRE(count < 100);
  CHECK(summary.at("settings").at("path") == 100);
  const bool explained = summary.at("steps").back().at("explained") > 0.999;
  CHECK(summary.at("path_end") == (explained ? "explained" : "no gain"));
  CHECK(out.find("path      ends with lambda " + std::to_string(count) + " of 100: it explains ") != std::string::npos);
  CHECK(out.find(" (--whole-path goes on)\n") != std::string::npos);

  for (const auto& all : std::vector<std::vector<std::string>>{{"--whole-path"}, {"--path", "100"}}) {
    CHECK(lasso(all).find("--whole-path") == std::string::npos);
    CHECK(this->summary().at("steps").size() == 100);
    CHECK(this->summary().at("path_end") == "last lambda");
  }
}

TEST_CASE_FIXTURE(Data, "folds are fitted at the lambdas that the path came to") {
  (void)lasso({"--folds", "4"});
  CHECK(lines(read("fit/cross_validation.csv")).size() == 1 + summary().at("steps").size());
}

TEST_CASE_FIXTURE(Data, "path.csv has what each lambda explains, as the summary has it") {
  (void)lasso({});
  const auto table = lines(read("fit/path.csv"));
  CHECK(table.at(0) == "step,lambda,nonzero,explained");
  const Json steps = summary().at("steps");
  REQUIRE(table.size() == 1 + steps.size());
  for (std::size_t k = 0; k < steps.size(); ++k) {
    const Json row = Json::parse("[" + table[k + 1] + "]");
    CHECK(row == Json::array({k, steps[k].at("lambda"), steps[k].at("nonzero"), steps[k].at("explained")}));
  }
}

TEST_CASE_FIXTURE(Data, "a fit that a limit stopped did not end by itself") {
  const auto outcome = run({"lasso", "a.csv", "--target", "y", "--max-rounds", "2", "--out", "fit"});
  CHECK(outcome.code == 7);
  CHECK(summary().at("path_end").is_null());
  CHECK(outcome.out.find("--whole-path") == std::string::npos);
}
