// `strads generate`: what it makes can be fitted, and what makes no sense is refused.
#include <doctest/doctest.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include "cli/process.hpp"

using strads::test::Bench;
using Json = nlohmann::json;

TEST_CASE("generated genotypes fit, and planted variants are found") {
  const Bench bench;
  const auto made = bench.run({"generate", "snp", "--people", "300", "--variants", "2000", "--planted", "3",
                               "--explained", "0.9", "--out", "d", "--seed", "4"});
  CAPTURE(made.err);
  REQUIRE(made.code == 0);
  CHECK(bench.names() == std::vector<std::string>{"d"});
  REQUIRE(bench.run({"lasso", "d/snp.bed", "--lambda-ratio", "0.2", "--out", "fit"}).code == 0);
  const std::string found = bench.read("fit/coefficients.tsv");
  const std::string truth = bench.read("d/truth.tsv");
  std::size_t at = truth.find("snp");
  for (int planted = 0; planted < 3; ++planted, at = truth.find("snp", at + 1)) {
    REQUIRE(at != std::string::npos);
    const std::string name = truth.substr(at, truth.find('\t', at) - at);
    CAPTURE(name);
    CHECK(found.find("\t" + name + "\t") != std::string::npos);
  }
}

TEST_CASE("generated chained columns and ratings fit") {
  const Bench bench;
  REQUIRE(bench.run({"generate", "chained", "--rows", "200", "--columns", "500", "--out", "c"}).code == 0);
  REQUIRE(bench.run({"lasso", "c/X.mtx", "-y", "c/y.txt", "--lambda-ratio", "0.1", "--out", "cf"}).code == 0);
  CHECK(Json::parse(bench.read("cf/summary.json")).at("data").at("stored") == 12500);
  REQUIRE(bench.run({"generate", "ratings", "--scale", "2e-4", "--out", "r"}).code == 0);
  REQUIRE(bench.run({"mf", "r/ratings.tsv", "--test", "r/test.tsv", "--rank", "4", "--out", "rf"}).code == 0);
  CHECK(Json::parse(bench.read("rf/summary.json")).at("test_rmse") < 1.0);
}

TEST_CASE("a folder in use is left alone, and --force replaces what generators make") {
  const Bench bench;
  const std::vector<std::string> make = {"generate", "snp", "--people", "9", "--variants", "60", "--out", "d"};
  bench.make_directory("d");
  bench.write("d/notes.txt", "mine");
  const auto refused = bench.run(make);
  CHECK(refused.code == 3);
  CHECK(refused.err == "strads: d: exists and is not empty; --force would replace the results in it\n");
  auto forced = make;
  forced.push_back("--force");
  REQUIRE(bench.run(forced).code == 0);
  CHECK(bench.read("d/notes.txt") == "mine");
  const std::string first = bench.read("d/snp.bed");
  forced.insert(forced.end(), {"--seed", "9"});
  REQUIRE(bench.run(forced).code == 0);
  CHECK(bench.read("d/snp.bed") != first);
  CHECK(bench.read("d/notes.txt") == "mine");
}

TEST_CASE("generate says what makes no sense") {
  struct Case {
    std::vector<std::string> arguments;
    std::string said;
  };
  const std::vector<Case> cases = {
      {{"generate"}, "strads: expected a command: chained, snp, ratings (see strads generate --help)\n"},
      {{"generate", "snps"}, "strads: there is no command \"snps\"; did you mean snp? (see strads generate --help)\n"},
      {{"generate", "snp"}, "strads: --out is required (see strads generate snp --help)\n"},
      {{"generate", "snp", "--out", "d", "--peple", "3"},
       "strads: there is no option --peple; did you mean --people? (see strads generate snp --help)\n"},
      {{"generate", "snp", "--out", "d", "--variants", "40"},
       "strads: --planted 50 is more than there are variables, 40\n"},
      {{"generate", "snp", "--out", "d", "--explained", "0"},
       "strads: --explained: expected a number above 0 and up to 1, found \"0\" (see strads generate snp --help)\n"},
      {{"generate", "chained", "--out", "d", "--rows", "20"},
       "strads: --nonzeros 25 is more than there are rows, 20\n"},
      {{"generate", "ratings", "--out", "d", "--like", "lastfm"},
       "strads: --like: expected netflix or yahoo, found \"lastfm\" (see strads generate ratings --help)\n"},
  };
  for (const auto& [arguments, said] : cases) {
    const Bench bench;
    const auto outcome = bench.run(arguments);
    CHECK(outcome.code == 2);
    CHECK(outcome.err == said);
    CHECK(bench.names().empty());
  }
}
