// --emulate as a user gives it: what it means, what it leaves in the files, and every way to get it wrong.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <regex>

#include "cli/process.hpp"

using strads::test::Bench;

namespace {

using Json = nlohmann::json;
using Arguments = std::vector<std::string>;

Arguments operator+(Arguments a, const Arguments& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

// Without its first column, the real seconds.
std::string virtual_columns(const std::string& trace) {
  return std::regex_replace(trace, std::regex("(^|\n)[0-9][^,\n]*,"), "$1");
}

void write_ratings(const Bench& bench) {
  std::string text;
  for (int user = 0; user < 40; ++user) {
    for (int item = 0; item < 30; ++item) {
      if ((user * 7 + item * 5) % 3 == 0) {
        text += std::to_string(user) + "\t" + std::to_string(item) + "\t" + std::to_string((user + item) % 5) + "\n";
      }
    }
  }
  bench.write("r.tsv", text);
}

}  // namespace

TEST_CASE("--emulate sets workers and shards, and leaves every assumption in trace and summary") {
  const Bench bench;
  bench.write_csv("a.csv", 60, 20);
  const Arguments fit = {"lasso", "a.csv", "--target", "y", "--lambda-ratio", "0.1", "--out", "fit"};
  const auto outcome = bench.run(
      fit + Arguments{"--emulate",
                      "workers=24,schedulers=3,latency=20us,bandwidth=250MB/s,speed=stragglers:0.25x0.5,check=2ns"});
  REQUIRE(outcome.code == 0);
  const Json summary = Json::parse(bench.read("fit/summary.json"));
  CHECK(summary.at("settings").at("workers") == 24);
  CHECK(summary.at("settings").at("shards") == 3);
  const std::string all =
      "workers=24,schedulers=3,speed=stragglers:0.25x0.5,latency=20us,bandwidth=250MB/s,"
      "entry=1ns,update=100ns,sample=400ns,check=2ns,round=5us";
  CHECK(summary.at("settings").at("emulate") == all);
  CHECK(bench.read("fit/trace.csv").find(" emulate=" + all + " seed=1\n") != std::string::npos);

  const Json& emulated = summary.at("emulated");
  CHECK(emulated.at("latency") == 20e-6);
  CHECK(emulated.at("bandwidth") == 250e6);
  CHECK(emulated.at("workers") == 24);
  CHECK(emulated.at("speed") == "stragglers:0.25x0.5");
  double parts = 0;
  for (const auto* part : {"compute", "wait", "schedule", "network"}) parts += emulated.at(part).get<double>();
  CHECK(parts == doctest::Approx(emulated.at("seconds").get<double>()).epsilon(1e-12));
  CHECK(summary.at("activity").at("emulated_seconds") == emulated.at("seconds"));

  // What is written is what would be given.
  REQUIRE(bench.run(fit + Arguments{"--force", "--emulate", all}).code == 0);
  CHECK(Json::parse(bench.read("fit/summary.json")).at("emulated") == emulated);
}

TEST_CASE("virtual times are the same bytes at any thread count, with any executor") {
  const Bench bench;
  bench.write_csv("a.csv", 80, 60);
  write_ratings(bench);
  const std::string cluster = "workers=8,schedulers=2,speed=spread:0.5";
  for (const Arguments& fit :
       {Arguments{"lasso", "a.csv", "--target", "y", "--lambda-ratio", "0.01", "--block-floor", "1"},
        Arguments{"mf", "r.tsv", "--rank", "3", "--max-sweeps", "3"}}) {
    CAPTURE(fit.front());
    std::string first;
    for (const std::string executor : {"serial", "flow", "threads"}) {
      for (const std::string threads : {"1", "2", "4"}) {
        const auto outcome = bench.run(fit + Arguments{"--emulate", cluster, "--executor", executor, "--threads",
                                                       threads, "--out", "fit", "--force"});
        REQUIRE((outcome.code == 0 || outcome.code == 7));
        const std::string trace = virtual_columns(bench.read("fit/trace.csv"));
        if (first.empty()) first = trace;
        CHECK(trace == first);
      }
    }
    CHECK(std::count(first.begin(), first.end(), '\n') > 3);
  }
}

TEST_CASE("a slower cluster takes longer to the same model") {
  const Bench bench;
  bench.write_csv("a.csv", 80, 60);
  const auto seconds = [&](const std::string& cluster) {
    const Arguments fit = {"lasso", "a.csv", "--target", "y", "--lambda-ratio", "0.01", "--out", "fit", "--force"};
    REQUIRE(bench.run(fit + Arguments{"--emulate", cluster}).code == 0);
    return Json::parse(bench.read("fit/summary.json")).at("emulated").at("seconds").get<double>();
  };
  const double base = seconds("workers=8");
  const std::string model = bench.read("fit/coefficients.tsv");
  CHECK(seconds("workers=8,latency=1ms") > base);
  CHECK(seconds("workers=8,bandwidth=1KB/s") > base);
  CHECK(seconds("workers=8,entry=1us") > base);
  CHECK(seconds("workers=8,round=1ms") > base);
  CHECK(seconds("workers=8,speed=stragglers:1x0.1") > base);
  CHECK(bench.read("fit/coefficients.tsv") == model);
}

TEST_CASE("a cluster that cannot be read: code 2, and what was expected") {
  const Bench bench;
  bench.write_csv("a.csv", 20, 5);
  const auto keys = "a key of workers, schedulers, speed, latency, bandwidth, entry, update, sample, check, round";
  const auto time = "a time such as 50us (ns, us, ms or s)";
  const auto rate = "a rate such as 1GB/s (B/s, KB/s, MB/s or GB/s)";
  const std::vector<std::array<std::string, 3>> cases = {
      {"", "--emulate: expected KEY=VALUE,KEY=VALUE,..., found \"\"", ""},
      {"workers", "--emulate: expected KEY=VALUE,KEY=VALUE,..., found \"workers\"", ""},
      {"workers=2,", "--emulate: expected KEY=VALUE,KEY=VALUE,..., found \"\"", ""},
      {"worker=2", "--emulate: expected ", keys},
      {"workers=0", "--emulate workers: expected a whole number from 1 to 1000000, found \"0\"", ""},
      {"schedulers=x", "--emulate schedulers: expected a whole number from 1 to 1000000, found \"x\"", ""},
      {"workers=2,workers=2", "--emulate: expected each key once, found \"workers=2\"", ""},
      {"latency=50", "--emulate latency: expected ", time},
      {"latency=us", "--emulate latency: expected ", time},
      {"latency=-1us", "--emulate latency: expected ", time},
      {"entry=1.2.3ns", "--emulate entry: expected ", time},
      {"bandwidth=1GB", "--emulate bandwidth: expected ", rate},
      {"bandwidth=0GB/s", "--emulate bandwidth: expected ", rate},
      {"speed=fast", "--emulate speed: expected equal, spread:S or stragglers:SHARExSPEED, found \"fast\"", ""},
      {"speed=equal:1", "--emulate speed: expected equal, spread:S or stragglers:SHARExSPEED, found \"equal:1\"", ""},
      {"speed=spread:1", "--emulate speed: expected a number from 0 to 0.99, found \"1\"", ""},
      {"speed=stragglers:2x1", "--emulate speed: expected a number from 0 to 1, found \"2\"", ""},
      {"speed=stragglers:0.1x0", "--emulate speed: expected a number above 0, found \"0\"", ""}};
  for (const auto& each : cases) {
    CAPTURE(each[0]);
    const auto outcome = bench.run({"lasso", "a.csv", "--target", "y", "--out", "d", "--emulate", each[0]});
    CHECK(outcome.code == 2);
    CHECK(outcome.err_lines() == 1);
    CHECK(outcome.err.starts_with("strads: " + each[1] + each[2]));
  }
  CHECK_FALSE(bench.exists("d"));
}

TEST_CASE("workers and shards that --emulate contradicts are refused") {
  const Bench bench;
  bench.write_csv("a.csv", 20, 5);
  const Arguments fit = {"lasso", "a.csv", "--target", "y", "--lambda-ratio", "0.5", "--out", "d", "--force"};
  const auto workers = bench.run(fit + Arguments{"--workers", "4", "--emulate", "workers=8"});
  CHECK(workers.code == 2);
  CHECK(workers.err == "strads: --workers 4 and --emulate workers=8 differ: give one of them\n");
  const auto shards = bench.run(fit + Arguments{"--shards", "4", "--emulate", "schedulers=8"});
  CHECK(shards.code == 2);
  CHECK(shards.err == "strads: --shards 4 and --emulate schedulers=8 differ: give one of them\n");
  CHECK(bench.run(fit + Arguments{"--workers", "8", "--shards", "2", "--emulate", "workers=8"}).code == 0);
  const Json settings = Json::parse(bench.read("d/summary.json")).at("emulated");
  CHECK(settings.at("workers") == 8);
  CHECK(settings.at("schedulers") == 2);
}

TEST_CASE("calibrate prints what --emulate reads") {
  const Bench bench;
  bench.write_csv("a.csv", 20, 5);
  auto measured = bench.run({"calibrate"});
  REQUIRE(measured.code == 0);
  CHECK(std::regex_match(measured.out, std::regex("entry=[^,]+,update=[^,]+,sample=[^,]+,check=[^,]+,round=[^,]+\n")));
  measured.out.pop_back();
  CHECK(bench
            .run({"lasso", "a.csv", "--target", "y", "--lambda-ratio", "0.5", "--out", "d", "--emulate",
                  "workers=4," + measured.out})
            .code == 0);
}
