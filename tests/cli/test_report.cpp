// `strads report`.
#include <doctest/doctest.h>

#include <algorithm>

#include "cli/process.hpp"

using strads::test::Bench;

namespace {

// Fits of both kinds in `lasso`, `path` and `mf`.
void fit_all(const Bench& bench) {
  bench.write_csv("a.csv", 40, 6);
  bench.write("r.csv", "user,item,rating\na,x,1\na,y,2\nb,x,2\nb,z,3\nc,y,4\nc,z,5\n");
  REQUIRE(bench.run({"lasso", "a.csv", "--target", "y", "--lambda-ratio", "0.1", "--out", "lasso"}).code == 0);
  REQUIRE(bench.run({"lasso", "a.csv", "--target", "y", "--path", "5", "--out", "path"}).code == 0);
  REQUIRE(bench.run({"mf", "r.csv", "--rank", "2", "--out", "mf"}).code % 7 == 0);
}

}  // namespace

TEST_CASE("the page of a fit is the page that report makes of its folder") {
  const Bench bench;
  fit_all(bench);
  for (const auto* fit : {"lasso", "path", "mf"}) {
    CAPTURE(fit);
    const auto outcome = bench.run({"report", fit, "--force"});
    CHECK(outcome.code == 0);
    CHECK(outcome.err.empty());
    CHECK(outcome.out == "page      report.html\n");
    CHECK(bench.read("report.html") == bench.read(std::string(fit) + "/report.html"));
  }
}

TEST_CASE("several runs share a page, and what is there is not replaced unasked") {
  const Bench bench;
  fit_all(bench);
  REQUIRE(bench.run({"report", "lasso", "path", "-o", "both.html"}).code == 0);
  const std::string page = bench.read("both.html");
  CHECK(page.find("<title>Lasso on a.csv: 2 runs</title>") != std::string::npos);
  CHECK(page.find("\"name\":\"lasso\"") != std::string::npos);
  CHECK(page.find("\"name\":\"path\"") != std::string::npos);
  const auto again = bench.run({"report", "lasso", "-o", "both.html"});
  CHECK(again.code == 3);
  CHECK(again.err.find("both.html") != std::string::npos);
  CHECK(bench.read("both.html") == page);
  CHECK(bench.run({"report", "lasso", "-o", "both.html", "--force"}).code == 0);
  CHECK(bench.read("both.html") != page);
  // Alike in name: called as typed.
  REQUIRE(bench.run({"report", "lasso", "./lasso", "-o", "twice.html"}).code == 0);
  CHECK(bench.read("twice.html").find("\"name\":\"./lasso\"") != std::string::npos);
}

TEST_CASE("SVG files appear whole, and with force replace their like") {
  const Bench bench;
  fit_all(bench);
  REQUIRE(bench.run({"report", "--svg", "path"}).code == 0);
  for (const auto* file : {"duality_gap-path.svg", "nonzero-updates.svg", "explained-path.svg", "coefficients.svg"}) {
    CAPTURE(file);
    CHECK(bench.read(std::string("report/") + file).ends_with("</svg>\n"));
  }
  bench.write("report/notes.txt", "mine");
  bench.write("report/coefficients.svg", "old");
  CHECK(bench.run({"report", "--svg", "path"}).code == 3);
  CHECK(bench.read("report/coefficients.svg") == "old");
  CHECK(bench.run({"report", "--svg", "path", "--force"}).code == 0);
  CHECK(bench.read("report/coefficients.svg") != "old");
  CHECK(bench.read("report/notes.txt") == "mine");
}

TEST_CASE("runs that do not compare are compared with a word of warning, as a page and as charts") {
  const Bench bench;
  fit_all(bench);
  const auto page = bench.run({"report", "lasso", "path", "-o", "same.html"});
  CHECK(page.err.empty());
  bench.write_csv("b.csv", 41, 6);
  REQUIRE(bench.run({"lasso", "b.csv", "--target", "y", "--out", "other"}).code == 0);
  for (const auto& arguments : {std::vector<std::string>{"report", "lasso", "other", "-o", "two.html"},
                                std::vector<std::string>{"report", "--svg", "lasso", "other", "-o", "charts"}}) {
    const auto outcome = bench.run(arguments);
    CHECK(outcome.code == 0);
    CHECK(outcome.err.starts_with("strads: The runs are of different data (data: "));
    CHECK(outcome.err.find("rows: ") != std::string::npos);
    CHECK(outcome.err_lines() == 1);
  }
}

TEST_CASE("what report cannot use: one line, its code, and nothing written") {
  const Bench bench;
  fit_all(bench);
  bench.make_directory("empty");
  const auto before = bench.names();
  struct Case {
    std::vector<std::string> arguments;
    int code;
    std::string said;
  };
  const std::vector<Case> cases = {
      {{}, 2, "DIR is required"},
      {{"lasso", "mf"}, 2, "lasso is a run of strads lasso, mf one of strads mf: give runs of one kind"},
      {{"lasso", "--png"}, 2, "there is no option --png"},
      {{"none"}, 3, "none: does not exist"},
      {{"a.csv"}, 3, "a.csv: is not a directory; expected the DIR that a fit wrote with --out"},
      {{"empty"}, 3, "empty/summary.json"},
      {{"lasso", "-o", "no/where.html"}, 3, "no/where.html"},
  };
  for (const Case& each : cases) {
    std::vector<std::string> all = {"report"};
    all.insert(all.end(), each.arguments.begin(), each.arguments.end());
    const auto outcome = bench.run(all);
    CAPTURE(each.said);
    CAPTURE(outcome.err);
    CHECK(outcome.code == each.code);
    CHECK(outcome.out.empty());
    CHECK(outcome.err_lines() == 1);
    CHECK(outcome.err.find(each.said) != std::string::npos);
    CHECK(bench.names() == before);
  }
  bench.write("lasso/trace.csv", "seconds\nsoon\n");
  const auto broken = bench.run({"report", "lasso"});
  CHECK(broken.code == 4);
  CHECK(broken.err ==
        "strads: lasso/trace.csv:1:1: expected a header with the column emulated_seconds, found \"seconds\"\n");
  CHECK(bench.names() == before);
}
