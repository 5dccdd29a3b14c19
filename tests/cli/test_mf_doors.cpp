// What `strads mf`, `predict` and `recommend` say of columns, unknown ids and lines that they pass over.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/process.hpp"

using strads::test::Bench;
using strads::test::lines;
using strads::test::Outcome;

namespace {

bool says(const Outcome& outcome, const std::string& line) {
  return ("\n" + outcome.out).find("\n" + line + "\n") != std::string::npos;
}

struct Shop : Bench {
  Shop() {
    write("train.csv", "asin,rev,stars\n10,1,5\n20,1,3\n10,2,4\n20,2,1\n20,3,2\n10,3,5\n");
    const auto made = fit("o", {"--user-col", "rev", "--item-col", "asin"});
    REQUIRE_MESSAGE(made.code == 0, made.err);
    said = made;
  }
  [[nodiscard]] Outcome fit(const std::string& out, std::vector<std::string> more,
                            const std::string& data = "train.csv") const {
    std::vector<std::string> all{"mf", data, "--rank", "1", "--out", out, "--force"};
    all.insert(all.end(), more.begin(), more.end());
    return run(all);
  }
  [[nodiscard]] nlohmann::json summary(const std::string& folder) const {
    return nlohmann::json::parse(read(folder + "/summary.json"));
  }
  Outcome said;
};

}  // namespace

TEST_CASE_FIXTURE(Shop, "the columns taken are said, kept in the folder, and those of later files") {
  CHECK(says(said, "columns   user \"rev\", item \"asin\", rating \"stars\""));
  const auto columns = summary("o").at("columns");
  CHECK(columns ==
        nlohmann::json::parse(R"({"user": {"name": "rev", "number": 2}, "item": {"name": "asin", "number": 1},
                                             "rating": {"name": "stars", "number": 3}, "count": 3})"));
  const auto predicted = run({"predict", "o", "train.csv"});
  REQUIRE(predicted.code == 0);
  CHECK(predicted.err.empty());
  CHECK(lines(predicted.out)[2].starts_with("1\t20\t"));
  // Everybody rated everything.
  CHECK(run({"recommend", "o", "--exclude", "train.csv"}).out == "user\trank\titem\tscore\n");
  write("bare.csv", "20,1,3\n10,3,4\n");
  CHECK(run({"predict", "o", "bare.csv"}).out.starts_with("user\titem\tprediction\n1\t20\t"));
  CHECK(fit("p", {"--user-col", "rev", "--item-col", "asin", "--test", "bare.csv"}).code == 0);
  write("pairs.csv", "20,1\n");
  const auto refused = run({"predict", "o", "pairs.csv"});
  CHECK(refused.code == 5);
  CHECK(refused.err ==
        "strads: pairs.csv: expected a header, or 3 columns as there were in the fit (user 2, item 1, rating 3), found "
        "2; --user-col and --item-col give others\n");
  CHECK(run({"predict", "o", "pairs.csv", "--user-col", "2", "--item-col", "1"})
            .out.starts_with("user\titem\tprediction\n1\t20\t"));
  write("names.csv", "reader,book\n1,20\n");
  CHECK(lines(run({"predict", "o", "names.csv"}).out).size() == 2);
}

TEST_CASE_FIXTURE(Shop, "without header the columns are numbers, and there is an option for the separator") {
  write("bare.txt", "5|1|10\n3|1|20\n4|2|10\n");
  const auto made =
      fit("b", {"--user-col", "2", "--item-col", "3", "--rating-col", "1", "--separator", "bar"}, "bare.txt");
  REQUIRE_MESSAGE(made.code == 0, made.err);
  CHECK(says(made, "columns   user 2, item 3, rating 1 (no header)"));
  CHECK(summary("b").at("settings").at("separator") == "bar");
  CHECK(summary("b").at("columns").at("user") == nlohmann::json::parse(R"({"name": null, "number": 2})"));
  CHECK(run({"predict", "b", "bare.txt"}).out.starts_with("user\titem\tprediction\n1\t10\t"));
  CHECK(fit("c", {"--separator", "x"}).err ==
        "strads: --separator: expected tab, comma, semicolon, bar, blank or ::, found \"x\" (see strads mf --help)\n");
}

TEST_CASE_FIXTURE(Shop, "lines that give no rating are counted") {
  write("r.csv", "# made by hand\nuser,item,rating\n1,10,5\n,,\n#2,10,4\n1,20,99\n3,10,NA\n3,20,1\n\n");
  const auto made = fit("r", {"--missing-value", "99,NA"}, "r.csv");
  REQUIRE_MESSAGE(made.code == 0, made.err);
  CHECK(says(made, "data      r.csv: 3 users x 2 items, 3 ratings"));
  CHECK(says(made, "passed    1 comment, 2 blank rows, 2 missing ratings"));
  CHECK(summary("r").at("passed_over") ==
        nlohmann::json::parse(R"({"comments": 1, "blank_rows": 2, "missing_ratings": 2})"));
  CHECK(summary("r").at("range") == nlohmann::json::parse("[1.0, 5.0]"));
  CHECK(said.out.find("passed ") == std::string::npos);
  const auto refused = fit("s", {}, "r.csv");
  CHECK(refused.code == 4);
  CHECK(refused.err ==
        "strads: r.csv:7:6: expected a rating (--missing-value NA leaves out rows without one), found \"NA\"\n");
  // What was missing in the fit excludes nothing.
  CHECK(run({"recommend", "r", "--exclude", "r.csv", "--top", "1"}).out.find("\n1\t1\t20\t") != std::string::npos);
}

TEST_CASE_FIXTURE(Shop, "unknown ids are counted") {
  write("test.csv", "rev,asin,stars\n1,10,5\n7,10,4\n8,77,2\n");
  const std::string text = "2 of 3 test ratings have an unknown user, 1 an unknown item";
  const auto made = fit("t", {"--user-col", "rev", "--item-col", "asin", "--test", "test.csv"});
  REQUIRE_MESSAGE(made.code == 0, made.err);
  CHECK(says(made, "unknown   " + text));
  CHECK(summary("t").at("unknown") ==
        nlohmann::json::parse(R"({"validation": null, "test": {"ratings": 3, "users": 2, "items": 1}})"));
  CHECK(summary("o").at("unknown") == nlohmann::json::parse(R"({"validation": null, "test": null})"));
  const auto predicted = run({"predict", "o", "test.csv"});
  CHECK(predicted.code == 0);
  CHECK(predicted.err == "strads: 2 of 3 pairs have an unknown user, 1 an unknown item\n");
  const auto recommended = run({"recommend", "o", "--exclude", "test.csv", "--top", "1"});
  CHECK(recommended.code == 0);
  CHECK(recommended.err == "strads: 2 of 3 excluded pairs have an unknown user, 1 an unknown item\n");
  CHECK(recommended.out.find("\n1\t1\t20\t") != std::string::npos);
  write("users", "userId,name\n1,ann\n9,bob\n");
  const auto users = run({"recommend", "o", "--users", "users", "--top", "1"});
  CHECK(users.err == "strads: users: \"userId\" is taken for a header\nstrads: users: 1 of 2 users are unknown\n");
  write("users", "kunde\n1\n2\n1\n");
  CHECK(run({"recommend", "o", "--users", "users", "--top", "1"}).err ==
        "strads: users: \"kunde\" is taken for a header\nstrads: users: 1 line of a user who has one already\n");
  CHECK(lines(users.out).size() == 3);
  CHECK(lines(users.out)[1].starts_with("1\t1\t10\t"));
}

TEST_CASE_FIXTURE(Shop, "ids that the model does not know at all are an error, with the cause where one is found") {
  write("float.csv", "rev,asin,stars\n1.0,10.0,5\n2.0,20.0,1\n");
  write("zero.csv", "rev,asin,stars\n0,9,5\n1,19,3\n");
  write("none.csv", "rev,asin,stars\nx,y,5\n");
  write("items.csv", "rev,asin,stars\n1,30,5\n2,40,5\n");
  write("empty.csv", "");
  write("header.csv", "rev,asin,stars\n");
  const std::string point = "; ids seem to be written \"1.0\" there for \"1\" in the model\n";
  const std::string zero = "; ids seem to count from 0 there, from 1 in the model\n";
  struct Case {
    const char* file;
    int code;
    std::string said;  // of so many test ratings
  };
  const std::vector<Case> cases{
      {"float.csv", 5, ": 2 of 2 test ratings have an unknown user, 2 an unknown item" + point},
      {"zero.csv", 5, ": 1 of 2 test ratings has an unknown user, 2 an unknown item" + zero},
      {"none.csv", 5,
       ": 1 of 1 test rating has an unknown user, 1 an unknown item; the columns taken are user \"rev\", item "
       "\"asin\"\n"},
      {"empty.csv", 4, ":1:1: expected ratings, found no line with any\n"},
      {"header.csv", 4, ":1:1: expected ratings, found none\n"},
  };
  const auto renamed = [](std::string text, const std::string& what) {
    const auto at = text.find("test rating");
    if (at != std::string::npos) text.replace(at, 11, what);
    return text;
  };
  const std::vector<std::string> columns{"--user-col", "rev", "--item-col", "asin"};
  const auto with = [&](const char* option, const char* file) {
    auto all = columns;
    all.insert(all.end(), {option, file});
    return all;
  };
  for (const Case& one : cases) {
    CAPTURE(one.file);
    const std::string start = std::string("strads: ") + one.file;
    const auto tested = fit("n", with("--test", one.file));
    CHECK(tested.code == one.code);
    CHECK(tested.err == start + one.said);
    CHECK(!exists("n"));
    const auto validated = fit("n", with("--validation", one.file));
    CHECK(validated.code == one.code);
    CHECK(validated.err == start + renamed(one.said, "validation rating"));
    if (one.code != 5) continue;
    CHECK(run({"predict", "o", one.file}).err == start + renamed(one.said, "pair"));
    CHECK(run({"recommend", "o", "--exclude", one.file}).err == start + renamed(one.said, "excluded pair"));
    CHECK(run({"recommend", "o", "--exclude", one.file}).code == 5);
  }
  // One side is enough; where no cause is found, the columns are told.
  for (const std::string option : {"--test", "--validation"}) {
    const auto items = fit("n", with(option.c_str(), "items.csv"));
    CHECK(items.code == 5);
    CHECK(items.err == "strads: items.csv: 0 of 2 " + option.substr(2) +
                           " ratings have an unknown user, 2 an unknown item; the columns taken are user \"rev\", item "
                           "\"asin\"\n");
  }
  CHECK(run({"predict", "o", "items.csv"}).code == 5);
  CHECK(run({"recommend", "o", "--exclude", "items.csv"}).code == 5);
  write("people.csv", "rev,asin\n7,10\n8,20\n");
  const auto people = run({"predict", "o", "people.csv"});
  CHECK(people.code == 5);
  CHECK(people.err ==
        "strads: people.csv: 2 of 2 pairs have an unknown user, 0 an unknown item; the columns taken are user \"rev\", "
        "item \"asin\"\n");
  CHECK(run({"recommend", "o", "--exclude", "people.csv"}).code == 5);
  // Of users asked for, pairs that are not to be recommended may be known though the model knows none.
  write("asked", "7\n1\n");
  CHECK(run({"recommend", "o", "--exclude", "people.csv", "--users", "asked"}).code == 0);
  // Each side is known, in rows of their own.
  write("mixed.csv", "rev,asin,stars\n1,99,5\n9,10,2\n");
  CHECK(fit("n", with("--test", "mixed.csv")).code == 0);
  const auto validated = fit("v", with("--validation", "mixed.csv"));
  CHECK(validated.code == 5);
  CHECK(validated.err == "strads: mixed.csv: no validation rating has a known user and a known item\n");
  write("users", "1.0\n2.0\n");
  const auto users = run({"recommend", "o", "--users", "users"});
  CHECK(users.code == 5);
  CHECK(users.err == "strads: users: 2 of 2 users are unknown" + point);
  write("users", "new\nother\n");
  const auto none = fit("w", with("--validation-share", "1e-9"));
  CHECK(none.code == 5);
  CHECK(none.err == "strads: --validation-share 1e-09 leaves no rating to validate with\n");
  const auto strangers = run({"recommend", "o", "--users", "users"});
  CHECK(strangers.code == 5);
  CHECK(strangers.err == "strads: users: 2 of 2 users are unknown\n");
}

TEST_CASE_FIXTURE(Shop, "what is rounded of ratings far from zero is said") {
  write("far.csv", "user,item,rating\n1,10,1000000.3\n1,20,1000001.2\n2,10,1000004.3\n");
  const auto made = fit("far", {}, "far.csv");
  REQUIRE_MESSAGE(made.code == 0, made.err);
  CHECK(
      says(made, "rounded   by up to 0.012, 0.31 % of the range: 7 digits of a rating are held; subtract a constant"));
  CHECK(summary("far").at("rounding").get<double>() == doctest::Approx(0.0125).epsilon(1e-6));
  CHECK(said.out.find("rounded ") == std::string::npos);
  CHECK(summary("o").at("rounding") == 0);
}

TEST_CASE_FIXTURE(Shop, "- is standard input") {
  const std::string text = read("train.csv");
  const auto made = run_on(text, {"mf", "-", "--user-col", "rev", "--item-col", "asin", "--rank", "1", "--out", "i"});
  REQUIRE_MESSAGE(made.code == 0, made.err);
  CHECK(read("i/biases.tsv") == read("o/biases.tsv"));
  CHECK(run_on(text, {"predict", "o", "-"}).out == run({"predict", "o", "train.csv"}).out);
  const std::string twice = "strads: - is standard input, which is read once: it can be one file only\n";
  for (const std::vector<std::string>& files :
       std::vector<std::vector<std::string>>{{"mf", "-", "--test", "-", "--out", "j"},
                                             {"mf", "train.csv", "--test", "-", "--validation", "-", "--out", "j"},
                                             {"recommend", "o", "--users", "-", "--exclude", "-"}}) {
    const auto refused = run_on(text, files);
    CHECK(refused.code == 2);
    CHECK(refused.err == twice);
  }
  CHECK(run_on("1\n", {"recommend", "o", "--users", "-"}).out.find("\n1\t1\t10\t") != std::string::npos);
  CHECK(run_on("a,b\n1,2\n2,1\n", {"info", "-"}).out.find("rows      2\n") != std::string::npos);
}

TEST_CASE("--clip keeps predictions within the ratings' range, in the errors that the fit tells too") {
  const Bench bench;
  std::string text = "user,item,rating\n";
  for (int u = 0; u < 12; ++u) {
    for (int i = 0; i < 9; ++i) {
      if ((u + 2 * i) % 5 != 0)
        text += std::to_string(u) + "," + std::to_string(i) + "," + (u % 2 == i % 2 ? "5" : "1") + "\n";
    }
  }
  bench.write("train.csv", text);
  REQUIRE(bench.run({"mf", "train.csv", "--rank", "2", "--reg", "0", "--out", "plain"}).code == 0);
  const auto made =
      bench.run({"mf", "train.csv", "--rank", "2", "--reg", "0", "--clip", "--test", "train.csv", "--out", "clipped"});
  REQUIRE(made.code == 0);
  CHECK(made.out.find(" (predictions clipped to 1 ... 5)\n") != std::string::npos);
  CHECK(bench.read("plain/users.npy") == bench.read("clipped/users.npy"));
  const auto plain = lines(bench.run({"predict", "plain", "train.csv"}).out);
  const auto clipped = bench.run({"predict", "plain", "train.csv", "--clip"}).out;
  CHECK(bench.run({"predict", "clipped", "train.csv"}).out == clipped);
  const auto cut = lines(clipped);
  REQUIRE(plain.size() == cut.size());
  int moved = 0;
  double squares = 0;
  const auto given = lines(text);
  for (std::size_t k = 1; k < plain.size(); ++k) {
    const double before = std::stod(plain[k].substr(plain[k].rfind('\t')));
    const double after = std::stod(cut[k].substr(cut[k].rfind('\t')));
    CHECK(after == std::min(5.0, std::max(1.0, before)));
    moved += after != before ? 1 : 0;
    const double error = after - std::stod(given[k].substr(given[k].rfind(',') + 1));
    squares += error * error;
  }
  CHECK(moved > 0);
  const auto summary = nlohmann::json::parse(bench.read("clipped/summary.json"));
  const double rmse = std::sqrt(squares / static_cast<double>(plain.size() - 1));
  CHECK(summary.at("settings").at("clip") == true);
  CHECK(summary.at("train_rmse").get<double>() == doctest::Approx(rmse).epsilon(1e-9));
  CHECK(summary.at("test_rmse").get<double>() == doctest::Approx(rmse).epsilon(1e-9));
  for (const auto& line : lines(bench.run({"recommend", "clipped"}).out)) {
    if (line.starts_with("user")) continue;
    const double score = std::stod(line.substr(line.rfind('\t')));
    CHECK(score >= 1);
    CHECK(score <= 5);
  }
}
