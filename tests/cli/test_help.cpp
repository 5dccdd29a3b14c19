// Help, version, and every way to mistype a command line.
#include <doctest/doctest.h>

#include "cli/process.hpp"

using strads::test::Bench;

TEST_CASE("help and version go to stdout, with code 0") {
  const Bench bench;
  const auto version = bench.run({"--version"});
  CHECK(version.code == 0);
  CHECK(version.out.starts_with("strads "));
  for (const auto& arguments :
       std::vector<std::vector<std::string>>{{"--help"}, {"lasso", "--help"}, {"predict", "--help"}, {"info", "-h"}}) {
    const auto help = bench.run(arguments);
    CAPTURE(arguments.front());
    CHECK(help.code == 0);
    CHECK(help.err.empty());
    CHECK(help.out.find("Usage: strads") != std::string::npos);
  }
}

TEST_CASE("the help of lasso is grouped and shows defaults") {
  const Bench bench;
  const std::string help = bench.run({"lasso", "--help"}).out;
  std::size_t at = 0;
  for (const auto* group :
       {"\nArguments:\n", "\nInput:\n", "\nProblem:\n", "\nPath:\n", "\nCross-validation:\n", "\nValidation:\n",
        "\nStopping:\n", "\nScheduling:\n", "\nExecution:\n", "\nEmulation:\n", "\nOutput:\n", "\nHelp:\n"}) {
    CAPTURE(group);
    const auto found = help.find(group, at);
    REQUIRE(found != std::string::npos);
    at = found;
  }
  for (const auto* said : {"(default 1e-6)", "(default 100, or fewer where nothing more is learned)",
                           "(default dynamic)", "(default 0.1 with drop, else inf)", "-y, --response"}) {
    CAPTURE(said);
    CHECK(help.find(said) != std::string::npos);
  }
  CHECK(help.find("Exit codes:") != std::string::npos);
}

TEST_CASE("bad usage: code 2, one line that names the option") {
  struct Case {
    std::vector<std::string> arguments;
    std::string said;
  };
  const std::vector<Case> cases = {
      {{}, "expected a command: lasso, mf, predict, recommend, info, generate, report, calibrate"},
      {{"lasoo"}, "there is no command \"lasoo\"; did you mean lasso?"},
      {{"frobnicate"}, "there is no command \"frobnicate\" (see strads --help)"},
      {{"lasso", "a.csv", "--out", "d", "--lamda", "3"},
       "there is no option --lamda; did you mean --lambda? (see strads lasso"},
      {{"lasso", "a.csv", "--ouput=d"}, "there is no option --ouput"},
      {{"lasso", "a.csv", "--out", ""}, "--out: expected a name, found \"\""},
      {{"lasso", "", "--out", "d"}, "X: expected a name"},
      {{"lasso", "a.csv", "-y", "", "--out", "d"}, "strads: --response: expected a name"},
      {{"lasso", "--out", "d"}, "X is required"},
      {{"lasso", "a.csv"}, "--out is required"},
      {{"lasso", "a.csv", "--out", "d", "--bogus"}, "--bogus"},
      {{"lasso", "a.csv", "--out", "d", "--alpha", "2"}, "a number from 0 to 1, found \"2\""},
      {{"lasso", "a.csv", "--out", "d", "--alpha", "nan"}, "found \"nan\""},
      {{"lasso", "a.csv", "--out", "d", "--alpha=-1"}, "found \"-1\""},
      {{"lasso", "a.csv", "--out", "d", "--alpha", "1", "--alpha", "0.5"}, "--alpha"},
      {{"lasso", "a.csv", "--out", "d", "--lambda", "x"}, "--lambda: expected a number"},
      {{"lasso", "a.csv", "--out", "d", "--lambda", "inf"}, "found \"inf\""},
      {{"lasso", "a.csv", "--out", "d", "--lambda", "1", "--path", "3"}, "excludes"},
      {{"lasso", "a.csv", "--out", "d", "--lambda", "1", "--lambda-ratio", "0.1"}, "excludes"},
      {{"lasso", "a.csv", "--out", "d", "--path", "0"}, "--path"},
      {{"lasso", "a.csv", "--out", "d", "--path", "2.5"}, "a whole number"},
      {{"lasso", "a.csv", "--out", "d", "--lambda-min-ratio", "0"}, "above 0"},
      {{"lasso", "a.csv", "--out", "d", "--tol", "0"}, "--tol"},
      {{"lasso", "a.csv", "--out", "d", "--tol", "1"}, "--tol"},
      {{"lasso", "a.csv", "--out", "d", "--max-rounds", "99999999999999999999"}, "--max-rounds"},
      {{"lasso", "a.csv", "--out", "d", "--time-limit", "-3"}, "--time-limit"},
      {{"lasso", "a.csv", "--out", "d", "--schedule", "lucky"},
       "dynamic, published, static, random or cyclic, found \"lucky\""},
      {{"lasso", "a.csv", "--out", "d", "--workers", "0"}, "--workers"},
      {{"lasso", "a.csv", "--out", "d", "--sum-limit", "0"}, "or inf"},
      {{"lasso", "a.csv", "--out", "d", "--safeguard", "maybe"}, "on or off"},
      {{"lasso", "a.csv", "--out", "d", "--executor", "gpu"}, "--executor"},
      {{"lasso", "a.csv", "--out", "d", "--impute", "zero"}, "--impute"},
      {{"lasso", "a.csv", "--out", "d", "-y", "y.txt", "--target", "c0"}, "excludes"},
      {{"lasso", "a.csv", "--out", "d", "-q", "-v"}, "excludes"},
      {{"lasso", "a.csv", "b.csv", "--out", "d"}, "unexpected argument \"b.csv\""},
      {{"lasso", "a.csv", "--out"}, "--out needs a value"},
      {{"predict", "d"}, "DATA is required"},
      {{"predict", "d", "a.csv", "--step", "-1"}, "--step"},
      {{"predict", "d", "a.csv", "--step", "1", "--lambda", "1"}, "excludes"},
      {{"info"}, "FILE is required"},
  };
  const Bench bench;
  bench.write_csv("a.csv", 6, 2);
  const auto before = bench.names();
  for (const Case& each : cases) {
    const auto outcome = bench.run(each.arguments);
    CAPTURE(each.said);
    CAPTURE(outcome.err);
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK(outcome.err_lines() == 1);
    CHECK(outcome.err.starts_with("strads: "));
    CHECK(outcome.err.find(each.said) != std::string::npos);
    CHECK(bench.names() == before);
  }
}
