// Columns of a table: their names, which are left out, which are text, which a model uses.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "io/dataset.hpp"
#include "io/encoding.hpp"
#include "io/files.hpp"
#include "io/rows.hpp"
#include "io/table_refusal.hpp"

namespace strads::io {

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
