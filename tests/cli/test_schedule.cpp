// `--schedule NAME` stands for a list of options; those given beside it change it.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "cli/process.hpp"

using strads::test::Bench;
using Json = nlohmann::json;

namespace {

using Words = std::vector<std::string>;

// What a fit of a.csv to a limit of rounds left behind.
struct Left {
  Json settings;
  std::string coefficients;
  std::string trace;  // without seconds, without the comment, which tells the options
};

Left fit(const Bench& bench, Words more) {
  more.insert(more.begin(), {"lasso", "a.csv", "--target", "y", "--lambda-ratio", "0.1", "--max-rounds", "40",
                             "--force", "--out", "fit"});
  const auto outcome = bench.run(more);
  CAPTURE(outcome.err);
  REQUIRE((outcome.code == 0 || outcome.code == 7));
  Left left = {Json::parse(bench.read("fit/summary.json")).at("settings"), bench.read("fit/coefficients.tsv"), ""};
  for (const auto& line : strads::test::lines(bench.read("fit/trace.csv"))) {
    if (line[0] != '#') left.trace += line.substr(line.find(',')) + "\n";
  }
  return left;
}

void check_same(const Left& one, const Left& other) {
  CHECK(one.coefficients == other.coefficients);
  CHECK(one.trace == other.trace);
  Json settings = one.settings;
  settings["schedule"] = other.settings.at("schedule");
  CHECK(settings == other.settings);
}

const Words published = {"--conflict", "drop",           "--update",    "step",  "--score",
                         "step",       "--no-screening", "--safeguard", "off",   "--pair-limit",
                         "0.1",        "--sum-limit",    "inf",         "--eta", "0.1"};

}  // namespace

TEST_CASE("--schedule published is the papers' options, to the bit") {
  const Bench bench;
  bench.write_csv("a.csv", 60, 40);
  for (const Words& more : {Words{}, {"--workers", "4"}, {"--no-priority"}, {"--shards", "2", "--lookahead", "1"}}) {
    Words named = {"--schedule", "published"};
    Words spelled = published;
    named.insert(named.end(), more.begin(), more.end());
    spelled.insert(spelled.end(), more.begin(), more.end());
    const Left one = fit(bench, named);
    CHECK(one.settings.at("schedule") == "published");
    check_same(one, fit(bench, spelled));
  }
}

TEST_CASE("options beside a schedule change it, wherever they stand") {
  const Bench bench;
  bench.write_csv("a.csv", 60, 40);
  const Left changed =
      fit(bench, {"--eta", "0.5", "--schedule", "published", "--pair-limit", "0.3", "--score", "exact"});
  CHECK(changed.settings.at("eta") == 0.5);
  CHECK(changed.settings.at("pair_limit") == 0.3);
  CHECK(changed.settings.at("score") == "exact");
  CHECK(changed.settings.at("update") == "step");
  CHECK(fit(bench, {"--schedule", "published", "--conflict", "group"}).settings.at("pair_limit").is_null());
  check_same(fit(bench, {"--schedule", "dynamic"}), fit(bench, {}));
}

TEST_CASE("only the lasso has a published schedule") {
  const Bench bench;
  const auto outcome = bench.run({"mf", "r.csv", "--schedule", "published", "--out", "fit"});
  CHECK(outcome.code == 2);
  CHECK(outcome.err.find("expected dynamic, static, random or cyclic") != std::string::npos);
}

TEST_CASE("defaults that follow other options") {
  const Bench bench;
  bench.write_csv("a.csv", 30, 5);
  const auto settings = [&](const Words& more) { return fit(bench, more).settings; };
  CHECK(settings({}).at("pair_limit").is_null());
  CHECK(settings({"--conflict", "drop"}).at("pair_limit") == 0.1);
  CHECK(settings({"--conflict", "drop", "--pair-limit", "inf"}).at("pair_limit").is_null());
  CHECK(settings({}).at("block_floor") > 1);
  CHECK(settings({"--workers", "4"}).at("block_floor") == 1);
  CHECK(settings({"--workers", "4", "--block-floor", "9"}).at("block_floor") == 9);
  CHECK(settings({"--schedule", "cyclic"}).at("workers") == 1);
  CHECK(settings({"--schedule", "cyclic", "--workers", "2"}).at("workers") == 2);
  const Json random = settings({"--schedule", "random", "--workers", "1"});
  CHECK(random.at("update") == "step");
  CHECK(random.at("safeguard") == false);
  CHECK(random.at("screening") == false);
}
