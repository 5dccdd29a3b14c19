// `strads lasso` from file to file.
#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>
#include <nlohmann/json.hpp>

#include "cli/process.hpp"

using strads::test::Bench;
using strads::test::lines;
using strads::test::npy;
using Json = nlohmann::json;

namespace {

const std::vector<std::string> all_files = {"coefficients.tsv", "path.csv", "report.html", "summary.json", "trace.csv"};

// trace.csv without its first column.
std::string without_seconds(const std::string& trace) {
  std::string out;
  for (const auto& line : lines(trace)) out += (line[0] == '#' ? line : line.substr(line.find(','))) + "\n";
  return out;
}

}  // namespace

TEST_CASE("a path on CSV writes every file with every field") {
  const Bench bench;
  bench.write_csv("a.csv", 40, 6);
  const auto outcome = bench.run({"lasso", "a.csv", "--target", "y", "--path", "7", "--out", "fit"});
  CAPTURE(outcome.err);
  REQUIRE(outcome.code == 0);
  CHECK(outcome.err.empty());
  CHECK(outcome.out.find("40 rows x 6 columns") != std::string::npos);
  CHECK(outcome.out.find("converged") != std::string::npos);
  CHECK(bench.names() == std::vector<std::string>{"a.csv", "fit"});
  for (const auto& file : all_files) CHECK(bench.exists("fit/" + file));

  const Json json = Json::parse(bench.read("fit/summary.json"));
  CHECK(json.at("command") == "lasso");
  CHECK(json.at("status") == "converged");
  CHECK(json.at("data").at("rows") == 40);
  CHECK(json.at("data").at("columns") == 6);
  CHECK(json.at("data").at("stored") == 240);
  CHECK(json.at("threads") >= 1);
  CHECK(json.at("seed") == 1);
  CHECK(json.at("peak_rss_bytes") > 1000000);
  for (const auto* part : {"load", "solve", "total"}) CHECK(json.at("seconds").at(part) >= 0);
  for (const auto* key : {"version", "settings", "gram", "passes"}) CHECK(json.contains(key));
  CHECK(json.at("settings").at("lambda_min_ratio") == 1e-4);
  CHECK(json.at("settings").at("schedule") == "dynamic");
  REQUIRE(json.at("steps").size() == 7);
  CHECK(json.at("steps")[0].at("lambda") == json.at("lambda_max"));
  CHECK(json.at("steps")[0].at("nonzero") == 0);
  CHECK(json.at("steps")[0].at("explained") == doctest::Approx(0).epsilon(1e-12));
  CHECK(json.at("steps").back().at("explained") > 0);
  for (const auto& step : json.at("steps")) {
    CHECK(step.at("duality_gap") <= 1e-6);
    CHECK(step.at("stop") == "converged");
    for (const auto* key : {"objective", "rounds", "updates", "seconds"}) CHECK(step.contains(key));
  }

  const auto coefficients = lines(bench.read("fit/coefficients.tsv"));
  CHECK(coefficients.at(0) == "step\tlambda\tindex\tname\tvalue\tmean\tdeviation");
  CHECK(coefficients.at(1).find("\t-1\t(intercept)\t") != std::string::npos);
  CHECK(coefficients.back().starts_with("6\t"));
  CHECK(bench.read("fit/coefficients.tsv").find("\t0\tc0\t") != std::string::npos);
  for (std::size_t k = 1; k < coefficients.size(); ++k) {
    CHECK(std::count(coefficients[k].begin(), coefficients[k].end(), '\t') == 6);
  }

  const auto trace = lines(bench.read("fit/trace.csv"));
  CHECK(trace.at(0).starts_with("# strads "));
  CHECK(trace.at(0).ends_with(" seed=1"));
  CHECK(trace.at(1) ==
        "seconds,emulated_seconds,rounds,updates,lambda,objective,duality_gap,nonzero,kept,refused,imbalance");
  REQUIRE(trace.size() >= 9);
  for (std::size_t k = 2; k < trace.size(); ++k) CHECK(std::count(trace[k].begin(), trace[k].end(), ',') == 10);
}

TEST_CASE("the report is one page that loads nothing") {
  const Bench bench;
  bench.write_csv("a<b>&.csv", 40, 6);
  for (const auto& which : std::vector<std::vector<std::string>>{{"--path", "7"}, {"--lambda-ratio", "0.1"}}) {
    std::vector<std::string> arguments = {"lasso", "a<b>&.csv", "--target", "y", "--out", "fit", "--force"};
    arguments.insert(arguments.end(), which.begin(), which.end());
    REQUIRE(bench.run(arguments).code == 0);
    const std::string page = bench.read("fit/report.html");
    for (const auto* load : {"https://", "src=", "url('", "url(\"", "@import", "fetch(", "import("}) {
      CAPTURE(load);
      CHECK(page.find(load) == std::string::npos);
    }
    CHECK(page.find("default-src 'none'") != std::string::npos);
    CHECK(page.find("<title>Lasso on a&lt;b&gt;&amp;.csv</title>") != std::string::npos);
    CHECK(page.find("<b>") == std::string::npos);
    CHECK(page.find("</html>") != std::string::npos);
  }
}

TEST_CASE("libsvm and npy hold the same model as CSV") {
  const Bench bench;
  bench.write("a.csv", "a,b,y\n1,0,1\n0,2,3\n3,1,2\n0,0,4\n2,5,1.5\n");
  bench.write("a.svm", "1 1:1\n3 2:2\n2 1:3 2:1\n4\n1.5 1:2 2:5\n");
  bench.write("a.npy", npy(5, 2, {1, 0, 0, 2, 3, 1, 0, 0, 2, 5}));
  bench.write("y.txt", "1\n3\n2\n4\n1.5\n");
  REQUIRE(bench.run({"lasso", "a.csv", "--target", "y", "--path", "5", "--out", "csv"}).code == 0);
  REQUIRE(bench.run({"lasso", "a.svm", "--path", "5", "--out", "svm"}).code == 0);
  REQUIRE(bench.run({"lasso", "a.npy", "-y", "y.txt", "--path", "5", "--out", "npy"}).code == 0);
  const Json csv = Json::parse(bench.read("csv/summary.json"));
  for (const auto* other : {"svm/summary.json", "npy/summary.json"}) {
    const Json json = Json::parse(bench.read(other));
    CHECK(json.at("lambda_max").get<double>() == doctest::Approx(csv.at("lambda_max").get<double>()).epsilon(1e-12));
    for (std::size_t k = 0; k < 5; ++k) {
      CHECK(json.at("steps")[k].at("objective").get<double>() ==
            doctest::Approx(csv.at("steps")[k].at("objective").get<double>()).epsilon(1e-6));
    }
  }
  CHECK(bench.read("npy/coefficients.tsv").find("\tx0\t") != std::string::npos);

  bench.write("names.txt", "first\r\nsecond one\r\n");
  REQUIRE(bench.run({"lasso", "a.npy", "-y", "y.txt", "--column-names", "names.txt", "--path", "5", "--out", "named"})
              .code == 0);
  CHECK(bench.read("named/coefficients.tsv").find("\t0\tfirst\t") != std::string::npos);
  CHECK(bench.read("named/coefficients.tsv").find("\t1\tsecond one\t") != std::string::npos);
}

TEST_CASE("dense columns as floats: the model of the rounded numbers; sparse ones are refused") {
  const Bench bench;
  bench.write("third.npy", npy(4, 2, {1.0 / 3, 2, 1, 0, 0, 5, 2, 1}));
  const double third = static_cast<float>(1.0 / 3);
  bench.write("rounded.npy", npy(4, 2, {third, 2, 1, 0, 0, 5, 2, 1}));
  bench.write("y.txt", "1\n3\n2\n4\n");
  bench.write("a.svm", "1 1:1\n3 2:2\n");
  const auto fit = [&](const std::string& data, const std::string& storage) {
    REQUIRE(
        bench.run({"lasso", data, "-y", "y.txt", "--path", "5", "--storage", storage, "--force", "--out", "o"}).code ==
        0);
    return Json::parse(bench.read("o/summary.json")).at("lambda_max").get<double>();
  };
  const double as_float = fit("third.npy", "float");
  CHECK(as_float == doctest::Approx(fit("rounded.npy", "double")).epsilon(1e-14));
  CHECK(as_float != doctest::Approx(fit("third.npy", "double")).epsilon(1e-10));
  const auto refused = bench.run({"lasso", "a.svm", "--storage", "float", "--out", "p"});
  CHECK(refused.code == 5);
  CHECK(refused.err == "strads: a.svm: only dense columns can be stored as floats\n");

  // A column beyond a float's range would become infinite, one below it nothing; a small number beside larger ones may.
  const auto refusal = [&](const std::vector<double>& column) {
    bench.write("far.npy", npy(4, 2, {1, column[0], 0, column[1], 2, column[2], 1, column[3]}));
    const auto ran = bench.run({"lasso", "far.npy", "-y", "y.txt", "--storage", "float", "--force", "--out", "p"});
    return std::to_string(ran.code) + " " + ran.err;
  };
  CHECK(refusal({1, 2, -1e39, 3}) ==
        "5 strads: far.npy: column 2 has numbers of up to 1e+39, which --storage float cannot hold (1.2e-38 to "
        "3.4e+38)\n");
  CHECK(refusal({1e-39, 2e-39, 0, 3e-39}).starts_with("5 strads: far.npy: column 2 has numbers of up to 3e-39, which"));
  CHECK(refusal({1, 2, 1e-60, 3}) == "0 ");
}

TEST_CASE("the same bits for every executor and number of threads") {
  const Bench bench;
  bench.write_csv("a.csv", 60, 90);
  std::string coefficients;
  std::string trace;
  for (const auto* executor : {"serial", "flow", "threads"}) {
    for (const auto* threads : {"1", "2", "4"}) {
      REQUIRE(bench
                  .run({"lasso", "a.csv", "--target", "y", "--path", "12", "--workers", "8", "--lookahead", "1",
                        "--executor", executor, "--threads", threads, "--out", "fit", "--force"})
                  .code == 0);
      const std::string now = bench.read("fit/coefficients.tsv");
      const std::string trace_now = without_seconds(bench.read("fit/trace.csv"));
      if (coefficients.empty()) {
        coefficients = now;
        trace = trace_now;
      }
      CAPTURE(executor);
      CAPTURE(threads);
      CHECK(now == coefficients);
      CHECK(trace_now == trace);
    }
  }
  CHECK(lines(coefficients).size() > 20);
}

TEST_CASE("where a fit replaces one of another kind, nothing of that one stays") {
  const Bench bench;
  bench.write_csv("a.csv", 40, 5);
  bench.write("r.txt", "1 1 3\n1 2 4\n2 1 5\n2 2 1\n3 1 2\n3 2 4\n");
  REQUIRE(bench.run({"mf", "r.txt", "--rank", "1", "--explain", "--out", "d"}).code == 0);
  REQUIRE(bench.exists("d/predicted.csv"));
  bench.write("d/mine.txt", "kept");
  REQUIRE(bench.run({"lasso", "a.csv", "--target", "y", "--out", "d", "--force"}).code == 0);
  for (const char* gone :
       {"predicted.csv", "users.npy", "item_ids.tsv", "biases.tsv", "rounds.csv", "candidates.csv"}) {
    CAPTURE(gone);
    CHECK_FALSE(bench.exists(std::string("d/") + gone));
  }
  CHECK(bench.read("d/mine.txt") == "kept");
  // A report into the folder of a fit replaces its own charts, never the fit.
  REQUIRE(bench.run({"report", "d", "--svg", "-o", "d", "--force"}).code == 0);
  CHECK(bench.exists("d/coefficients.tsv"));
  CHECK(bench.exists("d/summary.json"));
}

TEST_CASE("an output directory is not overwritten without --force, which keeps what is not ours") {
  const Bench bench;
  bench.write_csv("a.csv", 20, 3);
  const std::vector<std::string> fit = {"lasso", "a.csv", "--target", "y", "--lambda", "0.5", "--out", "fit/"};
  std::vector<std::string> forced = fit;
  forced.emplace_back("--force");
  bench.make_directory("fit");
  REQUIRE(bench.run(fit).code == 0);  // empty: fine
  const std::string before = bench.read("fit/summary.json");
  bench.write("fit/notes.txt", "mine");

  const auto refused = bench.run(fit);
  CHECK(refused.code == 3);
  CHECK(refused.err_lines() == 1);
  CHECK(refused.err.find("--force") != std::string::npos);
  CHECK(bench.read("fit/summary.json") == before);

  CHECK(bench.run({"lasso", "a.csv", "--target", "none", "--out", "fit", "--force"}).code == 5);
  CHECK(bench.read("fit/summary.json") == before);  // a failure leaves the old results

  CHECK(bench.run(forced).code == 0);
  CHECK(bench.read("fit/summary.json") != before);
  CHECK(bench.read("fit/notes.txt") == "mine");
  CHECK(bench.names() == std::vector<std::string>{"a.csv", "fit"});

  CHECK(bench.run({"lasso", "a.csv", "--target", "y", "--out", "a.csv", "--force"}).code == 3);
  CHECK(bench.run({"lasso", "a.csv", "--target", "y", "--out", "a.csv/fit"}).code == 3);
  CHECK(bench.run({"lasso", "a.csv", "--target", "y", "--out", "/proc/fit"}).code == 3);
  CHECK(bench.run({"lasso", "a.csv", "--target", "y", "--out", "/"}).code == 3);
  CHECK(bench.run({"lasso", "a.csv", "--target", "y", "--out", "new/er/fit"}).code == 0);
  CHECK(bench.exists("new/er/fit/summary.json"));
}

TEST_CASE("quiet and verbose") {
  const Bench bench;
  bench.write_csv("a.csv", 20, 3);
  const auto quiet = bench.run({"lasso", "a.csv", "--target", "y", "--path", "4", "--out", "q", "-q"});
  CHECK(quiet.code == 0);
  CHECK(quiet.out.empty());
  CHECK(quiet.err.empty());
  const auto verbose = bench.run({"lasso", "a.csv", "--target", "y", "--path", "4", "--out", "v", "-v"});
  CHECK(verbose.code == 0);
  CHECK(verbose.err_lines() == 4);
  CHECK(verbose.err.find(" 0 nonzero  %Dev  0.00  gap ") != std::string::npos);
  CHECK(verbose.err.find("\x1b") == std::string::npos);
}

TEST_CASE("a fit that meets a limit is written, code 7, and says what to do") {
  const Bench bench;
  bench.write_csv("a.csv", 60, 40);
  const auto outcome = bench.run({"lasso", "a.csv", "--target", "y", "--schedule", "cyclic", "--max-rounds", "3",
                                  "--tol", "1e-12", "--lambda-ratio", "0.01", "--out", "fit"});
  CHECK(outcome.code == 7);
  CHECK(outcome.err_lines() == 1);
  CHECK(outcome.err.find("step 0 (lambda ") != std::string::npos);
  CHECK(outcome.err.find("--max-rounds") != std::string::npos);
  const Json json = Json::parse(bench.read("fit/summary.json"));
  CHECK(json.at("status") == "not converged: round limit");
  for (const auto& file : all_files) CHECK(bench.exists("fit/" + file));
}

TEST_CASE("a signal ends the fit; the results so far are written") {
  const Bench bench;
  bench.write_csv("a.csv", 300, 200);
  for (const auto& [signal, code] : {std::pair{SIGINT, 130}, std::pair{SIGTERM, 143}}) {
    const auto outcome =
        bench.run_and_signal({"lasso", "a.csv", "--target", "y", "--schedule", "cyclic", "--max-rounds",
                              "1000000000000", "--path", "1000000", "--tol", "1e-10", "-v", "--out", "fit", "--force"},
                             signal, "lambda       3 of");
    CAPTURE(outcome.err);
    REQUIRE(outcome.code == code);
    CHECK(outcome.err.find("\nstrads: ") != std::string::npos);
    const Json json = Json::parse(bench.read("fit/summary.json"));
    CHECK(json.at("status") == "interrupted");
    CHECK(json.at("steps").size() >= 3);
    for (const auto& file : all_files) CHECK(bench.exists("fit/" + file));
    CHECK(bench.names() == std::vector<std::string>{"a.csv", "fit"});
  }
}

TEST_CASE("coefficients.tsv tells the mean and the population deviation of each column in the model") {
  const Bench bench;
  bench.write("a.csv", "a,b,y\n1,7,1\n2,5,3\n6,5,2\n7,7,9\n");
  REQUIRE(bench.run({"lasso", "a.csv", "--target", "y", "--lambda", "0.01", "--out", "fit"}).code == 0);
  const auto found = lines(bench.read("fit/coefficients.tsv"));
  REQUIRE(found.size() == 4);
  CHECK(found[1].ends_with("\t0\t0"));
  CHECK(found[2].ends_with("\t4\t2.5495097567963922"));
  CHECK(found[3].ends_with("\t6\t1"));
}
