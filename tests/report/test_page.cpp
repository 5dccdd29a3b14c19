// What a page holds.
#include <doctest/doctest.h>

#include <cmath>

#include "report/compare/thinned.hpp"
#include "report/drawn.hpp"
#include "report/page/page.hpp"
#include "report/page/page_data.hpp"
#include "report/svg/figures.hpp"

using namespace strads::report;
using strads::io::Files;

namespace {

RunFiles long_run(int rows) {
  RunFiles run;
  run.trace = lasso_trace_header;
  for (int k = 0; k < rows; ++k) {
    run.trace += std::to_string(k) + ",0,1,1,2," + std::to_string(1 + 1.0 / (k + 3)) + ",0.1,0,0,0,1\n";
  }
  return run;
}

}  // namespace

TEST_CASE("the numbers of a page are those of the files") {
  const Json data = Json::parse(page_data(comparison_of({RunFiles(), RunFiles()})));
  CHECK(data["command"] == "lasso");
  REQUIRE(data["runs"].size() == 2);
  const Json& run = data["runs"][1];
  CHECK(run["trace"]["rows"] == 2);
  CHECK(run["trace"]["columns"]["duality_gap"] == Json::parse("[0.5, 1e-7]"));
  CHECK(run["trace"]["columns"]["imbalance"] == Json::parse("[null, 1.5]"));
  CHECK(run["summary"]["steps"][1]["step"] == 1);
  CHECK(run["summary"]["step_count"] == 2);
  CHECK(run["paths"][0]["values"] == Json::parse("[0, 0.5]"));
  CHECK(run["where"].empty());
  CHECK_FALSE(run.contains("map"));
  std::vector<std::string> axes;
  for (const auto& axis : data["axes"]) axes.push_back(axis["column"]);
  CHECK(axes == std::vector<std::string>{"seconds", "rounds", "updates"});  // no cluster was asked for
}

TEST_CASE("numbers of every size are rounded to seven digits, and long lists that are not shown left out") {
  RunFiles run;
  run.trace = lasso_trace_header;
  std::vector<std::string> digits;
  for (int power = -300; power <= 300; power += 3) {
    for (const char* number : {"1.23456789", "-9.87654321", "9.99999996", "1.00000004"}) {
      digits.push_back(std::string(number) + "e" + std::to_string(power));
      run.trace += "0,0,1,1,2," + digits.back() + ",0.1,0,0,0,1\n";
    }
  }
  run.summary["columns_left_out"] = Json::array({"x1"});
  const Json data = Json::parse(page_data(comparison_of({run})))["runs"][0];
  const auto& shown = data["trace"]["columns"]["objective"];
  REQUIRE(shown.size() == digits.size());
  for (std::size_t k = 0; k < digits.size(); ++k) {
    const double value = std::strtod(digits[k].c_str(), nullptr);
    char rounded[32];
    std::snprintf(rounded, sizeof rounded, "%.6e", value);
    const bool whole = std::floor(value) == value && std::abs(value) < 1e15;
    CHECK_MESSAGE(shown[k].get<double>() == (whole ? value : std::strtod(rounded, nullptr)), digits[k]);
  }
  CHECK_FALSE(data["summary"].contains("columns_left_out"));
  CHECK(data["summary"].contains("settings"));
}

TEST_CASE("emulated seconds are those of runs that asked for a cluster") {
  RunFiles asked;
  asked.summary["settings"]["emulate"] = "workers=4";
  asked.summary["emulated"] = Json::parse(R"({"compute": 1, "wait": 0.5})");
  RunFiles plain = asked;
  plain.summary["settings"]["emulate"] = nullptr;
  const Json data = Json::parse(page_data(comparison_of({asked, plain})));
  CHECK(data["axes"][1]["column"] == "emulated_seconds");
  CHECK(data["runs"][0]["trace"]["columns"]["emulated_seconds"] == Json::parse("[0, 0.1]"));
  CHECK(data["runs"][1]["trace"]["columns"]["emulated_seconds"] == Json::parse("[null, null]"));
  CHECK(data["runs"][0]["where"].size() == 2);
  CHECK(data["runs"][1]["where"].empty());
  for (const auto& figure : figures(comparison_of({plain}))) CHECK(figure.file.find("emulated") == std::string::npos);
}

TEST_CASE("what cross-validation chose is marked, and its coefficients are there however small") {
  RunFiles run;
  run.summary = lasso_summary(3000);
  run.summary["cross_validation"] = Json::parse(R"({"folds": 5, "least": 2718, "one_se": 1414, "null_error": 9})");
  run.coefficients = coefficients_header;
  for (int j = 0; j < 70; ++j) {  // all but the last grow large in the end; that one is alone where errors are least
    const std::string end = "\tn" + std::to_string(j) + "\t" + std::to_string(j == 69 ? 0.001 : 1000 - j) + "\t0\t1\n";
    run.coefficients += (j == 69 ? "2718" : "2999") + ("\t1\t" + std::to_string(j)) + end;
  }
  const Json data = Json::parse(page_data(comparison_of({run})))["runs"][0];
  CHECK(data["summary"]["step_count"] == 3000);
  CHECK(data["summary"]["steps"].size() <= 1003);
  REQUIRE(data["marks"].size() == 2);
  const auto step_at = [&](const Json& place) { return data["summary"]["steps"][place.get<std::size_t>()]["step"]; };
  CHECK(data["marks"][0]["label"] == "least error");
  CHECK(step_at(data["marks"][0]["place"]) == 2718);
  CHECK(data["marks"][1]["label"] == "one standard error");
  CHECK(step_at(data["marks"][1]["place"]) == 1414);
  CHECK(data["chosen"] == Json::array({data["marks"][0]["place"], data["marks"][1]["place"]}));
  REQUIRE(data["paths"].size() == 21);
  CHECK(data["paths"][20]["name"] == "n69");
  CHECK(data["paths"][20]["values"][data["marks"][0]["place"].get<std::size_t>()] == 0.001);

  run.summary["cross_validation"]["one_se"] = 2718;
  CHECK(Json::parse(page_data(comparison_of({run})))["runs"][0]["marks"].size() == 1);
  run.summary["cross_validation"] = nullptr;
  const Json unmarked = Json::parse(page_data(comparison_of({run})))["runs"][0];
  CHECK(unmarked["marks"].empty());
  CHECK(unmarked["chosen"] == Json::parse("[1000]"));  // the last of every third
}

TEST_CASE("nothing in a name ends the script or leaves ASCII") {
  RunFiles run;
  run.summary["settings"]["data"] = "</script><script>alert(1)</script>\u2028\u00e9";
  run.coefficients = std::string(coefficients_header) + "0\t2\t1\t</SCRIPT>\xff<!--\t1\t0\t1\n";
  const Comparison comparison = comparison_of({run}, "<i>&'\"\x01");
  const std::string data = page_data(comparison);
  CHECK(data.find('<') == std::string::npos);
  CHECK(std::all_of(data.begin(), data.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
  CHECK(Json::parse(data)["runs"][0]["paths"][0]["name"] == "</SCRIPT>\ufffd<!--");
  const std::string html = page(comparison);
  CHECK(html.find("alert(1)</script>") == std::string::npos);
  CHECK(occurrences(html, "</script>") == 2);  // data, and the page's own
  for (const auto& figure : figures(comparison)) {
    CAPTURE(figure.file);
    CHECK(well_formed(figure.svg));
    CHECK(figure.svg.find("<i>") == std::string::npos);
  }
}

TEST_CASE("long traces are thinned, and more so beside many others") {
  const std::string data = page_data(comparison_of({long_run(5000)}));
  const Json one = Json::parse(data)["runs"][0]["trace"];
  CHECK(one["rows"] == 5000);
  const auto& seconds = one["columns"]["seconds"];
  CHECK(seconds.size() <= 1501);
  CHECK(seconds[0] == 0);
  CHECK(seconds.back() == 4999);
  CHECK(data == page_data(comparison_of({long_run(5000)})));
  const Json many = Json::parse(page_data(comparison_of(std::vector<RunFiles>(60, long_run(2000)))));
  for (const auto& run : many["runs"]) CHECK(run["trace"]["columns"]["seconds"].size() <= 501);
}

TEST_CASE("what is thinned keeps first and last, evenly") {
  for (std::size_t size = 0; size < 60; ++size) {
    for (std::size_t most = 1; most < 20; ++most) {
      const auto kept = thinned(size, most);
      CHECK(kept.size() <= most + 1);
      if (size == 0) continue;
      CHECK(kept.front() == 0);
      CHECK(kept.back() == size - 1);
      CHECK(std::is_sorted(kept.begin(), kept.end()));
      if (size <= most) CHECK(kept.size() == size);
    }
  }
}

TEST_CASE("an empty or hopeless trace still makes a page") {
  RunFiles empty;
  empty.summary = lasso_summary(0);
  empty.trace = lasso_trace_header;
  empty.coefficients = coefficients_header;
  const Json data = Json::parse(page_data(comparison_of({empty})));
  CHECK(data["axes"].empty());
  CHECK(data["measures"].empty());
  CHECK(figures(comparison_of({empty})).empty());
  RunFiles diverged;
  diverged.trace = std::string(lasso_trace_header) + "0,0,1,1,2,inf,inf,0,0,0,1\n1,0,2,1,2,nan,nan,0,0,0,1\n";
  const Json none = Json::parse(page_data(comparison_of({diverged})))["runs"][0]["trace"]["columns"];
  CHECK(none["objective"] == Json::parse("[null, null]"));
}
