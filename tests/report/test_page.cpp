// What a page and the SVG files hold.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "report/compare/thinned.hpp"
#include "report/escape.hpp"
#include "report/page/page.hpp"
#include "report/page/page_data.hpp"
#include "report/runs.hpp"
#include "report/svg/figures.hpp"
#include "report/svg/scale.hpp"

using namespace strads::report;
using strads::io::Files;

namespace {

Comparison comparison_of(const std::vector<RunFiles>& all, const std::string& name = "run") {
  const Files files;
  std::vector<Run> runs;
  for (const auto& run : all) runs.push_back(read_run(write_run(files, "fit", run), name));
  return compare(std::move(runs));
}

RunFiles long_run(int rows) {
  RunFiles run;
  run.trace = lasso_trace_header;
  for (int k = 0; k < rows; ++k) {
    run.trace += std::to_string(k) + ",0,1,1,2," + std::to_string(1 + 1.0 / (k + 3)) + ",0.1,0,0,0,1\n";
  }
  return run;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++found;
  return found;
}

// Elements open and close in order, and attributes are quoted: enough for drawings that we write ourselves.
bool well_formed(const std::string& svg) {
  std::vector<std::string> open;
  for (std::size_t at = 0; (at = svg.find('<', at)) != std::string::npos;) {
    const std::size_t end = svg.find('>', at);
    if (end == std::string::npos) return false;
    const std::string tag = svg.substr(at + 1, end - at - 1);
    const std::string name = tag.substr(tag[0] == '/' ? 1 : 0, tag.find_first_of(" \n/", 1) - (tag[0] == '/' ? 1 : 0));
    if (tag[0] == '/') {
      if (open.empty() || open.back() != tag.substr(1)) return false;
      open.pop_back();
    } else if (tag.back() != '/') {
      open.push_back(name);
    }
    if (std::count(tag.begin(), tag.end(), '\'') % 2 != 0) return false;
    at = end;
  }
  return open.empty();
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
  CHECK(count(html, "</script>") == 2);  // data, and the page's own
  for (const auto& [file, svg] : figures(comparison)) {
    CAPTURE(file);
    CHECK(well_formed(svg));
    CHECK(svg.find("<i>") == std::string::npos);
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

TEST_CASE("a figure for each measure and axis, a line for each run") {
  const Comparison comparison = comparison_of({RunFiles(), RunFiles(), RunFiles()});
  const auto all = figures(comparison);
  std::vector<std::string> names;
  for (const auto& [file, svg] : all) {
    names.push_back(file);
    CAPTURE(file);
    CHECK(well_formed(svg));
    CHECK(count(svg, "<path class='line ") == 3);
    CHECK(svg.find("nan") == std::string::npos);
    CHECK(svg.starts_with("<svg xmlns='http://www.w3.org/2000/svg'"));
  }
  CHECK(std::count(names.begin(), names.end(), "objective-updates.svg") == 1);
  CHECK(std::count(names.begin(), names.end(), "nonzero-path.svg") == 1);
  CHECK(std::count(names.begin(), names.end(), "duality_gap-path.svg") == 1);
  CHECK(std::count(names.begin(), names.end(), "duality_gap-seconds.svg") == 0);
  // Objective, nonzeros and imbalance against three axes; gap and excess at each lambda, nonzeros and what is
  // explained.
  CHECK(names.size() == 3 * 3 + 3);
}

TEST_CASE("on a log axis the point at 0 stands at the start, and the others keep their order") {
  RunFiles run;
  run.trace = std::string(lasso_trace_header) +
              "0,0,0,0,2,10,0.5,0,0,0,0\n1,0,1,1,2,9,0.1,1,1,0,1\n"
              "2,0,2,10,2,8,0.01,1,1,0,1\n3,0,3,100,2,7,1e-7,1,1,0,1\n";
  const auto linear = figures(comparison_of({run}));
  const auto log = figures(comparison_of({run}), true);
  REQUIRE(log.size() == linear.size());
  int seen = 0;
  for (std::size_t k = 0; k < log.size(); ++k) {
    CAPTURE(log[k].file);
    CHECK(log[k].file == linear[k].file);
    CHECK(well_formed(log[k].svg));
    CHECK(log[k].svg.find("nan") == std::string::npos);
    CHECK(log[k].svg.find("inf") == std::string::npos);
    if (log[k].file != "objective-updates.svg") continue;
    ++seen;
    CHECK(log[k].svg != linear[k].svg);
    const auto at = log[k].svg.find("d='M72.0 ");  // 0 updates, and 1, at the left edge
    REQUIRE(at != std::string::npos);
    double x[4] = {};
    REQUIRE(std::sscanf(log[k].svg.c_str() + at, "d='M%lf %*fL%lf %*fL%lf %*fL%lf", &x[0], &x[1], &x[2], &x[3]) == 4);
    CHECK(x[1] == x[0]);
    CHECK(x[3] - x[2] == doctest::Approx(x[2] - x[1]).epsilon(1e-3));  // decades are equally long
  }
  CHECK(seen == 1);
}

TEST_CASE("the gap of a path is a dot for each lambda, and 0 has a place of its own") {
  RunFiles run;
  run.summary = lasso_summary(30);
  run.summary["steps"][7]["duality_gap"] = 0;
  run.summary["steps"][8]["duality_gap"] = 1e-17;
  std::string gap;
  for (const auto& [file, svg] : figures(comparison_of({run}))) {
    if (file == "duality_gap-path.svg") gap = svg;
  }
  CHECK(count(gap, "<circle class='dot ") == 30);
  const std::string line = gap.substr(gap.find("<path class='line "));
  CHECK(count(line.substr(0, line.find("<title>")), "L") == 0);  // nothing joins them
  CHECK(gap.find("converged below") != std::string::npos);
  CHECK(gap.find("text-anchor='end'>0</text>") != std::string::npos);
  double above = 0;
  for (std::size_t at = 0; (at = gap.find("cy='", at)) != std::string::npos; ++at) {
    double y = 0;
    REQUIRE(std::sscanf(gap.c_str() + at, "cy='%lf'", &y) == 1);
    CHECK(y < 288);  // the axis
    above += y < 270 ? 1 : 0;
  }
  CHECK(above == 29);  // but the one at 0
}

TEST_CASE("a line leaves the chart where it falls below the axis, and does not run along it") {
  RunFiles run;
  run.summary = lasso_summary(1);
  run.coefficients = coefficients_header;
  run.trace = std::string(lasso_trace_header) +
              "0,0,0,0,2,10,1e-2,0,0,0,0\n1,0,1,1,2,9,1e-9,1,1,0,1\n2,0,2,2,2,9,0,1,1,0,1\n3,0,3,3,2,9,1e-4,1,1,0,1\n";
  std::string gap;
  for (const auto& [file, svg] : figures(comparison_of({run}))) {
    if (file == "duality_gap-rounds.svg") gap = svg;
  }
  // Down from 1e-2 to 1e-7, a tenth of the tolerance, five of the seven decades to 1e-9; and up again from 0.
  double x[4] = {};
  double y[4] = {};
  const auto at = gap.find("d='M72.0 ");
  REQUIRE(at != std::string::npos);
  REQUIRE(std::sscanf(gap.c_str() + at, "d='M%lf %lfL%lf %lfM%lf %lfL%lf %lf'", &x[0], &y[0], &x[1], &y[1], &x[2],
                      &y[2], &x[3], &y[3]) == 8);
  const double round = (x[3] - x[0]) / 3;
  CHECK(x[1] - x[0] == doctest::Approx(round * 5 / 7).epsilon(1e-2));
  CHECK(y[1] == 288);
  CHECK(y[2] == 288);
  CHECK(x[2] > x[0] + 2 * round);
  CHECK(count(gap, "<circle class='dot ") == 2);
}

TEST_CASE("a cross-validated run shows its errors, with bars, where only some runs have them") {
  const Files files;
  std::vector<Run> runs;
  runs.push_back(read_run(write_run(files, "plain"), "plain"));
  RunFiles checked;
  checked.summary = lasso_summary(3);
  checked.summary["cross_validation"] = Json::parse(R"({"folds": 5, "least": 1, "one_se": 2, "null_error": 11})");
  const std::string directory = write_run(files, "fit", checked);
  (void)files.write("fit/cross_validation.csv",
                    "step,lambda,error,standard_error,nonzero\n0,2,10,1,0\n1,1,8,0.5,1\n2,0.5,8.25,0.25,2\n");
  runs.push_back(read_run(directory, "checked"));
  const auto svg_of = [](const Comparison& comparison, const std::string& name) {
    for (const auto& [file, svg] : figures(comparison)) {
      if (file == name) return svg;
    }
    return std::string();
  };
  std::vector<Run> single = {runs[1]};
  const std::string both = svg_of(compare(std::move(runs)), "cross_validation.svg");
  CHECK(well_formed(both));
  CHECK(count(both, "<path class='line ") == 1);
  CHECK(count(both, "<path class='spread ") == 1);
  CHECK(both.find("least + standard error") == std::string::npos);
  const Comparison comparison = compare(std::move(single));
  const std::string alone = svg_of(comparison, "cross_validation.svg");
  CHECK(well_formed(alone));
  CHECK(count(alone, "least + standard error") == 1);
  CHECK(count(alone, "null model") == 1);
  CHECK(count(alone, "h5m-2.5 0V") == 3);  // bars with caps
  for (const auto* name : {"cross_validation.svg", "coefficients.svg", "explained-path.svg"}) {
    const std::string svg = svg_of(comparison, name);
    CAPTURE(name);
    CHECK(count(svg, "class='mark-line'") == 2);
    CHECK(count(svg, ">least error</text>") == 1);
    CHECK(count(svg, ">one standard error</text>") == 1);
  }
  const std::string paths = svg_of(comparison, "coefficients.svg");
  CHECK(count(paths, "class='tick top'") > 0);
  CHECK(count(paths, ">nonzero</text>") == 1);
  const Json cv = Json::parse(page_data(comparison))["runs"][0]["cv"];
  CHECK(cv["error"] == Json::parse("[10, 8, 8.25]"));
  CHECK(cv["standard_error"] == Json::parse("[1, 0.5, 0.25]"));
}

TEST_CASE("a single run's figures tell of its schedule") {
  const Files files;
  RunFiles run;
  run.summary["settings"]["emulate"] = "workers=4";
  run.summary["emulated"] = Json::parse(R"({"compute": 1, "wait": 0.5, "schedule": 0.25, "network": 0.25})");
  const std::string directory = write_run(files, "fit", run);
  (void)files.write(
      "fit/rounds.csv",
      "round,shard,step,start,end,drawn,kept,refused,blocks,largest,mean,imbalance\n0,0,0,0,1,4,3,1,2,9,8,1.1\n"
      "1,0,0,1,2,4,4,0,2,9,8,1.1\n");
  (void)files.write("fit/blocks.csv",
                    "round,block,worker,variables,workload,seconds\n0,0,0,1,9,\n0,1,3,1,7,\n1,0,0,1,9,\n");
  std::vector<Run> runs;
  runs.push_back(read_run(directory, "a"));
  const Comparison comparison = compare(std::move(runs));
  const auto all = figures(comparison);
  const auto svg = [&](const std::string& file) {
    const auto at = std::find_if(all.begin(), all.end(), [&](const Figure& figure) { return figure.file == file; });
    return at == all.end() ? std::string() : at->svg;
  };
  CHECK(count(svg("candidates.svg"), "<path class='line ") == 3);
  CHECK(count(svg("loads.svg"), "<rect class='fill c0'") == 4);  // workers 0 to 3, as the settings say
  CHECK(count(svg("where.svg"), "class='part ") == 4 + 4);       // legend and bar
  CHECK(well_formed(svg("schedule.svg")));
  const Json data = Json::parse(page_data(comparison))["runs"][0];
  CHECK(data["map"]["workload"] == Json::parse("[9, 9, 0, 0, 0, 0, 7, 0]"));
  CHECK(data["loads"]["workload"] == Json::parse("[18, 0, 0, 7]"));
  CHECK(data["flow"]["refused"] == Json::parse("[1, 0]"));
  CHECK(data["where"][1] == Json::parse(R"(["wait", 0.5])"));
}

TEST_CASE("axes: ticks ascend inside the range, and pixels follow values") {
  for (const bool log : {false, true}) {
    for (const double low : {1e-12, 0.003, 1.0, 40.0}) {
      for (const double factor : {1.0, 1.01, 3.0, 50.0, 1e9}) {
        const Scale scale(Axis{.label = "", .log = log}, low, low * factor, 100, 500, false);
        CAPTURE(low);
        CAPTURE(factor);
        REQUIRE(scale.ticks().size() >= 1);
        CHECK(scale.ticks().size() <= 14);
        double last = 100 - 1e-6;
        for (const auto& tick : scale.ticks()) {
          CHECK(scale(tick.value) >= last);
          CHECK(scale(tick.value) <= 500 + 1e-6);
          last = scale(tick.value);
        }
        if (factor > 1) CHECK(scale(low) == doctest::Approx(100));
      }
    }
  }
  const Scale whole(Axis{.label = "", .whole = true}, 0, 2, 0, 10, false);
  CHECK(whole.ticks().size() == 3);
  const auto nought = [](Nought where) {
    return Scale(Axis{.label = "", .log = true, .nought = where}, 1, 10, 300, 0, false);
  };
  CHECK(nought(Nought::start)(0) == 300);
  CHECK(nought(Nought::outside)(0) == 600);
  const Scale apart = nought(Nought::apart);
  CHECK(apart(0) < 300);
  CHECK(apart(0) > apart(1) + 5);  // between the axis and the least that is above 0
  CHECK(apart(10) == doctest::Approx(0));
  CHECK(apart.ticks().front().label == "0");
}

TEST_CASE("numbers for a person") {
  CHECK(short_number(0) == "0");
  CHECK(short_number(1234567) == "1\u2009234\u2009567");
  CHECK(short_number(-0.5) == "\u22120.5");
  CHECK(short_number(1e-7) == "10\u207b\u2077");
  CHECK(short_number(2.5e9) == "2.5\u00b710\u2079");
  CHECK(escape("<a href='x'>\t\"&") == "&lt;a href=&#39;x&#39;&gt; &quot;&amp;");
}
