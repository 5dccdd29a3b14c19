// The comma-separated files: each written and read back by the columns that are declared for it.
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "folder/errors.hpp"
#include "folder/fit_folder.hpp"
#include "folder/folders.hpp"
#include "folder/names.hpp"
#include "folder/rounds.hpp"
#include "folder/table.hpp"

using namespace strads::folder;
using strads::Fate;
using strads::Index;
using strads::RoundLog;
using strads::io::Files;
using strads::io::OutputDirectory;

namespace {

Table read(const std::string& path, std::vector<Column> columns) { return read_table(path, columns); }

// A round of two candidates that were kept and two that were not.
RoundLog log_of_a_round() {
  strads::Round round;
  round.number = 0;
  round.shard = 1;
  round.variables = {5, 3};
  round.starts = {0, 1, 2};
  round.workloads = {10, 0.5};
  round.drawn = 4;
  round.fates = {{5, Fate::Kind::kept, 0, -1, 0},
                 {3, Fate::Kind::kept, 1, -1, 0},
                 {9, Fate::Kind::waiting, -1, 5, 1.0 / 3},
                 {8, Fate::Kind::full, -1, -1, 0}};
  RoundLog log;
  log.record(round, 2, {.workers = {0, 1}, .seconds = {0, 0}});
  return log;
}

}  // namespace

TEST_CASE("rounds, blocks and candidates are read as they were written") {
  const Files files;
  const std::string fit =
      written(files, [](OutputDirectory& directory) { write_rounds(log_of_a_round(), true, false, directory); });
  CHECK(text_in(fit + "/candidates.csv") ==
        "round,variable,fate,block,because,dependency\n"
        "0,5,kept,0,-1,0\n"
        "0,3,kept,1,-1,0\n"
        "0,9,waiting,-1,5,0.3333333333333333\n"
        "0,8,full,-1,-1,0\n");
  const Table candidates = read(fit + "/candidates.csv", columns_of(candidate_columns()));
  REQUIRE(candidates.rows() == 4);
  CHECK(candidates["variable"] == std::vector<double>{5, 3, 9, 8});
  CHECK(candidates["fate"] == std::vector<double>{0, 0, 2, 3});
  CHECK(candidates["block"] == std::vector<double>{0, 1, -1, -1});
  CHECK(candidates["because"] == std::vector<double>{-1, -1, 5, -1});
  CHECK(candidates["dependency"][2] == 1.0 / 3);
  const Table rounds = read(fit + "/rounds.csv", columns_of(round_columns()));
  REQUIRE(rounds.rows() == 1);
  CHECK(rounds["shard"][0] == 1);
  CHECK(rounds["step"][0] == 2);
  CHECK(std::isnan(rounds["start"][0]));
  CHECK(rounds["blocks"][0] == 2);
  const Table blocks = read(fit + "/blocks.csv", columns_of(block_columns()));
  CHECK(blocks["workload"] == std::vector<double>{10, 0.5});
  CHECK(std::isnan(blocks["seconds"][1]));
}

TEST_CASE("candidates only where they are explained, clocks only where a cluster was emulated") {
  const Files files;
  const std::string fit =
      written(files, [](OutputDirectory& directory) { write_rounds(log_of_a_round(), false, true, directory); });
  CHECK_FALSE(std::filesystem::exists(fit + "/candidates.csv"));
  CHECK(read(fit + "/blocks.csv", columns_of(block_columns()))["seconds"] == std::vector<double>{0, 0});
}

TEST_CASE("a fate that is none, and a block below -1, are told") {
  const Files files;
  const auto said = [&](const std::string& line) {
    const std::string path = files.write("candidates.csv", "round,variable,fate,block,because,dependency\n" + line);
    return complaint_of(path, [&] { (void)read(path, columns_of(candidate_columns())); });
  };
  CHECK(said("0,5,kept,0,-1,0\n").empty());
  CHECK(said("0,5,lost,0,-1,0\n") ==
        "DIR:2:5: expected one of kept, refused, waiting, full in column fate, found \"lost\"");
  CHECK(said("0,5,kept,-2,-1,0\n") ==
        "DIR:2:10: expected a whole number from -1 to 9007199254740992 in column block, found \"-2\"");
}

TEST_CASE("cross-validation and predictions are read as they were written") {
  const Files files;
  const std::string fit = written(files, [](OutputDirectory& directory) {
    write_cross_validation(std::vector<CrossValidationRow>{{0, 1.0 / 3, 2, 0.1, 0}, {1, 1e-9, INFINITY, NAN, 12}},
                           directory);
    write_predicted(std::vector<PredictedRow>{{-INFINITY, 1, 0.5, 1.5, 7}, {1, INFINITY, 1, 1, 1'000'000'007}},
                    directory);
  });
  CHECK(text_in(fit + "/cross_validation.csv") ==
        "step,lambda,error,standard_error,nonzero\n0,0.3333333333333333,2,0.1,0\n1,1e-09,inf,nan,12\n");
  const Table errors = read(fit + "/cross_validation.csv", columns_of(cross_validation_columns()));
  CHECK(errors["lambda"] == std::vector<double>{1.0 / 3, 1e-9});
  CHECK(errors["nonzero"] == std::vector<double>{0, 12});
  CHECK(std::isnan(errors["standard_error"][1]));
  const Table predicted = read(fit + "/predicted.csv", columns_of(predicted_columns()));
  CHECK(predicted["predicted_low"] == std::vector<double>{-INFINITY, 1});
  CHECK(predicted["predicted_high"] == std::vector<double>{1, INFINITY});
  CHECK(predicted["count"] == std::vector<double>{7, 1'000'000'007});
}

TEST_CASE("a summary is read as it was written; a folder that is none is told") {
  const Files files;
  const Json summary = {{"command", "mf"}, {"settings", {{"z", 1}, {"a", "\xff"}}}};
  const std::string fit = written(files, [&](OutputDirectory& directory) { write_summary(summary, directory); });
  const FitFolder folder(fit);
  CHECK(folder.command() == "mf");
  CHECK(folder.file(users_file) == fit + "/users.npy");
  CHECK(folder.summary()["settings"].dump() == "{\"z\":1,\"a\":\"\xef\xbf\xbd\"}");
  const auto open = [](const std::string& path) { return complaint_of(path, [&] { (void)FitFolder(path); }); };
  CHECK(open(files.path("none")) == "DIR: does not exist");
  CHECK(open(files.write("file", "")) == "DIR: is not a directory; expected the DIR that a fit wrote with --out");
  (void)files.write("fit/summary.json", "{\"command\": \"mf\", \"seed\": 1e999}");
  CHECK(open(fit) == "DIR/summary.json: expected numbers that a double holds, found others");
  (void)files.write("fit/summary.json", "{\"command\": 1}");
  CHECK(open(fit) == "DIR/summary.json: expected the summary of `strads lasso` or `strads mf`, found something else");
}
