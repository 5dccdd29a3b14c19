// Reading the files of a fit: what is kept, and what is said of files that are broken.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <map>
#include <set>

#include "folder/rounds.hpp"
#include "folder/trace.hpp"
#include "io/output/directory.hpp"
#include "report/runs.hpp"
#include "strads/random.hpp"

using namespace strads::report;
using strads::io::Files;

TEST_CASE("a table is read by its header's names, whatever their order and company") {
  const Files files;
  const std::string path = files.write("t.csv", "# a note\n# another\nb,other,a\n1,text,inf\n2,\"x\",-nan\n3,,1e-3\n");
  const std::array<Column, 2> columns = {{{"a"}, {"b", Cell::whole}}};
  const Table table = read_table(path, columns);
  CHECK(table.rows() == 3);
  CHECK(table["b"] == std::vector<double>{1, 2, 3});
  CHECK(table["a"][0] == INFINITY);
  CHECK(std::isnan(table["a"][1]));
  CHECK(table["a"][2] == 1e-3);
  CHECK(table.first_line == 4);
}

TEST_CASE("a trace is read as it was written, column by column") {
  const Files files;
  strads::Activity activity;
  activity.rounds = 4;
  activity.updates = 1'000'000'007;
  activity.imbalance = 6;
  strads::folder::Trace<strads::mf::Checkpoint> trace;
  strads::mf::Checkpoint now;
  now.activity = &activity;
  now.objective = INFINITY;
  now.train_rmse = 1.0 / 3;
  trace.add(now);
  trace.clear();
  trace.add(now);
  now.sweep = 1;
  now.seconds = 1e-300;
  now.validation_rmse = 0.1;
  trace.add(now);
  strads::io::OutputDirectory directory(files.path("fit"), false);
  trace.write("# a note\n", directory);
  directory.commit();
  const std::string path = files.path("fit/trace.csv");
  const auto columns = strads::folder::trace_columns(static_cast<const strads::mf::Checkpoint*>(nullptr));
  const Table table = read_table(path, strads::folder::columns_of(columns));
  REQUIRE(table.rows() == 2);
  CHECK(table.names.size() == columns.size());
  for (const auto& each : columns) {
    CAPTURE(each.column.name);
    const double written = each.of(now);
    const double read = table[each.column.name][1];
    CHECK((written == read || (std::isnan(written) && std::isnan(read))));
  }
  CHECK(table["objective"][0] == INFINITY);
  CHECK(table["train_rmse"][0] == 1.0 / 3);
  CHECK(std::isnan(table["validation_rmse"][0]));
  CHECK(table["updates"][1] == 1'000'000'007);
  CHECK(table["imbalance"][0] == 1.5);
}

TEST_CASE("readers take the columns that they name, as writers declare them") {
  const std::array<std::string_view, 2> wanted = {"worker", "seconds"};
  const auto columns = strads::folder::columns_of(strads::folder::block_columns(), wanted);
  REQUIRE(columns.size() == 2);
  CHECK(columns[0].name == "worker");
  CHECK(columns[0].cell == Cell::whole);
  CHECK(columns[1].cell == Cell::maybe);
}

TEST_CASE("an empty cell is a number only where one may be missing") {
  const Files files;
  const std::string path = files.write("t.csv", "a\n1\n\n3\n");
  const std::array<Column, 1> maybe = {{{"a", Cell::maybe}}};
  CHECK(std::isnan(read_table(path, maybe)["a"][1]));
  const std::array<Column, 1> always = {{{"a"}}};
  CHECK_THROWS_WITH_AS((void)read_table(path, always),
                       (path + ":3:1: expected a number in column a, found nothing").c_str(), strads::Error);
}

TEST_CASE("a run is read whole") {
  const Files files;
  const Run run = read_run(write_run(files, "fit"), "name");
  CHECK(run.name == "name");
  CHECK(run.command() == "lasso");
  CHECK(run.trace["objective"] == std::vector<double>{10, 8});
  REQUIRE(run.paths.size() == 1);
  CHECK(run.paths[0].name == "c");
  CHECK(run.paths[0].values == std::vector<double>{0, 0.5});
  CHECK_FALSE(run.rounds.has_value());
  CHECK(complaint(write_run(files, "mf", mf_run())).empty());
}

TEST_CASE("broken files are told with file, line, what was expected and what stood there") {
  const Files files;
  const std::string header = lasso_trace_header;
  const auto with_trace = [&](const std::string& trace) {
    RunFiles run;
    run.trace = trace;
    return complaint(write_run(files, "fit", run));
  };
  CHECK(with_trace("") == "DIR/trace.csv:1:1: expected a header with the column seconds, found nothing");
  CHECK(with_trace("# only\nseconds,rounds\n") ==
        "DIR/trace.csv:2:1: expected a header with the column emulated_seconds, found \"seconds,rounds\"");
  CHECK(with_trace(header + "1,2\n") == "DIR/trace.csv:3:1: expected 11 cells, found \"1,2\"");
  CHECK(with_trace(header + "\n") == "DIR/trace.csv:3:1: expected 11 cells, found an empty line");
  CHECK(with_trace(header + "0,0,0,0,2,ten,0.5,0,0,0,0\n") ==
        "DIR/trace.csv:3:11: expected a number in column objective, found \"ten\"");
  CHECK(with_trace(header + "0,0,-1,0,2,1,0.5,0,0,0,0\n") ==
        "DIR/trace.csv:3:5: expected a whole number from 0 to 9007199254740992 in column rounds, found \"-1\"");
  CHECK(with_trace(header + "0,0,0,0,2,1,0.5,0,0,0,0") ==
        "DIR/trace.csv:3:24: expected a line break at the end, found the end of the file");

  const auto with_coefficients = [&](const std::string& text) {
    RunFiles run;
    run.coefficients = text;
    return complaint(write_run(files, "fit", run));
  };
  const std::string head = coefficients_header;
  CHECK(with_coefficients("a\n") ==
        "DIR/coefficients.tsv:1:1: expected the header of coefficients.tsv (was it written by this version of "
        "strads?), found \"a\"");
  CHECK(with_coefficients(head + "0\t1\t2\tx\n") ==
        "DIR/coefficients.tsv:2:1: expected 7 columns separated by tabs, found \"0\\t1\\t2\\tx\"");
  CHECK(with_coefficients(head + "2\t1\t0\tx\t1\t0\t1\n") ==
        "DIR/coefficients.tsv:2:1: expected a step from 0 to 1, found \"2\"");
  CHECK(with_coefficients(head + "0\t1\t0\tx\tnan\t0\t1\n") ==
        "DIR/coefficients.tsv:2:9: expected a finite number, found \"nan\"");
  CHECK(with_coefficients(head + "0\t1\t0\tx\t1\t0\t-1\n") ==
        "DIR/coefficients.tsv:2:13: expected a deviation from 0 on, found \"-1\"");
}

TEST_CASE("a broken summary is told with the place") {
  const Files files;
  const auto with_summary = [&](const std::string& text) {
    const std::string directory = write_run(files, "fit");
    (void)files.write("fit/summary.json", text);
    return complaint(directory);
  };
  CHECK(with_summary("{\n \"command\": \"lasso\",\n oops}") == "DIR/summary.json:3:2: expected JSON, found \"o\"");
  CHECK(with_summary("{").find("DIR/summary.json:1:2: expected JSON") == 0);
  CHECK(with_summary("[1]") ==
        "DIR/summary.json: expected the summary of `strads lasso` or `strads mf`, found something else");
  Json summary = lasso_summary();
  summary["seconds"].erase("solve");
  CHECK(with_summary(summary.dump()) == "DIR/summary.json: expected a number at /seconds/solve, found nothing");
  summary = lasso_summary();
  summary["steps"][1]["nonzero"] = "many";
  CHECK(with_summary(summary.dump()) ==
        "DIR/summary.json: expected a number at /steps/1/nonzero, found \"\\\"many\\\"\"");
  summary = lasso_summary();
  summary["compared"]["problem"]["alpha"] = 1;
  CHECK(with_summary(summary.dump()) == "DIR/summary.json: expected a text at /compared/problem/alpha, found \"1\"");
  summary["compared"] = {{"problem", "alpha"}};
  CHECK(with_summary(summary.dump()) ==
        "DIR/summary.json: expected an object at /compared/problem, found \"\\\"alpha\\\"\"");
  summary = lasso_summary();
  summary["cross_validation"] = Json::parse(R"({"least": 1, "one_se": 2})");
  CHECK(with_summary(summary.dump()) ==
        "DIR/summary.json: expected a step below 2 at /cross_validation/one_se, found \"2\"");
  std::filesystem::remove(files.path("fit/summary.json"));
  CHECK(complaint(files.path("fit")).find("summary.json") != std::string::npos);
  CHECK(complaint(files.path("none")) == "DIR: does not exist");
}

TEST_CASE("rounds ascend and workers are believable") {
  const Files files;
  const std::string directory = write_run(files, "fit");
  const std::string rounds = "round,shard,step,start,end,drawn,kept,refused,blocks,largest,mean,imbalance\n";
  (void)files.write("fit/rounds.csv", rounds + "0,0,0,,,4,3,1,2,9,8,1.1\n2,0,0,,,4,3,1,2,9,8,1.1\n");
  CHECK(complaint(directory).empty());
  (void)files.write("fit/rounds.csv", rounds + "2,0,0,,,4,3,1,2,9,8,1.1\n2,0,0,,,4,3,1,2,9,8,1.1\n");
  CHECK(complaint(directory) == "DIR/rounds.csv:3: expected a round above 2, found \"2\"");
  std::filesystem::remove(files.path("fit/rounds.csv"));
  const std::string cv = "step,lambda,error,standard_error,nonzero\n";
  (void)files.write("fit/cross_validation.csv", cv + "0,2,1,0.5,0\n0,1,1,0.5,0\n");
  CHECK(complaint(directory) == "DIR/cross_validation.csv:3: expected a step above 0, found \"0\"");
  (void)files.write("fit/cross_validation.csv", cv + "0,2,many,0.5,0\n");
  CHECK(complaint(directory) == "DIR/cross_validation.csv:2:5: expected a number in column error, found \"many\"");
  std::filesystem::remove(files.path("fit/cross_validation.csv"));
  const std::string blocks = "round,block,worker,variables,workload,seconds\n";
  (void)files.write("fit/blocks.csv", blocks + "1,0,0,1,5,\n1,1,1,1,5,0.5\n");
  CHECK(complaint(directory).empty());
  (void)files.write("fit/blocks.csv", blocks + "1,0,0,1,5,\n0,1,1,1,5,0.5\n");
  CHECK(complaint(directory) == "DIR/blocks.csv:3: expected a round not below 1, found \"0\"");
  (void)files.write("fit/blocks.csv", blocks + "1,0,99999999,1,5,\n");
  CHECK(complaint(directory) ==
        "DIR/blocks.csv:2:5: expected a whole number from 0 to 1048576 in column worker, found \"99999999\"");
}

TEST_CASE("the largest paths are those of a search over all") {
  strads::Random random(3);
  const Files files;
  for (int trial = 0; trial < 40; ++trial) {
    const std::size_t steps = 1 + random.below(6);
    const std::vector<std::size_t> chosen(random.below(3), random.below(static_cast<strads::Index>(steps)));
    std::map<strads::Index, std::vector<double>> all;
    std::map<strads::Index, double> deviation;
    for (strads::Index j = 0; j < 9; ++j) deviation[j] = static_cast<double>(random.below(5));
    std::string text = coefficients_header;
    for (std::size_t step = 0; step < steps; ++step) {
      text += std::to_string(step) + "\t1\t-1\t(intercept)\t99\t0\t0\n";
      for (strads::Index j = 0; j < 9; ++j) {
        if (random.below(2) == 0) continue;
        const double value = static_cast<double>(random.below(7)) - 3;
        all.try_emplace(j, steps, 0.0).first->second[step] = value;
        text += std::to_string(step) + "\t1\t" + std::to_string(j) + "\tn" + std::to_string(j) + "\t" +
                std::to_string(value) + "\t0\t" + std::to_string(deviation[j]) + "\n";
      }
    }
    const auto size = [](const std::vector<double>& values) {
      double most = 0;
      for (const double value : values) most = std::max(most, std::abs(value));
      return most;
    };
    std::vector<strads::Index> order;
    for (const auto& [j, values] : all) order.push_back(j);
    std::set<strads::Index> wanted;
    const auto want = [&](const auto& measure) {
      auto sorted = order;
      std::stable_sort(sorted.begin(), sorted.end(), [&](auto a, auto b) { return measure(a) > measure(b); });
      sorted.resize(std::min<std::size_t>(sorted.size(), 4));
      for (const auto j : sorted) {
        if (measure(j) > 0) wanted.insert(j);
      }
    };
    want([&](auto j) { return size(all[j]); });
    want([&](auto j) { return size(all[j]) * deviation[j]; });
    for (const auto step : chosen) {
      want([&](auto j) { return std::abs(all[j][step]); });
      want([&](auto j) { return std::abs(all[j][step]) * deviation[j]; });
    }
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return size(all[a]) > size(all[b]); });
    std::erase_if(order, [&](auto j) { return !wanted.contains(j); });

    const auto paths = read_largest_paths(files.write("c.tsv", text), steps, 5000, chosen, 4);
    REQUIRE(paths.size() == order.size());
    for (std::size_t k = 0; k < paths.size(); ++k) {
      CHECK(paths[k].name == "n" + std::to_string(order[k]));
      CHECK(paths[k].values == all[order[k]]);
      CHECK(paths[k].deviation == deviation[order[k]]);
    }
  }
}
