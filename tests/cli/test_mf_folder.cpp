// Folders of `strads mf` that were tampered with, and what repeated ratings and unknown users get.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "cli/process.hpp"

using strads::test::Bench;
using strads::test::npy;

namespace {

struct Small : Bench {
  Small() {
    write("r.csv", "Ann,Red,5\nAnn,Blue,1\nBob,Red,4\nBob,Old Green,3\nBob,Blue,2\nZo\xc3\xab K,Old Green,2\n");
    REQUIRE(run({"mf", "r.csv", "--rank", "2", "--out", "fit"}).code == 0);
  }
};

}  // namespace

TEST_CASE_FIXTURE(Small, "files of a model that do not fit together: one line, which names the file") {
  const std::string users = "Ann\nBob\nZo\xc3\xab K\n";
  REQUIRE(read("fit/user_ids.tsv") == users);
  const std::string biases = read("fit/biases.tsv");
  struct Case {
    std::string what;
    std::string file;
    std::string content;
    int code;
  };
  const std::vector<Case> cases = {
      {"a user less", "user_ids.tsv", "Ann\nBob\n", 5},
      {"a user twice", "user_ids.tsv", "Ann\nBob\nBob\n", 4},
      {"an empty id", "user_ids.tsv", "Ann\n\nBob\n", 4},
      {"a tab in an id", "user_ids.tsv", "Ann\nBob\tB\nZoe\n", 4},
      {"fewer rows", "users.npy", npy(2, 2, {1, 2, 3, 4}), 5},
      {"more factors", "users.npy", npy(3, 3, {1, 2, 3, 4, 5, 6, 7, 8, 9}), 5},
      {"no .npy", "users.npy", "1,2\n3,4\n5,6\n", 4},
      {"a cut .npy", "items.npy", read("fit/items.npy").substr(0, 140), 4},
      {"no header", "biases.tsv", biases.substr(biases.find('\n') + 1), 4},
      {"a bias less", "biases.tsv", biases.substr(0, biases.rfind("item\t")), 5},
      {"a bias of nobody", "biases.tsv", biases + "user\tnobody\t1\n", 5},
      {"a bias that is no number", "biases.tsv", biases + "user\tAnn\tx\n", 4},
      {"a bias of what", "biases.tsv", biases + "what\tAnn\t1\n", 4},
      {"another command's", "summary.json", R"({"command": "lasso"})", 5},
      {"no command's", "summary.json", R"({"command": "dance"})", 4},
      {"nothing in the summary", "summary.json", R"({"command": "mf"})", 4},
      {"no summary", "summary.json", "{", 4},
  };
  for (const Case& one : cases) {
    const std::string file = "fit/" + one.file;
    const std::string before = read(file);
    write(file, one.content);
    const auto outcome = run({"recommend", "fit"});
    CAPTURE(one.what);
    CAPTURE(outcome.err);
    CHECK(outcome.code == one.code);
    CHECK(outcome.err_lines() == 1);
    CHECK(outcome.err.find(one.what == "another command's" ? "fit" : file) != std::string::npos);
    CHECK(outcome.out.empty());
    write(file, before);
  }
  CHECK(run({"recommend", "fit"}).code == 0);
}

TEST_CASE_FIXTURE(Small, "of a pair given again the last counts, before anything is held out") {
  write("again.csv", "Ann,Red,1\n" + read("r.csv") + "Bob,Blue,5\n");
  const auto made = run({"mf", "again.csv", "--rank", "2", "--out", "again"});
  REQUIRE(made.code == 0);
  CHECK(made.out.find("6 ratings (2 given again: the last counts)") != std::string::npos);
  const auto summary = nlohmann::json::parse(read("again/summary.json"));
  CHECK(summary.at("ratings") == 6);
  CHECK(summary.at("duplicates") == 2);
  write("last.csv", "Ann,Red,5\nAnn,Blue,1\nBob,Red,4\nBob,Old Green,3\nBob,Blue,5\nZo\xc3\xab K,Old Green,2\n");
  REQUIRE(run({"mf", "last.csv", "--rank", "2", "--out", "last"}).code == 0);
  for (const auto* file : {"users.npy", "items.npy", "user_ids.tsv", "item_ids.tsv", "biases.tsv"}) {
    CHECK(read("again/" + std::string(file)) == read("last/" + std::string(file)));
  }
  REQUIRE(run({"mf", "again.csv", "--rank", "2", "--validation-share", "0.5", "--seed", "3", "--out", "split"}).code ==
          0);
  const auto split = nlohmann::json::parse(read("split/summary.json"));
  CHECK(split.at("ratings").get<int>() + split.at("validation_ratings").get<int>() == 6);
}

TEST_CASE_FIXTURE(Small, "a user whom the model does not know gets what others like, but nothing that is excluded") {
  const auto items_for = [&](const std::vector<std::string>& more) {
    std::vector<std::string> arguments = {"recommend", "fit", "--top", "1", "--users", "new.txt"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto outcome = run(arguments);
    CAPTURE(outcome.err);
    REQUIRE(outcome.code == 0);
    return outcome.out;
  };
  write("new.txt", "New One\nOther\nBob\n");
  const std::string both = items_for({});
  CHECK(both.find("New One\t1\tRed\t") != std::string::npos);
  CHECK(both.find("Other\t1\tRed\t") != std::string::npos);
  write("had.csv", "New One,Red,1\nNew One,Unheard of,1\n");
  const std::string without = items_for({"--exclude", "had.csv"});
  CHECK(without.find("New One\t1\tRed\t") == std::string::npos);
  CHECK(without.find("New One\t1\t") != std::string::npos);
  CHECK(without.find("Other\t1\tRed\t") != std::string::npos);
}
