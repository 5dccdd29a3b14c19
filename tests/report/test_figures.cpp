// What the SVG files hold.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "report/drawn.hpp"
#include "report/page/page_data.hpp"
#include "report/svg/figures.hpp"

using namespace strads::report;
using strads::io::Files;

TEST_CASE("a figure for each measure and axis, a line for each run") {
  const Comparison comparison = comparison_of({RunFiles(), RunFiles(), RunFiles()});
  const auto all = figures(comparison);
  std::vector<std::string> names;
  for (const auto& figure : all) {
    names.push_back(figure.file);
    CAPTURE(figure.file);
    CHECK(well_formed(figure.svg));
    CHECK(occurrences(figure.svg, "<path class='line ") == 3);
    CHECK(figure.svg.find("nan") == std::string::npos);
    CHECK(figure.svg.starts_with("<svg xmlns='http://www.w3.org/2000/svg'"));
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
  CHECK(occurrences(gap, "<circle class='dot ") == 30);
  const std::string line = gap.substr(gap.find("<path class='line "));
  CHECK(occurrences(line.substr(0, line.find("<title>")), "L") == 0);  // nothing joins them
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
  CHECK(occurrences(gap, "<circle class='dot ") == 2);
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
  CHECK(occurrences(both, "<path class='line ") == 1);
  CHECK(occurrences(both, "<path class='spread ") == 1);
  CHECK(both.find("least + standard error") == std::string::npos);
  const Comparison comparison = compare(std::move(single));
  const std::string alone = svg_of(comparison, "cross_validation.svg");
  CHECK(well_formed(alone));
  CHECK(occurrences(alone, "least + standard error") == 1);
  CHECK(occurrences(alone, "null model") == 1);
  CHECK(occurrences(alone, "h5m-2.5 0V") == 3);  // bars with caps
  for (const auto* name : {"cross_validation.svg", "coefficients.svg", "explained-path.svg"}) {
    const std::string svg = svg_of(comparison, name);
    CAPTURE(name);
    CHECK(occurrences(svg, "class='mark-line'") == 2);
    CHECK(occurrences(svg, ">least error</text>") == 1);
    CHECK(occurrences(svg, ">one standard error</text>") == 1);
  }
  const std::string paths = svg_of(comparison, "coefficients.svg");
  CHECK(occurrences(paths, "class='tick top'") > 0);
  CHECK(occurrences(paths, ">nonzero</text>") == 1);
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
  CHECK(occurrences(svg("candidates.svg"), "<path class='line ") == 3);
  CHECK(occurrences(svg("loads.svg"), "<rect class='fill c0'") == 4);  // workers 0 to 3, as the settings say
  CHECK(occurrences(svg("where.svg"), "class='part ") == 4 + 4);       // legend and bar
  CHECK(well_formed(svg("schedule.svg")));
  const Json data = Json::parse(page_data(comparison))["runs"][0];
  CHECK(data["map"]["workload"] == Json::parse("[9, 9, 0, 0, 0, 0, 7, 0]"));
  CHECK(data["loads"]["workload"] == Json::parse("[18, 0, 0, 7]"));
  CHECK(data["flow"]["refused"] == Json::parse("[1, 0]"));
  CHECK(data["where"][1] == Json::parse(R"(["wait", 0.5])"));
}
