// Tables as people have them: every dialect against the plain numbers that were written, and the choices made.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "io/dataset.hpp"
#include "io/encoding.hpp"
#include "io/files.hpp"
#include "io/number.hpp"
#include "io/rows.hpp"
#include "strads/error.hpp"
#include "strads/random.hpp"

namespace strads::io {
namespace {

enum class RowNames { none, empty, quoted_empty, pandas, short_header };
enum class Header { words, numbers, comment, none };

// How one table is written.
struct Dialect {
  char separator = ',';
  char decimal = '.';
  std::string quote;  // around numbers
  RowNames row_names = RowNames::none;
  Header header = Header::words;
  std::string line_end = "\n";
  std::string missing = "NA";
  std::string before;  // the table
  bool last_end = true;
};

template <class T>
T pick(Random& random, const std::vector<T>& choices) {
  return choices[static_cast<std::size_t>(random.below(static_cast<Index>(choices.size())))];
}

Dialect draw_dialect(Random& random) {
  Dialect d;
  d.separator = pick<char>(random, {',', ';', '\t', '|', ' '});
  if (random.below(3) == 0) d.decimal = ',';
  if (random.below(4) == 0 || d.separator == d.decimal) d.quote = "\"";
  d.header = pick<Header>(random, {Header::words, Header::words, Header::numbers, Header::comment, Header::none});
  if (d.header == Header::words || d.header == Header::numbers) {
    d.row_names = pick<RowNames>(random, {RowNames::none, RowNames::none, RowNames::empty, RowNames::quoted_empty,
                                          RowNames::pandas, RowNames::short_header});
    if (d.row_names == RowNames::empty && d.separator == ' ') d.row_names = RowNames::quoted_empty;
    if (d.row_names == RowNames::pandas && d.header == Header::numbers) d.row_names = RowNames::none;
    if (d.row_names == RowNames::short_header && d.header == Header::numbers) d.row_names = RowNames::none;
  }
  d.line_end = pick<std::string>(random, {"\n", "\r\n", "\r"});
  d.missing =
      pick<std::string>(random, {"NA", "N/A", "?", ".", "null", "NULL", "None", "<NA>", "na", "nan", "#N/A", ""});
  if (d.missing.empty() && d.separator == ' ') d.missing = "\"\"";
  if (random.below(4) == 0) d.before += "\xEF\xBB\xBF";
  if (random.below(4) == 0 && d.separator != ' ') d.before += fmt::format("sep={}", d.separator) + d.line_end;
  if (random.below(4) == 0) d.before += "# exported 2026-01-01; by hand" + d.line_end + d.line_end;
  d.last_end = random.below(2) == 0;
  return d;
}

// Columns of numbers with a name each; NaN is missing. The last is y.
struct Table {
  std::vector<std::string> names;
  Rows rows;
};

Table draw_table(Random& random, Header header) {
  Table table;
  const Index columns = 4 + random.below(5);
  for (Index j = 0; j < columns; ++j) {
    table.names.push_back(header == Header::numbers
                              ? std::to_string(2001 + j)
                              : pick<std::string>(random, {"a b", "x", "größe", "y.1", "no_"}) + std::to_string(j));
  }
  const Index rows = 3 + random.below(40);
  for (Index i = 0; i < rows; ++i) {
    std::vector<double> row;
    for (Index j = 0; j < columns; ++j) {
      const bool gone = i > 1 && j + 1 < columns && random.below(5) == 0;
      row.push_back(gone ? NAN : std::round(random.normal() * 1e4) / 1e3);
    }
    table.rows.push_back(row);
  }
  return table;
}

std::string written(double value, const Dialect& d) {
  if (std::isnan(value)) return d.missing;
  std::string text = fmt::format("{}", value);
  std::replace(text.begin(), text.end(), '.', d.decimal);
  return d.quote + text + d.quote;
}

std::string written(const Table& table, const Dialect& d, Random& random) {
  const auto gap = [&] {
    return d.separator == ' ' ? std::string(static_cast<std::size_t>(1 + random.below(3)), ' ')
                              : std::string(1, d.separator) + (random.below(5) == 0 ? " " : "");
  };
  std::string text = d.before;
  if (d.header != Header::none) {
    const std::string name_quote = d.separator == ' ' || !d.quote.empty() ? "\"" : "";
    if (d.header == Header::comment) text += "# ";
    if (d.row_names == RowNames::quoted_empty) text += "\"\"" + gap();
    if (d.row_names == RowNames::empty) text += gap();
    if (d.row_names == RowNames::pandas) text += name_quote + "Unnamed: 0" + name_quote + gap();
    for (std::size_t j = 0; j < table.names.size(); ++j) {
      text += (j == 0 ? "" : gap()) + name_quote + table.names[j] + name_quote;
    }
    text += d.line_end;
  }
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (d.separator == ' ' && random.below(3) == 0) text += "  ";
    if (d.row_names != RowNames::none) text += fmt::format("\"row {}\"", i + 1) + gap();
    for (std::size_t j = 0; j < table.rows[i].size(); ++j) text += (j == 0 ? "" : gap()) + written(table.rows[i][j], d);
    if (i + 1 < table.rows.size() || d.last_end) text += d.line_end;
    if (random.below(20) == 0) text += d.line_end;
  }
  return text;
}

// Means in the places of missing values.
Rows imputed(Rows rows) {
  for (std::size_t j = 0; j < rows[0].size(); ++j) {
    double total = 0;
    double count = 0;
    for (const auto& row : rows) {
      if (std::isnan(row[j])) continue;
      total += row[j];
      ++count;
    }
    for (auto& row : rows) {
      if (std::isnan(row[j])) row[j] = total / count;
    }
  }
  return rows;
}

std::string refusal(const std::string& path, const ReadOptions& options = {}) {
  try {
    (void)read_dataset(path, options);
  } catch (const Error& error) {
    return std::string(error.what()).substr(path.size());
  }
  return "read";
}

}  // namespace

TEST_CASE("a table reads the same in whatever dialect it is written, at any range size and thread count") {
  Random random(21);
  const Files files;
  for (int repeat = 0; repeat < 400; ++repeat) {
    const Dialect dialect = draw_dialect(random);
    const Table table = draw_table(random, dialect.header);
    const std::string text = written(table, dialect, random);
    CAPTURE(text);
    Rows X;
    std::vector<double> y;
    Index missing = 0;
    for (const auto& row : table.rows) {
      X.emplace_back(row.begin(), row.end() - 1);
      y.push_back(row.back());
      missing += std::count_if(row.begin(), row.end(), [](double value) { return std::isnan(value); });
    }
    const auto path = files.write(pick<std::string>(random, {"a.csv", "a.tsv", "a.txt", "a.data", "a", "a.gz"}),
                                  random.below(4) == 0 ? gzipped(text) : text);
    for (const std::int64_t range : {1, 7, 1 << 20}) {
      ReadOptions options;
      options.range_bytes = range;
      options.threads = 1 + static_cast<int>(random.below(3));
      options.impute_mean = true;
      options.decimal = dialect.decimal;
      options.target = dialect.header == Header::none ? std::to_string(table.names.size()) : table.names.back();
      const Dataset data = read_dataset(path, options);
      REQUIRE(rows_of(data.X) == imputed(X));
      REQUIRE(data.y == y);
      REQUIRE((data.missing ? static_cast<Index>(data.missing->size()) : 0) == missing);
      if (dialect.header == Header::none) {
        REQUIRE(data.names.empty());
      } else {
        REQUIRE(data.names == std::vector<std::string>(table.names.begin(), table.names.end() - 1));
      }
    }
  }
}

TEST_CASE("what stands for a missing value, and for a number") {
  for (const auto* missing : {"", "NA", "na", "N/A", "n/a", "#N/A", "NaN", "nan", "NAN", "-nan", "null", "NULL", "Null",
                              "None", "<NA>", "?", "."}) {
    CAPTURE(missing);
    CHECK(is_missing(missing));
  }
  for (const auto* present : {"0", "-", "NAs", "inf", "no", "missing", "??", "..", "nul", " "}) {
    CAPTURE(present);
    CHECK_FALSE(is_missing(present));
  }
  const Files files;
  const auto data = read_dataset(files.write("a.csv", "a,b,c\nTRUE,True,true\nFALSE,False,false\n"));
  CHECK(rows_of(data.X) == Rows{{1, 1, 1}, {0, 0, 0}});
  CHECK(refusal(files.write("t.csv", "a,b\n1,T\n2,F\n")) ==
        ":2:3: expected a number, found \"T\"; --drop b leaves out the column of text");
}

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

TEST_CASE("a row that is not as long as the first is refused with both numbers") {
  const Files files;
  const std::string quotes = "; decimal commas need quotes where commas separate";
  CHECK(refusal(files.write("a.csv", "a,b\n1,2\n0.5,4,5\n")) == ":3:7: expected 2 cells, found 3");
  CHECK(refusal(files.write("b.csv", "a,b\n1,5,2,5\n3,5,4,5\n")) == ":2:5: expected 2 cells, found 4" + quotes);
  CHECK(refusal(files.write("c.csv", "a,b\nx,1,2,5\n3,5,4,5\n")) == ":2:5: expected 2 cells, found 4" + quotes);
  CHECK(refusal(files.write("d.txt", "a b c\n1 2 3\n1 2\n1 2 3\n")) ==
        ":3:4: expected 3 cells, found the end of the line after 2");
  CHECK(refusal(files.write("e.txt", "1 2.5 3\n1 2 3 4\n1 2 3\n")) == ":2:7: expected 3 cells, found 4");
  CHECK(refusal(files.write("f.gz", gzipped("1\t2\t3.5\r1\t2\r1\t2\t3\r"))) ==
        ":2:4: expected 3 cells, found the end of the line after 2");
  CHECK(refusal(files.write("g.csv", "a,b,c\n1,2,3\nTotal\n")) ==
        ":3:6: expected 3 cells, found the end of the line after 1");
  ReadOptions data;
  data.header = false;
  CHECK(refusal(files.write("h.csv", "1,2\n3,4,5\n6,7,8\n"), data) ==
        ":1:4: expected 3 cells, found the end of the line after 2");
}

TEST_CASE("a header that is cut otherwise than the rows is refused") {
  const Files files;
  const auto cut = [](const std::string& by, const std::string& line) {
    return ":1:1: expected a first line cut as the rows are, by " + by + ", found \"" + line + "\"";
  };
  CHECK(refusal(files.write("a.csv", "a;b;c\n1,2,3\n4,5,6\n")) == cut("commas", "a;b;c"));
  CHECK(refusal(files.write("b.csv", "a,b,c\n1\t2\t3\n4\t5\t6\n")) == cut("tabs", "a,b,c"));
  CHECK(refusal(files.write("c.csv", "a b c\n1;2;3\n4;5;6\n")) == cut("semicolons", "a b c"));
  CHECK(refusal(files.write("d.csv", "a,b\nx 1 2\ny 4 5\n")) == cut("blanks", "a,b"));
  CHECK(read_dataset(files.write("e.txt", "a\tb\n1 2\n3 4\n")).names == std::vector<std::string>{"a", "b"});
  CHECK(read_dataset(files.write("f.csv", "my column\n1\n2\n")).names == std::vector<std::string>{"my column"});
}

TEST_CASE("commas of decimals do not separate where another mark does") {
  const Files files;
  const std::string comma = "; --decimal , reads decimal commas; thousands must not be parted";
  ReadOptions options;
  options.drop = {"id", "g"};
  CHECK(refusal(files.write("b.csv", "id;g;v\nx1;p;2,5\nx2;q;3,5\n"), options) ==
        ":2:6: expected a number, found \"2,5\"" + comma);
  options.decimal = ',';
  CHECK(rows_of(read_dataset(files.path("b.csv"), options).X) == Rows{{2.5}, {3.5}});
}

TEST_CASE("what was chosen is said") {
  const Files files;
  const auto notes = [&](const std::string& text) {
    return fmt::format("{}", fmt::join(read_dataset(files.write("a.csv", text)).notes, "; "));
  };
  CHECK(notes("a,b\n1,2\n").empty());
  CHECK(notes("1,2\n1,2\n").empty());
  CHECK(notes(",a\n7,2\n") == "row names, in a first column without a name, left out");
  CHECK(notes("a,b\nx,1,2\ny,1,2\n") == "row names, in a first column without a name, left out");
  CHECK(notes("a,b,\n7,2,3\n8,1,3\n") == "column 3, without a name, left out");
  CHECK(notes("a,b,\n1,2,\n2,5,\n") == "column 3, without a name, left out");
  CHECK(notes("# a b\n1 2\n") == "names read from the comment \"a b\"");
  CHECK(notes("y,2019\n1,2\n") ==
        "names read from the first line, though \"2019\" is a number (--header no: it is data)");
  CHECK(notes("h\xF6he,b\n1,2\n") == "names read as Windows-1252 (Latin-1), for they are not UTF-8");
}

TEST_CASE("names in Windows-1252 become UTF-8; cells may not") {
  const Files files;
  const auto path = files.write("a.csv", "H\xF6he,Preis \x80\n1,2\n");
  CHECK(read_dataset(path).names == std::vector<std::string>{"Höhe", "Preis €"});
  CHECK(read_dataset(files.write("b.csv", "Höhe,b\n1,2\n")).names == std::vector<std::string>{"Höhe", "b"});
  CHECK(refusal(files.write("c.csv", "a,b\n1,2\n3,4\xA0\n")) == ":3:3: expected a number, found \"4\\xa0\"");
  CHECK(is_utf8("aé€\xF0\x9F\x98\x80"));
  for (const auto* bad : {"\xC3", "\xFF", "a\x80", "\xE2\x82", "\xC3("}) CHECK_FALSE(is_utf8(bad));
}

TEST_CASE("columns are left out by name, or by number where there is no header") {
  const Files files;
  const auto path = files.write("a.csv", "y,site,\"a,b\",c\n1,north,2,3\n2,south,4,5\n");
  ReadOptions options;
  options.target = "y";
  CHECK(refusal(path, options) ==
        ":2:3: expected a number, found \"north\"; --drop site leaves out the column of text");
  options.drop = {"site", "a,b"};
  CHECK(rows_of(read_dataset(path, options).X) == Rows{{3}, {5}});
  CHECK(read_dataset(path, options).names == std::vector<std::string>{"c"});
  options.drop = {"Site"};
  CHECK(refusal(path, options) == ": no column is named \"Site\"; did you mean \"site\"?");
  options.drop = {"2"};
  CHECK(refusal(path, options) == ": no column is named \"2\"; there are \"y\", \"site\", \"a,b\", \"c\"");
  options.drop = {"y"};
  CHECK(refusal(path, options) == ": the target \"y\" is also dropped");

  const auto bare = files.write("b.data", " 1 north 2 3\n 1.5 south 4 5\n 2 east 2 9\n 1.75 west 2 4\n");
  options.header = false;
  options.target = "4";
  options.drop = {};
  CHECK(refusal(bare, options) == ":1:4: expected a number, found \"north\"; --drop 2 leaves out the column of text");
  options.drop = {"2"};
  CHECK(read_dataset(bare, options).y == std::vector<double>{3, 5, 9, 4});
  options.drop = {"5"};
  CHECK(refusal(bare, options) ==
        ": no column \"5\"; there is no header, so columns are called by their numbers, 1 to 4");
}

TEST_CASE("all columns of text are named at once; a stray word is not one") {
  const Files files;
  CHECK(refusal(files.write("a.csv", "id,\"a,b\",c,it's\nu,x,1,p\nv,y,2,q\n")) ==
        ":2:1: expected a number, found \"u\"; --drop 'id,\"a,b\",it's' leaves out the 3 columns of text");
  CHECK(refusal(files.write("b.csv", "a,b\n1,x\n2,3\n4,5\n")) == ":2:3: expected a number, found \"x\"");
  CHECK(refusal(files.write("c.csv", "a;b\n1;2,5\n2;3,5\n")) ==
        ":2:3: expected a number, found \"2,5\"; --decimal , reads decimal commas; thousands must not be parted");
  CHECK(refusal(files.write("d.csv", "a,b\n1,\"1,234\"\n2,\"3,500\"\n")) ==
        ":2:4: expected a number, found \"1,234\"; --decimal , reads decimal commas; thousands must not be parted");
  ReadOptions comma;
  comma.decimal = ',';
  CHECK(refusal(files.write("e.csv", "a;b\n1;2,5\n2;3.5\n"), comma) ==
        ":3:3: expected a number, found \"3.5\"; with --decimal , no number has a point");
  CHECK(refusal(files.write("f.csv", "a,b\n1,\"2\n3\",4\n")) ==
        ":2:3: expected a closing quote in the same line, found \"\\\"2\"");
}

TEST_CASE("names of a model that are numbers make a header where no row is likely to hold them") {
  const Files files;
  ReadOptions options;
  const auto rows = [&](const std::string& text, const std::vector<std::string>& names) {
    options.wanted = WantedColumns{.by_name = true, .names = names, .numbers = {0, 1, 2}, .count = 5};
    options.wanted->numbers.resize(names.size());
    return read_dataset(files.write("a.csv", text), options).X.rows();
  };
  CHECK(rows("0,1,2\n2,1,0\n1,2,0\n", {"0", "2"}) == 2);
  CHECK(rows("2,0,1,1,0\n2,1,0,0,0\n1,2,0,2,2\n", {"0", "1", "2"}) == 3);  // names do not repeat
  CHECK(rows("1,0.5,3\n0.5,0.25,2\n", {"1"}) == 1);
  CHECK(rows("1990,1980,2000\n5,7,2\n", {"1980", "2000"}) == 1);
  CHECK(rows("2000,2001,2002\n2500,1000,2010\n150,7000,100\n", {"2001"}) == 2);
  options.wanted = WantedColumns{.by_name = true, .names = {"1"}, .numbers = {0}, .count = 3};
  CHECK(refusal(files.write("b.csv", "1,0.5,3\n0.5,0.25,2\n2,1,4\n"), options) ==
        ":1:1: expected a first line that is plainly names or plainly data, found \"1,0.5,3\"; "
        "--header yes or no says which");
}

TEST_CASE("only the columns that a model uses are read") {
  const Files files;
  const auto path = files.write("a.csv", "y,b,site,a\nNA,1,north,\n,2,south,7\n");
  ReadOptions options;
  options.wanted = WantedColumns{.by_name = true, .names = {"a", "b"}, .numbers = {0, 1}, .means = {5, 6}, .count = 2};
  const Dataset data = read_dataset(path, options);
  CHECK(data.names == std::vector<std::string>{"y", "b", "site", "a"});
  CHECK(rows_of(data.X) == Rows{{0, 1, 0, 5}, {0, 2, 0, 7}});
  options.wanted->means.clear();
  CHECK(refusal(path, options) ==
        ":2:12: expected a number, found an empty cell; --impute mean puts the training mean there");

  // By number: what the fit left out goes, unless the table is as wide as the model.
  options.wanted = WantedColumns{.numbers = {1}, .means = {0.5}, .count = 2, .left_out = {"1", "3"}};
  options.header = false;
  CHECK(rows_of(read_dataset(files.write("b.txt", "9 x y 1\n8 z w NA\n"), options).X) == Rows{{0, 1}, {0, 0.5}});
  CHECK(rows_of(read_dataset(files.write("c.txt", "x 1\nz NA\n"), options).X) == Rows{{0, 1}, {0, 0.5}});
}

}  // namespace strads::io
