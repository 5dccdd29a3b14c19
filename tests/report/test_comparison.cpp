// Runs beside each other, and schedules made small enough to draw.
#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "report/compare/comparison.hpp"
#include "report/compare/schedule_map.hpp"
#include "report/runs.hpp"
#include "strads/random.hpp"

using namespace strads::report;
using strads::Index;
using strads::io::Files;

namespace {

double sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

const Measure& measure(const Comparison& comparison, std::string_view column) {
  return *std::find_if(comparison.measures.begin(), comparison.measures.end(),
                       [&](const Measure& m) { return m.column == column; });
}

// A run whose blocks.csv has these rounds, each with random blocks; `total` becomes their workload.
Run run_with_blocks(const std::vector<double>& rounds, Index workers, strads::Random& random, double& total) {
  Run run;
  run.summary = lasso_summary();
  run.summary["settings"]["workers"] = workers;
  Table blocks;
  for (const auto* name : {"round", "worker", "variables", "workload", "seconds"}) blocks.add(name, {});
  total = 0;
  for (const double round : rounds) {
    for (Index worker = 0; worker < workers; ++worker) {
      if (random.below(3) == 0 && worker > 0) continue;
      const auto workload = static_cast<double>(1 + random.below(100));
      total += workload;
      blocks["round"].push_back(round);
      blocks["worker"].push_back(static_cast<double>(worker));
      blocks["workload"].push_back(workload);
    }
  }
  run.blocks = blocks;
  return run;
}

}  // namespace

TEST_CASE("the excess is over the least objective that any run of the problem saw at that lambda") {
  const Files files;
  RunFiles first;
  first.trace =
      std::string(lasso_trace_header) + "0,0,0,0,2,10,0.5,0,0,0,0\n1,0,1,1,2,8,0.1,0,0,0,1\n2,0,1,1,1,5,0.1,0,0,0,1\n";
  first.summary["steps"][0]["objective"] = 9.5;
  RunFiles second;
  second.trace = std::string(lasso_trace_header) +
                 "0,0,0,0,2,9,0.5,0,0,0,0\n1,0,1,1,1,4.5,0.1,0,0,0,1\n2,0,1,1,1,inf,inf,0,0,0,1\n";
  RunFiles other;
  other.summary["settings"]["alpha"] = 0.5;
  other.trace = std::string(lasso_trace_header) + "0,0,0,0,2,1,0.5,0,0,0,0\n";
  std::vector<Run> runs;
  runs.push_back(read_run(write_run(files, "a", first), "a"));
  runs.push_back(read_run(write_run(files, "b", second), "b"));
  runs.push_back(read_run(write_run(files, "c", other), "c"));
  const Comparison comparison = compare(std::move(runs));
  CHECK(comparison.runs[0].trace["excess"] == std::vector<double>{2, 0, 0.5});
  CHECK(comparison.runs[1].trace["excess"] == std::vector<double>{1, 0, INFINITY});
  CHECK(comparison.runs[2].trace["excess"] == std::vector<double>{0});
  CHECK(comparison.runs[0].summary["steps"][0]["excess"] == 1.5);  // the least seen at lambda 2 is 8
  CHECK_FALSE(comparison.runs[2].summary["steps"][1].contains("excess"));
  CHECK(std::isnan(comparison.runs[0].trace["imbalance"][0]));  // no round yet
  CHECK(comparison.shows_along_paths(measure(comparison, "excess")));
  CHECK_FALSE(comparison.shows(measure(comparison, "excess")));     // there is no run of one lambda
  CHECK_FALSE(comparison.shows(measure(comparison, "imbalance")));  // balanced
  CHECK(comparison.title() == "Lasso on some/X.npy: 3 runs");
}

TEST_CASE("the decrease is what a sweep took off, relatively") {
  const Files files;
  std::vector<Run> runs;
  runs.push_back(read_run(write_run(files, "a", mf_run()), "a"));
  const Comparison comparison = compare(std::move(runs));
  CHECK(std::isnan(comparison.runs[0].trace["decrease"][0]));
  CHECK(comparison.runs[0].trace["decrease"][1] == 0.2);
  CHECK(comparison.shows(measure(comparison, "test_rmse")));
  CHECK_FALSE(comparison.shows(measure(comparison, "validation_rmse")));
  CHECK(comparison.title() == "Matrix factorization on some/X.npy");
}

TEST_CASE("runs of different data or problems are told apart, and what agrees is not mentioned") {
  const Files files;
  const auto warnings = [&](const RunFiles& a, const RunFiles& b) {
    std::vector<Run> runs;
    runs.push_back(read_run(write_run(files, "a", a), "a"));
    runs.push_back(read_run(write_run(files, "b", b), "b"));
    return compare(std::move(runs)).warnings;
  };
  using Warnings = std::vector<std::string>;
  const auto changed = [](const char* place, const Json& value) {
    RunFiles run;
    run.summary[Json::json_pointer(place)] = value;
    return run;
  };
  CHECK(warnings({}, {}).empty());
  CHECK(warnings({}, changed("/settings/tol", 1e-3)).empty());
  CHECK(warnings({}, changed("/settings/workers", 64)).empty());
  CHECK(warnings({}, changed("/lambda_max", 2.0 * (1 + 1e-12))).empty());
  CHECK(warnings({}, changed("/data/rows", 7)) ==
        Warnings{"The runs are of different data (rows: 5 in a, 7 in b): neither their errors nor their objectives "
                 "compare."});
  CHECK(warnings({}, changed("/lambda_max", 2.5)) ==
        Warnings{"The runs are of different data (lambda_max: 2 in a, 2.5 in b): neither their errors nor their "
                 "objectives compare."});
  RunFiles other = changed("/settings/alpha", 0.5);
  other.summary["lambda_max"] = 4;  // follows from alpha
  CHECK(warnings({}, other) ==
        Warnings{"The runs solve different problems (alpha: 1 in a, 0.5 in b): their objectives do not compare."});
  other.summary["settings"]["data"] = "other/Z.npy";
  CHECK(warnings({}, other).size() == 2);
  CHECK(warnings({}, other)[0].find("data: some/X.npy in a, other/Z.npy in b") != std::string::npos);

  // One file by two names.
  (void)files.write("X.npy", "");
  std::filesystem::create_directories(files.path("sub"));
  CHECK(warnings(changed("/settings/data", files.path("X.npy")), changed("/settings/data", files.path("sub/../X.npy")))
            .empty());

  RunFiles ratings = mf_run();
  ratings.summary["settings"]["test"] = "other.csv";
  RunFiles more = mf_run();
  more.summary["settings"]["test"] = "test.csv";
  more.summary["settings"]["rank"] = 64;
  REQUIRE(warnings(ratings, more).size() == 1);
  CHECK(warnings(ratings, more)[0].find("(test: other.csv in a, test.csv in b)") != std::string::npos);
}

TEST_CASE("a run that does not say which settings count is compared by what was measured, and alone in its excess") {
  const Files files;
  RunFiles a;
  a.summary.erase("compared");
  RunFiles b = a;
  b.summary["settings"]["tol"] = 1e-3;
  b.trace = std::string(lasso_trace_header) + "0,0,0,0,2,1,0.5,0,0,0,0\n";
  std::vector<Run> runs;
  runs.push_back(read_run(write_run(files, "a", a), "a"));
  runs.push_back(read_run(write_run(files, "b", b), "b"));
  const Comparison comparison = compare(runs);
  CHECK(comparison.warnings.empty());
  CHECK(comparison.runs[0].trace["excess"] == std::vector<double>{2, 0});
  runs[1].summary["lambda_max"] = 3;
  CHECK(compare(runs).warnings.size() == 1);
}

TEST_CASE("runs of two kinds are refused") {
  const Files files;
  std::vector<Run> runs;
  runs.push_back(read_run(write_run(files, "a"), "a"));
  runs.push_back(read_run(write_run(files, "b", mf_run()), "b"));
  CHECK_THROWS_WITH_AS((void)compare(std::move(runs)),
                       "a is a run of strads lasso, b one of strads mf: give runs of one kind", strads::Error);
}

TEST_CASE("a workload map keeps the work, whatever its bins and lanes") {
  strads::Random random(11);
  for (int trial = 0; trial < 30; ++trial) {
    std::vector<double> rounds(1 + random.below(40));
    for (std::size_t k = 0; k < rounds.size(); ++k) rounds[k] = static_cast<double>(4 * k + 1);
    const auto workers = static_cast<Index>(1 + random.below(20));
    double total = 0;
    const Run run = run_with_blocks(rounds, workers, random, total);
    const std::size_t most_bins = 1 + random.below(50);
    const auto most_lanes = static_cast<Index>(1 + random.below(25));
    const WorkloadMap map = workload_map(run, most_bins, most_lanes);
    const std::size_t bins = map.round.size();
    CHECK(bins == std::min(most_bins, rounds.size()));
    CHECK(map.lanes == std::min(most_lanes, workers));
    CHECK(map.round.front() == rounds.front());
    CHECK(map.last_round == rounds.back());
    double again = 0;
    for (std::size_t bin = 0; bin < bins; ++bin) {
      double in_bin = 0;
      for (std::size_t k = 0; k < rounds.size(); ++k) in_bin += k * bins / rounds.size() == bin ? 1 : 0;
      for (Index lane = 0; lane < map.lanes; ++lane) {
        double mates = 0;
        for (Index worker = 0; worker < workers; ++worker) mates += worker * map.lanes / workers == lane ? 1 : 0;
        again += map.workload[static_cast<std::size_t>(lane) * bins + bin] * in_bin * mates;
      }
    }
    CHECK(again == doctest::Approx(total));

    const WorkerLoads loads = worker_loads(run, 1000);
    REQUIRE(loads.workload.size() == static_cast<std::size_t>(workers));
    CHECK(sum(loads.workload) == doctest::Approx(total));
    CHECK(loads.first.back() == static_cast<double>(workers - 1));
  }
}

TEST_CASE("a worker beyond those of the settings is shown too") {
  strads::Random random(5);
  double total = 0;
  Run run = run_with_blocks({0, 1}, 6, random, total);
  run.summary["settings"]["workers"] = 2;
  (*run.blocks)["worker"].back() = 9;
  CHECK(workload_map(run, 10, 64).workers == 10);
  run.summary["settings"].erase("workers");
  CHECK(worker_loads(run, 256).workers == 10);
}

TEST_CASE("the flow of candidates is the mean over each bin") {
  Table rounds;
  rounds.add("round", {0, 2, 4, 6, 8});
  rounds.add("drawn", {1, 3, 5, 7, 9});
  rounds.add("kept", {1, 1, 1, 1, 1});
  rounds.add("refused", {0, 2, 4, 6, 8});
  const CandidateFlow flow = candidate_flow(rounds, 2);
  CHECK(flow.round == std::vector<double>{0, 6});
  CHECK(flow.drawn == std::vector<double>{3, 8});
  CHECK(flow.refused == std::vector<double>{2, 7});
  CHECK(candidate_flow(rounds, 99).drawn == rounds["drawn"]);
}
