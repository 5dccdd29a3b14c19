// `strads lasso --knots`.
#include <doctest/doctest.h>

#include "cli/process.hpp"

using strads::test::Bench;
using strads::test::lines;

TEST_CASE_FIXTURE(Bench, "knots are a table beside the fit, which stays as it was") {
  write_csv("a.csv", 40, 6);
  const auto lasso = [&](const std::string& out, const std::vector<std::string>& more) {
    std::vector<std::string> arguments = {"lasso", "a.csv", "--target", "y", "--path", "8", "--out", out};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  };
  const auto outcome = lasso("fit", {"--knots"});
  CAPTURE(outcome.err);
  REQUIRE(outcome.code == 0);
  CHECK(outcome.out.find("\nknots     ") != std::string::npos);
  const auto table = lines(read("fit/knots.tsv"));
  REQUIRE(table.size() >= 4);
  CHECK(table[0] == "lambda\tindex\tname\tchange\tsign\tnonzero\tduality_gap");
  CHECK(table[1].find("\tenters\t") != std::string::npos);

  REQUIRE(lasso("plain", {}).code == 0);
  CHECK(read("fit/coefficients.tsv") == read("plain/coefficients.tsv"));
  CHECK_FALSE(exists("plain/knots.tsv"));

  const auto refused = lasso("net", {"--knots", "--alpha", "0.5"});
  CHECK(refused.code == 2);
  CHECK(refused.err == "strads: --knots needs --alpha 1: a path with a ridge is curved between knots\n");
}
