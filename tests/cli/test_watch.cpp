// Watching a fit: --timeline, --stats, --explain. Nothing of it may change the fit.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "cli/process.hpp"

using strads::test::Bench;
using Json = nlohmann::json;

namespace {

using Words = std::vector<std::string>;

// Data of which a round keeps a part only.
const Words lasso = {"lasso", "a.csv", "--target", "y", "--path", "5", "--conflict", "drop", "--workers", "4"};

Words with(Words words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

std::vector<Words> table(const std::string& text) {
  std::vector<Words> rows;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    Words& row = rows.emplace_back();
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, ',');) row.push_back(cell);
    if (line.ends_with(',')) row.emplace_back();
  }
  return rows;
}

// trace.csv without its first column.
std::string without_seconds(const std::string& trace) {
  std::string out;
  std::istringstream stream(trace);
  for (std::string line; std::getline(stream, line);) out += line.substr(line[0] == '#' ? 0 : line.find(',')) + "\n";
  return out;
}

std::int64_t nanoseconds(const Json& microseconds) { return std::llround(1000 * microseconds.get<double>()); }

// That complete events of one thread nest; returns their names.
std::set<std::string> check_timeline(const Json& timeline) {
  std::map<int, std::vector<std::int64_t>> open;  // ends, by thread
  std::map<int, std::int64_t> begin;
  std::set<std::string> names;
  for (const Json& event : timeline.at("traceEvents")) {
    if (event.at("ph") == "M") continue;
    REQUIRE(event.at("ph") == "X");
    names.insert(event.at("name").get<std::string>());
    const int thread = event.at("tid");
    const auto from = nanoseconds(event.at("ts"));
    const auto to = from + nanoseconds(event.at("dur"));
    REQUIRE(from >= begin[thread]);
    begin[thread] = from;
    auto& ends = open[thread];
    while (!ends.empty() && ends.back() <= from && ends.back() < to) ends.pop_back();
    if (!ends.empty()) REQUIRE(to <= ends.back());
    ends.push_back(to);
  }
  return names;
}

}  // namespace

TEST_CASE("a timeline is JSON whose events nest, with every part and stage") {
  const Bench bench;
  bench.write_csv("a.csv", 60, 30);
  for (const char* lookahead : {"0", "1"}) {
    const auto outcome = bench.run(
        with(lasso, {"--threads", "2", "--lookahead", lookahead, "--timeline", "t.json", "--out", "fit", "--force"}));
    CAPTURE(outcome.err);
    REQUIRE(outcome.code == 0);
    CHECK(outcome.out.find("timeline  t.json") != std::string::npos);
    const Json timeline = Json::parse(bench.read("t.json"));
    const auto names = check_timeline(timeline);
    for (const char* name : {"read", "solve", "write", "point", "rounds", "round", "schedule", "propose", "commit",
                             "gram", "standardize", "gradient", "certificate"}) {
      CAPTURE(name);
      CHECK(names.contains(name));
    }
    std::set<std::string> threads;
    for (const Json& event : timeline.at("traceEvents")) {
      if (event.at("name") == "thread_name") threads.insert(event.at("args").at("name").get<std::string>());
    }
    CHECK(threads.contains("strads"));
    CHECK(threads.contains("strads-schedule") == (lookahead[0] == '1'));
  }
}

TEST_CASE("a timeline's file is checked before anything is read, and kept unless forced") {
  const Bench bench;
  bench.write("t.json", "mine");
  const auto exists = bench.run({"lasso", "absent.csv", "--timeline", "t.json", "--out", "fit"});
  CHECK(exists.code == 3);
  CHECK(exists.err.find("t.json") != std::string::npos);
  const auto nowhere = bench.run({"lasso", "absent.csv", "--timeline", "no/t.json", "--out", "fit"});
  CHECK(nowhere.code == 3);
  CHECK(nowhere.err.find("no/t.json") != std::string::npos);
  CHECK(bench.names() == Words{"t.json"});
  CHECK(bench.read("t.json") == "mine");
}

TEST_CASE("whoever watches, the fit and what is told of it are the same, at any number of threads") {
  const Bench bench;
  bench.write_csv("a.csv", 60, 30);
  REQUIRE(bench.run(with(lasso, {"--out", "plain"})).code == 0);
  CHECK(!bench.exists("plain/rounds.csv"));
  const Words watched = with(lasso, {"--explain", "--stats", "--timeline", "t.json", "--force"});
  REQUIRE(bench.run(with(watched, {"--executor", "serial", "--out", "serial"})).code == 0);
  REQUIRE(bench.run(with(watched, {"--threads", "3", "--out", "flow"})).code == 0);
  REQUIRE(bench.run(with(watched, {"--executor", "threads", "--threads", "2", "--out", "threads"})).code == 0);
  for (const std::string run : {"serial", "flow", "threads"}) {
    CHECK(bench.read(run + "/coefficients.tsv") == bench.read("plain/coefficients.tsv"));
    CHECK(without_seconds(bench.read(run + "/trace.csv")) == without_seconds(bench.read("plain/trace.csv")));
    for (const std::string file : {"/rounds.csv", "/blocks.csv", "/candidates.csv"}) {
      CHECK(bench.read(run + file) == bench.read("serial" + file));
    }
  }
}

TEST_CASE("rounds, blocks and candidates agree with each other") {
  const Bench bench;
  bench.write_csv("a.csv", 60, 30);
  // Few enough for all of them to be told.
  REQUIRE(bench.run(with(lasso, {"--explain", "--max-rounds", "900", "--out", "fit"})).code == 7);
  const auto rounds = table(bench.read("fit/rounds.csv"));
  const auto blocks = table(bench.read("fit/blocks.csv"));
  const auto candidates = table(bench.read("fit/candidates.csv"));
  CHECK(rounds.at(0) == Words{"round", "shard", "step", "start", "end", "drawn", "kept", "refused", "blocks", "largest",
                              "mean", "imbalance"});
  CHECK(blocks.at(0) == Words{"round", "block", "worker", "variables", "workload", "seconds"});
  CHECK(candidates.at(0) == Words{"round", "variable", "fate", "block", "because", "dependency"});
  REQUIRE(rounds.size() > 10);
  std::map<std::string, int> kept;
  std::map<std::string, int> sent;
  std::map<std::string, int> in_blocks;
  std::map<std::string, std::set<std::string>> beside;
  for (std::size_t k = 1; k < candidates.size(); ++k) {
    const auto& row = candidates[k];
    REQUIRE(row.size() == 6);
    if (row[2] == "kept") {
      ++kept[row[0]];
      beside[row[0]].insert(row[1]);
    } else {
      ++sent[row[0]];
    }
  }
  for (std::size_t k = 1; k < candidates.size(); ++k) {
    const auto& row = candidates[k];
    if (row[4] != "-1") CHECK(beside[row[0]].contains(row[4]));
    CHECK((row[2] == "refused" || row[2] == "waiting") == (row[4] != "-1"));
  }
  for (std::size_t k = 1; k < blocks.size(); ++k) in_blocks[blocks[k][0]] += std::stoi(blocks[k][3]);
  int refused = 0;
  for (std::size_t k = 1; k < rounds.size(); ++k) {
    const auto& row = rounds[k];
    REQUIRE(row.size() == 12);
    CHECK(row[3].empty());  // there is no clock without a cluster
    CHECK(row[4].empty());
    CHECK(std::stoi(row[6]) == kept[row[0]]);
    CHECK(std::stoi(row[7]) == sent[row[0]]);
    CHECK(std::stoi(row[6]) == in_blocks[row[0]]);
    refused += sent[row[0]];
  }
  const Json activity = Json::parse(bench.read("fit/summary.json")).at("activity");
  CHECK(activity.at("rounds") == rounds.size() - 1);
  CHECK(activity.at("refused") == refused);
  CHECK(refused > 0);
}

TEST_CASE("with a cluster rounds and blocks have its clock, and candidates are told only when asked for") {
  const Bench bench;
  bench.write_csv("a.csv", 60, 30);
  REQUIRE(bench.run(with(lasso, {"--emulate", "workers=4", "--out", "fit"})).code == 0);
  CHECK(!bench.exists("fit/candidates.csv"));
  const auto rounds = table(bench.read("fit/rounds.csv"));
  const auto blocks = table(bench.read("fit/blocks.csv"));
  double last = 0;
  for (std::size_t k = 1; k < rounds.size(); ++k) {
    const double start = std::stod(rounds[k].at(3));
    const double end = std::stod(rounds[k].at(4));
    REQUIRE(start < end);
    REQUIRE(end > last);
    last = end;
  }
  for (std::size_t k = 1; k < blocks.size(); ++k) {
    REQUIRE(std::stoi(blocks[k].at(2)) < 4);
    REQUIRE(std::stod(blocks[k].at(5)) > 0);
  }
  const Json summary = Json::parse(bench.read("fit/summary.json"));
  CHECK(summary.at("activity").at("emulated_seconds") >= last);
  REQUIRE(bench.run(with(lasso, {"--out", "fit", "--force"})).code == 0);
  CHECK(!bench.exists("fit/rounds.csv"));  // it told of the results that were replaced
}

TEST_CASE("the parts that --stats prints add up to all threads' time") {
  const Bench bench;
  bench.write_csv("a.csv", 60, 30);
  for (const Words& how : {Words{"--executor", "serial"}, Words{"--threads", "2"}, Words{"--lookahead", "1"}}) {
    const auto outcome = bench.run(with(with(lasso, how), {"--stats", "--out", "fit", "--force"}));
    REQUIRE(outcome.code == 0);
    std::istringstream lines(outcome.out);
    double all = -1;
    double sum = 0;
    std::map<std::string, double> parts;
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("solve     ")) all = std::stod(line.substr(10));
      if (!line.starts_with("  ")) continue;
      std::string name = line.substr(2, 20);
      name.erase(name.find_last_not_of(' ') + 1);
      parts[name] = std::stod(line.substr(22));
      sum += parts[name];
    }
    CAPTURE(outcome.out);
    REQUIRE(all > 0);
    for (const char* part : {"schedule", "Gram fills", "propose", "commit", "certificate", "between"}) {
      CHECK(parts.contains(part));
    }
    CHECK(std::abs(sum - all) <= 1e-4 * static_cast<double>(parts.size() + 1));  // as printed
    if (how[1] == "serial") CHECK(!parts.contains("wait"));
    for (const char* line : {"I/O ", "rounds ", "cache ", "moved "}) CHECK(outcome.out.find(line) != std::string::npos);
  }
}

TEST_CASE("mf is watched alike") {
  const Bench bench;
  std::string ratings;
  for (int user = 0; user < 40; ++user) {
    for (int item = 0; item < 30; ++item) {
      if ((7 * user + 3 * item) % 5 < 2) {
        ratings +=
            std::to_string(user) + "\t" + std::to_string(item) + "\t" + std::to_string(1 + (user * item) % 5) + "\n";
      }
    }
  }
  bench.write("r.tsv", ratings);
  const Words mf = {"mf", "r.tsv", "--reg", "1", "--rank", "4", "--max-sweeps", "3", "--tol", "0", "--workers", "4"};
  REQUIRE(bench.run(with(mf, {"--out", "plain"})).code == 7);
  const auto outcome =
      bench.run(with(mf, {"--explain", "--stats", "--timeline", "t.json", "--threads", "2", "--out", "fit"}));
  REQUIRE(outcome.code == 7);
  CHECK(outcome.out.find("moved ") != std::string::npos);
  CHECK(bench.read("fit/users.npy") == bench.read("plain/users.npy"));
  const auto names = check_timeline(Json::parse(bench.read("t.json")));
  for (const char* name : {"sweep", "warm start", "rounds", "schedule", "propose", "commit"})
    CHECK(names.contains(name));
  std::set<std::string> sweeps;
  for (const auto& row : table(bench.read("fit/rounds.csv"))) sweeps.insert(row[2]);
  CHECK(sweeps == std::set<std::string>{"1", "2", "3", "step"});
}
