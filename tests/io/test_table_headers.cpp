// Header and row names of a table, told by its first lines.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <vector>

#include "io/dataset.hpp"
#include "io/files.hpp"
#include "io/rows.hpp"
#include "io/table_refusal.hpp"

namespace strads::io {

TEST_CASE("the first line is a header, data, or asked for") {
  const Files files;
  struct Case {
    std::string text;
    std::vector<std::string> names;  // none: data
    Rows rows;
    std::string target = {};
  };
  const std::vector<Case> cases = {
      {"a,b\n1,2\n", {"a", "b"}, {{1, 2}}},
      {"1,2\n3,4\n", {}, {{1, 2}, {3, 4}}},
      {"NA,2\n3,4\n5,6\n", {}, {{4, 2}, {3, 4}, {5, 6}}},
      {"y,2019,2020\n1,2,3\n", {"y", "2019", "2020"}, {{1, 2, 3}}},
      {"1100,1102,1104\n0.1,0.2,0.15\n0.3,0.1,0.2\n", {"1100", "1102", "1104"}, {{.1, .2, .15}, {.3, .1, .2}}},
      {"0,1,2,3\n0.5,-0.25,0.5,1\n1,-1,0.5,0\n", {"0", "1", "2", "3"}, {{.5, -.25, .5, 1}, {1, -1, .5, 0}}},
      {"350.1,355.7,361,362.2,370\n1,2,1,3,1\n2,1,2,2,1\n",
       {"350.1", "355.7", "361", "362.2", "370"},
       {{1, 2, 1, 3, 1}, {2, 1, 2, 2, 1}}},
      {"1,2,3,4\n2,1,4,5\n1,3,2,3\n4,2,3,4\n", {"1", "2", "3", "4"}, {{2, 1, 4, 5}, {1, 3, 2, 3}, {4, 2, 3, 4}}},
      {"0\t1\t2\r0\t9\t5\r3\t-1\t2\r", {"0", "1", "2"}, {{0, 9, 5}, {3, -1, 2}}},
      {"\"\" 1 2 3\na 1 2 3\nb 0 4 2\n", {"1", "2", "3"}, {{1, 2, 3}, {0, 4, 2}}},
      {",0,1,2\n4,5,6,2\n7,0,8,1\n", {"0", "1", "2"}, {{5, 6, 2}, {0, 8, 1}}},
      {"1 2 3\nr1 5 6 7\nr2 0 3 1\n", {"1", "2", "3"}, {{5, 6, 7}, {0, 3, 1}}},
      {"0;1;2;z\n2;1;4;5\n1;3;2;3\n", {"0", "1", "2"}, {{2, 1, 4}, {1, 3, 2}}, "z"},
      {"\xEF\xBB\xBF"
       "0,1\n-0.5,0.25\n1.5,2\n",
       {"0", "1"},
       {{-.5, .25}, {1.5, 2}}},
      {"0,1\n1,0\n0.5,1\n", {}, {{0, 1}, {1, 0}, {.5, 1}}},
      {"0,1,2\n3,4,5\n6,7,8\n", {}, {{0, 1, 2}, {3, 4, 5}, {6, 7, 8}}},
      {"0,1,3\n3,0,5\n0,7,1\n", {}, {{0, 1, 3}, {3, 0, 5}, {0, 7, 1}}},
      {"2,3,4\n3,0,5\n0,7,1\n", {}, {{2, 3, 4}, {3, 0, 5}, {0, 7, 1}}},
      {"1,2,3\n4,5,6\n7,8,9\n", {}, {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}},
      {"\"2019\",\"2021\"\n1,2\n3,4\n", {"2019", "2021"}, {{1, 2}, {3, 4}}},
      {",0,1\n0,5,6\n1,7,8\n2,9,5\n", {"0", "1"}, {{5, 6}, {7, 8}, {9, 5}}},
      {"2019,2021\n5,6\n7,8\n", {"2019"}, {{5}, {7}}, "2021"},
      {"# a b\n1 2\n3 4\n", {"a", "b"}, {{1, 2}, {3, 4}}},
      {"# fitted, 2026\n1 2\n3 4\n", {"fitted,", "2026"}, {}},
      {"#x,y\n1,2\n3,4\n", {"x", "y"}, {{1, 2}, {3, 4}}},
      {"# one two three\na,b\n1,2\n", {"a", "b"}, {{1, 2}}},
      {"# 7 8\n1 2\n3 4\n", {}, {{1, 2}, {3, 4}}},
      {"\"a\" \"b\"\n\"1\" 1 2\n\"2\" 3 4\n", {"a", "b"}, {{1, 2}, {3, 4}}},
      {"a,b\n1,2,\n3,4,\n", {"a", "b"}, {{1, 2}, {3, 4}}},
      {"a,b,\n1,2,\n3,4,\n", {"a", "b"}, {{1, 2}, {3, 4}}},
      {"...1,a\n1,2\n2,4\n", {"a"}, {{2}, {4}}},
      {"Unnamed: 0.1,Unnamed: 0,a\n1,1,2\n2,2,4\n", {"a"}, {{2}, {4}}},
  };
  for (const Case& example : cases) {
    if (example.rows.empty()) continue;
    CAPTURE(example.text);
    ReadOptions options;
    options.impute_mean = true;
    if (!example.target.empty()) options.target = example.target;
    const Dataset data = read_dataset(files.write("a.txt", example.text), options);
    CHECK(data.names == example.names);
    CHECK(rows_of(data.X) == example.rows);
  }

  const auto asked = [](const std::string& line) {
    return ":1:1: expected a first line that is plainly names or plainly data, found \"" + line +
           "\"; --header yes or no says which";
  };
  ReadOptions third;
  third.target = "3";
  CHECK(refusal(files.write("rows.csv", "plot1,1,2\nplot2,3,4\n")) == asked("plot1,1,2"));
  CHECK(refusal(files.write("blank.csv", ",5,2\n1,5,9\n4,4,4\n")) == asked(",5,2"));
  CHECK(refusal(files.write("third.csv", "7,8,3\n1,5,9\n4,4,4\n"), third) == asked("7,8,3"));
  CHECK(read_dataset(files.write("wine.data", "3,14,2\n1,13,3\n3,12,2\n"), third).y == std::vector<double>{2, 3, 2});
  ReadOptions told;
  told.header = false;
  told.drop = {"1"};
  CHECK(rows_of(read_dataset(files.path("rows.csv"), told).X) == Rows{{1, 2}, {3, 4}});
  third.header = false;
  CHECK(read_dataset(files.path("third.csv"), third).y == std::vector<double>{3, 9, 4});
  third.header = true;
  CHECK(read_dataset(files.path("third.csv"), third).y == std::vector<double>{9, 4});
}

TEST_CASE("rows a cell longer than the header: row names, nothing behind, or neither") {
  const Files files;
  const auto read = [&](const std::string& text) {
    ReadOptions options;
    options.impute_mean = true;
    options.drop = {"c"};
    return rows_of(read_dataset(files.write("a.csv", text), options).X);
  };
  const Rows want = {{1, 2}, {3, 4}};
  CHECK(read("a,b,c\n\"1\",1,2,\n\"2\",3,4,\n") == want);  // the last column is wholly empty
  CHECK(read("\"a\";\"b\";\"c\"\n\"x\";1;2;\n\"y\";3;4;") == want);
  CHECK(read("a\tb\tc\r\"1\"\t1\t2\t\r\"2\"\t3\t4\t\r") == want);
  CHECK(read("a,b,c\nx,1,2,\ny,3,4,5\n") == want);
  CHECK(read("a,b,c\n1.5,2,7,\n3.5,4,8,\n") == Rows{{1.5, 2}, {3.5, 4}});
  CHECK(read("a,b,c\n1,2,7,\n3,4,8,\"\"\n") == want);
  CHECK(read("\"a\",\"b\",\"c\"\n\"1\",\"2\",\"7\",\n\"3\",\"4\",\"8\",\n") == want);
  std::string late = "a,b,c\n";  // the first lines are not all
  for (int i = 1; i <= 100; ++i) late += fmt::format("{},{},{},{}\n", i, i + 1, i + 2, i < 100 ? "" : "7");
  CHECK(read(late).at(99) == std::vector<double>{101, 102});

  const std::string either =
      ":1:1: expected 4 names, as rows have cells, found 3; an empty name (\"\") in front is that "
      "of row names, one behind that of the last column";
  CHECK(refusal(files.write("b.csv", "a,b,c\n1,1,2,\n2,3,4,\n")) == either);
  CHECK(refusal(files.write("c.csv", "a;b;c\nx;1;2;\ny;3;4;\n")) == either);
  CHECK(refusal(files.write("d.csv", "a,b,c\n7,5,2,2\n3,25,4,3\n")) ==
        ":1:1: expected 4 names, as rows have cells, found 3; an empty name (\"\") in front is that of row names, and "
        "decimal commas need quotes");
  CHECK(read("a,b,c\n7,1,2,2.5\n3,3,4,3\n") == want);
}

}  // namespace strads::io
