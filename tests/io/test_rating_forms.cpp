// What is not rows of user, item, rating: other forms and wide tables are refused with the way out.
#include <doctest/doctest.h>

#include "io/rating_layouts.hpp"

using namespace strads;
using namespace strads::io;

TEST_CASE("other forms of ratings are refused by name") {
  const Files files;
  const std::vector<std::pair<std::string, const char*>> cases{
      {"{\"user\": 1, \"item\": 2, \"rating\": 3}\n",
       ": expected a row for each rating: user, item, rating, found JSON (jq -r '[.user, .item, .rating] | @csv' makes "
       "rows)"},
      {"[\n {\"user\": 1}]",
       ": expected a row for each rating: user, item, rating, found JSON (jq -r '.[] | [.user, .item, .rating] | @csv' "
       "makes rows)"},
      {"[[1, 2, 3], [1, 3, 4]]",
       ": expected a row for each rating: user, item, rating, found JSON (jq -r '.[] | @csv' makes rows)"},
      {std::string("\xFF\xFE\0\0001\0\0\0", 8), ": expected text (UTF-8) with ratings, found UTF-32: save it as UTF-8"},
      {std::string("BZh91AY\0", 8), ": expected text (UTF-8) with ratings, found bzip2: .gz and .zst are read"},
      {std::string("\xFD"
                   "7zXZ\0",
                   6),
       ": expected text (UTF-8) with ratings, found xz: .gz and .zst are read"},
      {"1:\n1488844,3,2005-09-06\n822109,5,2005-05-13\n2:\n885013,4,2005-10-19\n",
       ": expected a row for each rating: user, item, rating, found \"1:\", which heads a block of them (awk -F, '/:/ "
       "{sub(\":\", \"\"); m = $1; next} {print $1, m, $2}' makes rows)"},
      {"0|2\n208031\t65\n1|1\n208031\t90\n",
       ": expected a row for each rating: user, item, rating, found \"0|2\", which heads a block of them (awk '/[|]/ "
       "{split($1, u, \"|\"); next} {print u[1], $1, $2}' makes rows)"},
      {std::string("\xFF\xFE", 2) + std::string("1\0,\0", 4),
       ": expected text in UTF-8, found UTF-16 (iconv -f UTF-16 -t UTF-8 converts it)"},
      {std::string("\0001\0,\0002\0,\0003\0\n", 12),
       ": expected text in UTF-8, found UTF-16 (iconv -f UTF-16 -t UTF-8 converts it)"},
      {std::string("PK\3\4\0\0\0\0", 8),
       ": expected text (UTF-8) with ratings, found a zip archive (.xlsx, .ods, .npz): save the table as CSV"},
      {"<!DOCTYPE html>\n<p>404</p>\n", ": expected text (UTF-8) with ratings, found a web page"},
      {std::string("\1\0\0\0\2\3\0\0", 8), ": expected text (UTF-8) with ratings, found binary data"},
  };
  for (const auto& pair : cases) {
    CAPTURE(pair.first);
    CHECK(refusal(files.write("r", pair.first), {}, ErrorKind::malformed) == pair.second);
  }
}

TEST_CASE("wide tables are refused with the command that makes their rows") {
  const Files files;
  const std::string start = ": expected a row for each rating: user, item, rating, found a wide table: ";
  const std::string end = " makes rows; or name columns with --user-col, --item-col and --rating-col)";
  const std::string matrix = "'{for (i = 1; i <= NF; i++) if ($i != \"\") print NR, i, $i}'";
  const std::string ids = "'{for (i = 2; i <= NF; i++) if ($i != \"\") print $1, i - 1, $i}'";
  const std::string headed =
      "'NR == 1 {split($0, item); next} {for (i = 2; i <= NF; i++) if ($i != \"\") print $1, item[i], $i}'";
  struct Case {
    std::string content;
    int columns;
    std::string command;
  };
  const std::vector<Case> cases{
      {"5,3,,1,4,2,2,1\n1,,4,1,2,3,3,2\n", 8, "awk -F, -v OFS='\\t' " + matrix},
      {"user,Heat,Alien,Up\nann,5,,3\nbob,,2,1\n", 4, "awk -F, -v OFS='\\t' " + headed},
      {"user;Heat;Alien;Up\nann;5;1;3\nbob;1;2;1\n", 4, "awk -F ';' -v OFS='\\t' " + headed},
      {"kunde,Heat,Alien,Up\nann,5,1,3\nbob,1,2,1\neva,3,3,5\n", 4, "awk -F, -v OFS='\\t' " + headed},
      // Numbers as names of items.
      {"userId,1,2,3,4\n1,5,3,4,1\n2,4,2,1,5\n", 5, "awk -F, -v OFS='\\t' " + headed},
      {"\"userId\",\"1\",\"2\"\n\"1\",\"5\",\"3\"\n", 3, "awk -F, -v OFS='\\t' " + headed},
      {"\xEF\xBB\xBF,7,9\r\nann,5,\r\nbob,,4\r\n", 3, "awk -F, -v OFS='\\t' " + headed},
      {"movieId\t11\t12\r3\t5\t4\r4\t5\tNA\r", 3, "awk -F '\\t' -v OFS='\\t' " + headed},
      {"kunde,101,102\n1,5,3\n2,4,2\n", 3, "awk -F, -v OFS='\\t' " + headed},
      {"kunde|101|102|103\nann|5|3|1\nbob|4|2|1\neva|5|5|3\n", 4, "awk -F '|' -v OFS='\\t' " + headed},
      {"101,102,103,104\n5,3,1,1\n1,4,2,5\n3,5,5,3\n", 4,
       "awk -F, -v OFS='\\t' 'NR == 1 {split($0, item); next} {for (i = 1; i <= NF; i++) if ($i != \"\") print NR - 1, "
       "item[i], $i}'"},
      {"\"1\" \"2\" \"3\"\n\"u1\" 5 3 1\n\"u2\" 4 1 1\n\"u3\" 1 NA 5\n", 4,
       "awk -v OFS='\\t' 'NR == 1 {split($0, item); next} {for (i = 2; i <= NF; i++) if ($i != \"\") print $1, item[i "
       "- "
       "1], $i}'"},
      // Without header.
      {"5 3 0 1\n4 0 0 1\n1 1 0 5\n1 0 0 4\n0 1 5 4\n", 4, "awk -v OFS='\\t' " + matrix},
      {"5;3,5;0;1\n4;0;0;1\n1;1;0;3,5\n1;0;0;4\n", 4, "awk -F ';' -v OFS='\\t' " + matrix},
      {"7.82 -8.79 9.66 0.5\n4.1 3.2 2.5 1\n1.5 -3 4.5 8.8\n", 4, "awk -v OFS='\\t' " + matrix},
      {"1,5,3,0,1\n2,4,0,0,1\n3,1,1,0,5\n4,1,0,0,4\n", 5, "awk -F, -v OFS='\\t' " + ids},
      {"ann,5,3,0\nbob,3,0,3\neva,0,3,5\n", 4, "awk -F, -v OFS='\\t' " + ids},
  };
  for (const Case& one : cases) {
    CAPTURE(one.content);
    const std::string path = files.write("r", one.content);
    CHECK(refusal(path, {}, ErrorKind::malformed) ==
          start + std::to_string(one.columns) + " columns, a column an item (" + one.command + end);
  }
  // The header's numbers tell it in other files of a model, and in pairs.
  const RatingsFile fitted = read_ratings(files.write("f", "1,2,5\n2,3,4\n"), {});
  const std::string wide = files.write("w", "userId,1,2,3,4\n1,5,3,4,1\n2,4,2,1,5\n");
  CHECK(refusal(wide, like(fitted), ErrorKind::malformed).starts_with(start));
  CHECK_THROWS_AS((void)read_pairs(wide, fitted.users, fitted.items, like(fitted)), Error);
}

TEST_CASE("rows with further columns are no wide tables") {
  const Files files;
  for (const char* content : {
           "1 1 5 881250949\n1 2 3 881250950\n2 1 4 881250951\n3 3 1 881250952\n",  // times
           "1 1 5 1\n1 2 3 2\n2 1 4 3\n2 3 1 4\n3 2 5 5\n",                         // numbers of rows
           "1 1 5 2004\n1 2 3 2003\n2 1 4 2005\n2 3 1 2004\n",                      // years
           "1 10 5 1\n1 20 3 1\n2 10 4 0\n2 30 1 1\n",                              // ids of their own
           "1 1 5 1\n1 2 3 0\n1 3 4 1\n1 4 2 1\n2 1 4 0\n2 2 1 1\n2 3 5 1\n2 4 5 0\n3 1 1 0\n3 2 2 1\n3 3 3 1\n3 4 5 "
           "0\n4 1 5 1\n4 2 1 1\n4 3 2 0\n4 4 3 1\n",  // pairs once each, as in no matrix
           "ann 1 5 1\nann 2 3 0\nbob 1 4 1\nbob 2 2 1\n",
           "1 1 5 a\n1 2 3 b\n2 1 4 a\n",
           "1 book 5 1\n1 film 3 1\n2 game 4 0\n",
           "reader 1 5\nplayer 2 3\nmember 1 4\n",
           "a3 1 5\n17 2 4\n18 1 1\n",
       }) {
    CAPTURE(content);
    CHECK(columns_of(read_ratings(files.write("r", content), {})) == "1, 2, 3");
  }
  // Eight columns of numbers are ratings where columns are named.
  CHECK(columns_of(read_ratings(files.write("r", "user,item,rating,a,b,c,d,e\n1,2,3,4,5,6,7,8\n2,2,3,4,5,6,7,8\n"),
                                {})) == "1 \"user\", 2 \"item\", 3 \"rating\"");
  for (const char* content : {"1,2,3,4,5,6,7,8\n2,2,3,4,5,6,7,8\n", "5,3,0,1\n4,0,0,1\n1,1,0,5\n"}) {
    CHECK(columns_of(read_ratings(files.write("r", content), taking("1", "2", "3"))) == "1, 2, 3");
  }
}

TEST_CASE("a header one cell short: R's row names, or a refusal; never times, nor halves of numbers, as ratings") {
  const Files files;
  CHECK(columns_of(read_ratings(files.write("a.csv", "user,item,rating\n\"7\",a,x,3\n\"9\",a,y,4\n"), {})) ==
        columns_of(read_ratings(files.write("b.csv", "user,item,rating\n1,a,x,3\n2,a,y,4\n"), {})));
  const std::string problem = ": the header names 3 columns, but the first row has 4";
  for (const char* content : {"userId,movieId,rating\n1,101,5,880000000\n1,102,3,880000100\n2,101,4,880000200\n",
                              "userId,movieId,rating\n1,101,5,880000000\n2,102,3,880000100\n3,101,4,880000200\n",
                              "user,item,rating\na,x,3,5\na,y,4,5\nb,x,2,5\n"}) {
    CHECK(refusal(files.write("c.csv", content), {}, ErrorKind::mismatch) == problem);
  }
  CHECK(refusal(files.write("d.csv", "user,item,rating\na,x,3,5,1\na,y,4,5,1\n"), {}, ErrorKind::mismatch) ==
        ": the header names 3 columns, but the first row has 5");
}

TEST_CASE("commas that cut only some ratings in two are refused; times and empty cells behind ratings are no matter") {
  const Files files;
  CHECK(refusal(files.write("a.csv", "a,x,3,5\na,y,4\nb,x,2,5\n"), {}, ErrorKind::malformed) ==
        ":1:5: expected the rating to end the line, as in other rows, found \"3,5\"; a comma within a number wants "
        "quotes");
  CHECK(refusal(files.write("b.csv", "user,item,rating\na,x,3\nb,y,1,234\n"), {}, ErrorKind::malformed) ==
        ":3:5: expected the rating to end the line, as in other rows, found \"1,234\"; a comma within a number wants "
        "quotes");
  CHECK(columns_of(read_ratings(files.write("c.csv", "a,x,3\na,y,4,\nb,x,2,,\nb,y,2,881250949\n"), {})) == "1, 2, 3");
}
