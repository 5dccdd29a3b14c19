// Rows of a table that do not stand below its header.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <vector>

#include "io/dataset.hpp"
#include "io/encoding.hpp"
#include "io/files.hpp"
#include "io/rows.hpp"
#include "io/table_refusal.hpp"

namespace strads::io {

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

}  // namespace strads::io
