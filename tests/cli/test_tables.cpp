// Tables through the program: the same table in other forms, and predictions from tables that look different.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "cli/one_table.hpp"

using namespace strads::test;
using Json = nlohmann::json;

TEST_CASE_FIXTURE(OneTable, "one table in many clothes is one model") {
  std::string named = ",y,a,b\n";
  std::string quoted = "\"y\" \"a\" \"b\"\n";
  std::string padded;
  const auto rows = lines(small_table);
  for (std::size_t k = 1; k < rows.size(); ++k) {
    named += "plot " + std::to_string(k) + "," + rows[k] + "\n";
    quoted += "\"" + std::to_string(k) + "\" " + with_replaced(rows[k], ",", " ") + "\n";
    padded += "   " + with_replaced(rows[k], ",", "    ") + "  \n";
  }
  struct Clothes {
    std::string file;
    std::string text;
    std::vector<std::string> options = {"--target", "y"};
    std::string said = {};
  };
  const std::string comma = with_replaced(with_replaced(small_table, ",", ";"), ".", ",");
  const std::string left_out = "columns   row names, in a first column without a name, left out\n";
  const std::vector<Clothes> all = {
      {"named.csv", named, {"--target", "y"}, left_out},
      {"write_table.txt", quoted, {"--target", "y"}, left_out},
      {"padded.data", padded, {"--target", "1"}},
      {"padded.csv", padded, {"--target", "1"}},
      {"tabs", with_replaced(small_table, ",", "\t")},
      {"bars.txt", with_replaced(small_table, ",", "|")},
      {"comma.csv", comma, {"--target", "y", "--decimal", ","}},
      {"sep.csv", "sep=;\r\n" + with_replaced(with_replaced(small_table, ",", ";"), "\n", "\r\n")},
      {"mac.csv", with_replaced(small_table, "\n", "\r")},
      {"comment.csv", "# exported 2026-01-01\n# by hand\n" + small_table},
      {"saved.txt",
       "# " + with_replaced(small_table, ",", " "),
       {"--target", "y"},
       "columns   names read from the comment \"y a b\"\n"},
      {"more.csv",
       with_replaced(with_replaced(small_table, "b\n", "b,site,\"x,y\"\n"), "5\n", "5,north,1\n").substr(0, 0) +
           "y,site,a,\"x,y\",b\n2.276,n,0.85,1,-0.555\n4.675,s,-0.01,2,1.015\n5.542,n,1.113,?,1.077\n"
           "5.717,e,2.471,4,0.849\n5.763,n,1.581,5,1.476\n",
       {"--target", "y", "--drop", "site,\"x,y\""}},
      {"years.csv",
       with_replaced(small_table, "y,a,b", "2019,2020,2021"),
       {"--target", "2019"},
       "columns   names read from the first line, though \"2019\" is a number (--header no: it is data)\n"},
  };
  for (const auto& clothes : all) {
    CAPTURE(clothes.file);
    write(clothes.file, clothes.text);
    const std::string out = fit(clothes.file, clothes.options, "fit_" + clothes.file);
    CHECK((clothes.said.empty() ? out.find("columns   ") == std::string::npos
                                : out.find(clothes.said) != std::string::npos));
    std::vector<double> values;
    std::vector<double> expected;
    for (const auto& [name, value] : coefficients_by_name(read("fit_" + clothes.file + "/coefficients.tsv")))
      values.push_back(value);
    for (const auto& [name, value] : model) expected.push_back(value);
    CHECK(values == expected);
    // What was fitted is what the model predicts from, with nothing said again.
    const auto again = run({"predict", "fit_" + clothes.file, clothes.file});
    CAPTURE(again.err);
    CHECK(again.code == 0);
    CHECK(again.out == run({"predict", "fit", "a.csv"}).out);
    const auto told = run([&] {
      std::vector<std::string> arguments = {"info", clothes.file};
      for (std::size_t k = 2; k < clothes.options.size(); ++k) arguments.push_back(clothes.options[k]);
      return arguments;
    }());
    CAPTURE(told.err);
    CHECK(told.code == 0);
    CHECK(told.out.find("rows      5\n") != std::string::npos);
    CHECK(told.out.find("columns   3\n") != std::string::npos);
  }
  CHECK(Json::parse(read("fit_comma.csv/summary.json")).at("settings").at("decimal") == ",");
  CHECK(Json::parse(read("fit_more.csv/summary.json")).at("settings").at("drop") == "site,\"x,y\"");
  CHECK(Json::parse(read("fit_named.csv/summary.json")).at("data").at("notes").size() == 1);
}

TEST_CASE_FIXTURE(OneTable, "predict needs the model's columns and nothing else") {
  const std::vector<double> expected = {by_hand(1, 2), by_hand(-3, 0.5)};
  write("text.csv", "y,b,site,a\nNA,2,north,1\n,0.5,south,-3\n");
  check_predictions({"text.csv"}, expected);
  check_predictions({"text.csv", "--target", "y"}, expected);
  check_predictions({"text.csv", "--drop", "y,site"}, expected);
  write("named.csv", "\"\",\"a\",\"b\"\n\"x\",1,2\n\"y\",-3,0.5\n");
  check_predictions({"named.csv"}, expected);
  write("comma.csv", "a;b\n1;2\n-3;0,5\n");
  check_predictions({"comma.csv", "--decimal", ","}, expected);
  write("bare.csv", "1,2\n-3,0.5\n");
  check_predictions({"bare.csv"}, expected);

  write("few.csv", "c,y\n1,2\n");
  CHECK(refused({"predict", "fit", "few.csv"}, 5) ==
        "strads: few.csv has no columns named \"a\", \"b\", which the model in fit uses\n");
  write("one.csv", "c,b\n1,2\n");
  CHECK(refused({"predict", "fit", "one.csv"}, 5) ==
        "strads: one.csv has no column named \"a\", which the model in fit uses\n");
  write("twice.csv", "a,b,a\n1,2,3\n");
  CHECK(refused({"predict", "fit", "twice.csv"}, 5) ==
        "strads: twice.csv has more than one column named \"a\", which the model in fit uses\n");
  write("word.csv", "a,b\n1,2\nx,3\n4,5\n");
  CHECK(refused({"predict", "fit", "word.csv"}, 4) == "strads: word.csv:3:1: expected a number, found \"x\"\n");
  CHECK(refused({"predict", "fit", "text.csv", "--target", "z"}, 5).find("no column is named \"z\"") !=
        std::string::npos);
}
