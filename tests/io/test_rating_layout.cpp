// Separator, header and columns of ratings, told by the first rows: what is taken, and what is refused, to the letter.
#include <doctest/doctest.h>

#include "io/files.hpp"
#include "io/rating_text.hpp"
#include "strads/error.hpp"

using namespace strads;
using namespace strads::io;

namespace {

using Lines = std::vector<std::string>;

struct Taken {
  const char* content;
  const char* format;
  const char* columns;
  Lines ratings;
};

RatingsOptions taking(const char* user, const char* item = nullptr, const char* rating = nullptr) {
  RatingsOptions options;
  if (user != nullptr) options.user_column = user;
  if (item != nullptr) options.item_column = item;
  if (rating != nullptr) options.rating_column = rating;
  return options;
}

RatingsOptions like(const RatingsFile& file) {
  RatingsOptions options;
  options.like = file.columns;
  return options;
}

std::string refusal(const std::string& path, const RatingsOptions& options, ErrorKind kind) {
  try {
    return "accepted: " + columns_of(read_ratings(path, options));
  } catch (const Error& error) {
    CHECK(error.kind() == kind);
    return std::string(error.what()).substr(path.size());
  }
}

}  // namespace

TEST_CASE("the separator is that by which all first rows have as many cells and a rating") {
  const Files files;
  const std::vector<Taken> cases{
      {"ann;The Good, the Bad;4\nbob;Alien;3\n",
       "semicolon-separated ratings",
       "1, 2, 3",
       {"ann|The Good, the Bad|4", "bob|Alien|3"}},
      {"ann;The Good, the Bad;4\nbob;Heat, again;3\n",
       "semicolon-separated ratings",
       "1, 2, 3",
       {"ann|The Good, the Bad|4", "bob|Heat, again|3"}},
      {"Lee, Ann;Heat, again;3,5\nKim, Bo;Heat, again;4,5\n",
       "semicolon-separated ratings",
       "1, 2, 3",
       {"Lee, Ann|Heat, again|3.5", "Kim, Bo|Heat, again|4.5"}},
      {"1;2;3,5\n1;3;4,0\n2;2;1,5\n", "semicolon-separated ratings", "1, 2, 3", {"1|2|3.5", "1|3|4", "2|2|1.5"}},
      {"1\t2\t3,5\n1\t3\t-0,125\n", "tab-separated ratings", "1, 2, 3", {"1|2|3.5", "1|3|-0.125"}},
      {"1,2,\"3,5\"\n1,3,4\n", "comma-separated ratings", "1, 2, 3", {"1|2|3.5", "1|3|4"}},
      {"ann,Mission::Impossible,4\nbob,Alien,3\n",
       "comma-separated ratings",
       "1, 2, 3",
       {"ann|Mission::Impossible|4", "bob|Alien|3"}},
      {"a:b::c d::3\ne::f::4\n", "ratings separated by ::", "1, 2, 3", {"a:b|c d|3", "e|f|4"}},
      {"1|2|3\n2|2|4\n", "bar-separated ratings", "1, 2, 3", {"1|2|3", "2|2|4"}},
      {"1,2,3,Action|Comedy\n2,2,4,Drama|War\n", "comma-separated ratings", "1, 2, 3", {"1|2|3", "2|2|4"}},
      {"1,2,3,good, bad\n2,2,4,ugly\n", "comma-separated ratings", "1, 2, 3", {"1|2|3", "2|2|4"}},
      {"ann lee,the film,4\nbob day,a film,2\n",
       "comma-separated ratings",
       "1, 2, 3",
       {"ann lee|the film|4", "bob day|a film|2"}},
      {"ann lee\tthe, film\t4\n", "tab-separated ratings", "1, 2, 3", {"ann lee|the, film|4"}},
      {"1, 2, 3\n", "comma-separated ratings", "1, 2, 3", {"1|2|3"}},
      {"sep=;\nuser;item;rating\n1;2;3\n",
       "semicolon-separated ratings",
       "1 \"user\", 2 \"item\", 3 \"rating\"",
       {"1|2|3"}},
      {"user;item;rating\n1;2;3,5\n",
       "semicolon-separated ratings",
       "1 \"user\", 2 \"item\", 3 \"rating\"",
       {"1|2|3.5"}},
  };
  for (const Taken& one : cases) {
    CAPTURE(one.content);
    const RatingsFile file = read_ratings(files.write("r", one.content), {});
    CHECK(file.format == one.format);
    CHECK(columns_of(file) == one.columns);
    CHECK(lines_of(file) == one.ratings);
  }
}

TEST_CASE("columns by the names of the header, whatever their order, case and punctuation") {
  const Files files;
  const std::vector<std::pair<const char*, const char*>> cases{
      {"userId,movieId,rating,timestamp\na,b,1,9\n", "1 \"userId\", 2 \"movieId\", 3 \"rating\""},
      {"timestamp,movieId,rating,reader\n9,b,1,a\n", "4 \"reader\", 2 \"movieId\", 3 \"rating\""},
      {"userId,movieId,timestamp,stars\na,b,9,1\n", "1 \"userId\", 2 \"movieId\", 4 \"stars\""},
      {"user,item,value,rating\na,b,9,1\n", "1 \"user\", 2 \"item\", 4 \"rating\""},
      {"value,user,item\n1,a,b\n", "2 \"user\", 3 \"item\", 1 \"value\""},
      {"review_id,user_id,stars,business_id\nr,a,1,b\n", "2 \"user_id\", 4 \"business_id\", 3 \"stars\""},
      {"user_id:token\titem_id:token\ttimestamp:float\trating:float\na\tb\t9\t1\n",
       "1 \"user_id:token\", 2 \"item_id:token\", 4 \"rating:float\""},
      {"\"User-ID\";\"ISBN\";\"Book-Rating\"\n\"a\";\"b\";\"1\"\n", "1 \"User-ID\", 2 \"ISBN\", 3 \"Book-Rating\""},
      {"reviewerID,asin,overall,reviewTime\na,b,1,2\n", "1 \"reviewerID\", 2 \"asin\", 3 \"overall\""},
      {"rating,title,asin,parent_asin,user_id\n1,t,b,c,a\n", "5 \"user_id\", 3 \"asin\", 1 \"rating\""},
      {"USER ID,Film,Score\na,b,1\n", "1 \"USER ID\", 2 \"Film\", 3 \"Score\""},
      {",userId,itemId,rating\n0,a,b,1\n", "2 \"userId\", 3 \"itemId\", 4 \"rating\""},
      {"\xEF\xBB\xBF\"user\",\"item\",\"rating\"\r\na,b,1\r\n", "1 \"user\", 2 \"item\", 3 \"rating\""},
      // R's names of rows stand in a column without a name.
      {"\"user\" \"item\" \"rating\"\n\"1\" a b 1\n", "2 \"user\", 3 \"item\", 4 \"rating\""},
      {"user,item,rating\na,b,1,\n", "1 \"user\", 2 \"item\", 3 \"rating\""},
      // Of three columns the one that is left.
      {"movieId,who,rating\nb,a,1\n", "2 \"who\", 1 \"movieId\", 3 \"rating\""},
      {"userId,movieId,note\na,b,1\n", "1 \"userId\", 2 \"movieId\", 3 \"note\""},
      // A header behind a mark of comments.
      {"#user,item,rating\na,b,1\n", "1 \"user\", 2 \"item\", 3 \"rating\""},
      {"% made by hand\n# rating item user\n1 b a\n", "3 \"user\", 2 \"item\", 1 \"rating\""},
  };
  for (const auto& [content, taken] : cases) {
    CAPTURE(content);
    const RatingsFile file = read_ratings(files.write("r", content), {});
    CHECK(columns_of(file) == taken);
    CHECK(lines_of(file) == Lines{"a|b|1"});
  }
}

TEST_CASE("headers that leave open which column is which are refused, and the options say it") {
  const Files files;
  struct Case {
    const char* content;
    const char* message;
    RatingsOptions way_out;
    const char* taken;
  };
  const std::vector<Case> cases{
      {"produkt,kunde,sterne\np,k,5\n",
       ": cannot tell user, item and rating from the header \"produkt\", \"kunde\", \"sterne\"; give them with "
       "--user-col, --item-col and --rating-col; the first row is taken for one, since \"sterne\" is no number",
       taking("kunde", "produkt", "sterne"), "2 \"kunde\", 1 \"produkt\", 3 \"sterne\""},
      {"user_id,review_id,stars\nk,r,5\n",
       ": cannot tell item from the header \"user_id\", \"review_id\", \"stars\"; give it with --item-col",
       taking(nullptr, "review_id"), "1 \"user_id\", 2 \"review_id\", 3 \"stars\""},
      {"userId,movieId,timestamp\n1,2,964982703\n",
       ": cannot tell rating from the header \"userId\", \"movieId\", \"timestamp\"; give it with --rating-col",
       taking(nullptr, nullptr, "3"), "1 \"userId\", 2 \"movieId\", 3 \"timestamp\""},
      {"user,a,b,rating\n1,2,3,4\n",
       ": cannot tell item from the header \"user\", \"a\", \"b\", \"rating\"; give it with --item-col",
       taking(nullptr, "b"), "1 \"user\", 3 \"b\", 4 \"rating\""},
      {"user,item,stars,score\n1,2,3,4\n",
       ": \"stars\" and \"score\" may both be the rating; give it with --rating-col", taking(nullptr, nullptr, "score"),
       "1 \"user\", 2 \"item\", 4 \"score\""},
      {"user,movie,book,rating\n1,2,3,4\n", ": \"movie\" and \"book\" may both be the item; give it with --item-col",
       taking(nullptr, "3"), "1 \"user\", 3 \"book\", 4 \"rating\""},
      {"who,what,stars\na,b,5\n",
       ": cannot tell user and item from the header \"who\", \"what\", \"stars\"; give them with --user-col and "
       "--item-col",
       taking("who"), "1 \"who\", 2 \"what\", 3 \"stars\""},
      {"user,rating,rating\n1,2,3\n", ": \"rating\" and \"rating\" may both be the rating; give it with --rating-col",
       taking(nullptr, "2", "3"), "1 \"user\", 2 \"rating\", 3 \"rating\""},
      {"rating,rating\n1,2\n", ": \"rating\" and \"rating\" may both be the rating; give it with --rating-col",
       taking("1", "2", "2"), ""},
      {"1,2,964982703\n1,3,974982704\n",
       ": column 3 would be the rating, but holds times; give it with --rating-col, by number from 1",
       taking(nullptr, nullptr, "3"), "1, 2, 3"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.content);
    const std::string path = files.write("r", one.content);
    CHECK(refusal(path, {}, ErrorKind::mismatch) == one.message);
    if (*one.taken != '\0') CHECK(columns_of(read_ratings(path, one.way_out)) == one.taken);
  }
}

TEST_CASE("columns by number count from 1, and a name that is a number wins") {
  const Files files;
  const std::string bare = files.write("bare", "5,9,ann,x\n4,9,bob,y\n");
  CHECK(columns_of(read_ratings(bare, taking("3", "4", "1"))) == "3, 4, 1");
  CHECK(columns_of(read_ratings(bare, taking("3", nullptr, "1"))) == "3, 2, 1");
  const std::string named = files.write("named", "stars,2,user,x\n4,b,ann,c\n");
  CHECK(columns_of(read_ratings(named, taking(nullptr, "2"))) == "3 \"user\", 2 \"2\", 1 \"stars\"");
  CHECK(columns_of(read_ratings(named, taking(nullptr, "4"))) == "3 \"user\", 4 \"x\", 1 \"stars\"");
  const std::string other = files.write("other", "stars,3,user,2\n4,b,ann,c\n");
  CHECK(columns_of(read_ratings(other, taking("user", "2"))) == "3 \"user\", 4 \"2\", 1 \"stars\"");
  CHECK(refusal(bare, taking("0"), ErrorKind::mismatch) ==
        ": columns are named, but the file has no header; give them by number, from 1");
  CHECK(refusal(bare, taking("5"), ErrorKind::mismatch) == ": no column 5; there are 4");
  CHECK(refusal(bare, taking("2", "2"), ErrorKind::mismatch) == ": column 2 cannot be two of user, item and rating");
  CHECK(refusal(named, taking("5"), ErrorKind::mismatch) ==
        ": no column \"5\"; there are \"stars\", \"2\", \"user\", \"x\"");
  const std::string twice = files.write("twice", "user,who,who,stars\n1,2,3,4\n");
  CHECK(refusal(twice, taking("who"), ErrorKind::mismatch) ==
        ": 2 columns are named \"who\"; give one by its number from 1");
}

TEST_CASE("the columns of a fit are those of other files, by name, else by position") {
  const Files files;
  const std::string fitted_path = files.write("fitted", "asin,rev,points\n2,1,3\n");
  const RatingsFile fitted = read_ratings(fitted_path, taking("rev", "asin", "points"));
  const auto read = [&](const char* content) {
    return columns_of(read_ratings(files.write("other", content), like(fitted)));
  };
  CHECK(read("points,asin,rev\n3,2,1\n") == "3 \"rev\", 2 \"asin\", 1 \"points\"");
  CHECK(read("2,1,3\n") == "2, 1, 3");
  CHECK(read("rating,item,user\n3,2,1\n") == "3 \"user\", 2 \"item\", 1 \"rating\"");
  CHECK(
      refusal(files.write("other", "2,1,3,9\n"), like(fitted), ErrorKind::mismatch) ==
      ": expected a header, or 3 columns as there were in the fit (user 2, item 1, rating 3), found 4; --user-col and "
      "--item-col give others");
  RatingsOptions given = like(fitted);
  given.user_column = "1";
  CHECK(columns_of(read_ratings(files.write("other", "2,1,3\n"), given)) == "1, 2, 3");
  // Those that every file has by default need no number of columns.
  const RatingsFile usual = read_ratings(files.write("usual", "1\t2\t3\t9\n"), {});
  CHECK(columns_of(read_ratings(files.write("other", "1,2,3\n"), like(usual))) == "1, 2, 3");
  const RatingsFile mixed = read_ratings(files.write("mixed", "5,9,1,2\n"), taking("3", "4", "1"));
  CHECK(columns_of(read_ratings(files.write("other", "5,9,1,2\n"), like(mixed))) == "3, 4, 1");
}

TEST_CASE("comments only in front of the first row; ids may start with their marks") {
  const Files files;
  const auto read = [&](std::string_view content) { return lines_of(read_ratings(files.write("r", content), {})); };
  CHECK(read("user,item,rating\n#metal,a,5\nann,%b,1\n%x,#b,3\n") == Lines{"#metal|a|5", "ann|%b|1", "%x|#b|3"});
  CHECK(read("#1\ta\t5\n#2\tb\t4\n3\ta\t1\n") == Lines{"#1|a|5", "#2|b|4", "3|a|1"});
  CHECK(read("#1\ta\t5\n#2\tb\t4\n") == Lines{"#1|a|5", "#2|b|4"});
  CHECK(read("% bip weighted\n% 3 2 2\n1 2 4\n2 2 5\n") == Lines{"1|2|4", "2|2|5"});
  CHECK(read("# a comment\n#and,another\nuser,item,rating\n#1,a,5\n") == Lines{"#1|a|5"});
  const RatingsFile file = read_ratings(files.write("r", "# c\n\n%d\n1,2,3\n\n,,\n \t\n2,2,NA\n3,2,99\n"), [] {
    RatingsOptions options;
    options.missing = {"NA", "99"};
    return options;
  }());
  CHECK(file.passed.comments == 2);
  CHECK(file.passed.blank_rows == 4);
  CHECK(file.passed.missing == 2);
  CHECK(lines_of(file) == Lines{"1|2|3"});
}

TEST_CASE("ratings that mean there is none are left out, with their ids") {
  const Files files;
  RatingsOptions options;
  const auto read = [&](std::string_view content, std::vector<std::string> missing) {
    options.missing = std::move(missing);
    const RatingsFile file = read_ratings(files.write("r", content), options);
    CHECK(file.users.size() == 1);
    return lines_of(file);
  };
  CHECK(read("1 2 3\n2 2 99\n3 2 99.00\n", {"99"}) == Lines{"1|2|3"});
  CHECK(read("1,2,3\n2,2,-1\n\"3\",2,\"-1.0\"\n", {"-1"}) == Lines{"1|2|3"});
  CHECK(read("1,2,3\n2,2,\n3,2,NaN\n4,2,NA\n", {"NA"}) == Lines{"1|2|3"});
  CHECK(read("2,2,none given\n1,2,3\n2,2,0\n", {"0", "none given"}) == Lines{"1|2|3"});
  CHECK(read("%%MatrixMarket matrix coordinate real general\n3 3 2\n1 2 3\n2 3 99\n", {"99"}) == Lines{"1|2|3"});
  CHECK(refusal(
            files.write("r", "1,2,99\n"),
            [] {
              RatingsOptions all;
              all.missing = {"99"};
              return all;
            }(),
            ErrorKind::malformed) == ":1:1: expected ratings, found missing ones only");
}

TEST_CASE("decimals of ratings: a comma counts where it cannot part thousands, or where it is asked for") {
  const Files files;
  RatingsOptions options;
  const std::string thousands = files.write("r", "1;2;1,234\n");
  CHECK(refusal(thousands, options, ErrorKind::malformed) ==
        ":1:5: expected a rating (with --decimal , this is one), found \"1,234\"");
  options.decimal = ',';
  CHECK(lines_of(read_ratings(thousands, options)) == Lines{"1|2|1.234"});
  CHECK(refusal(files.write("r", "1;2;3.5\n"), options, ErrorKind::malformed) ==
        ":1:5: expected a rating, found \"3.5\"");
  options.decimal = '.';
  CHECK(refusal(files.write("r", "1;2;3,5\n"), options, ErrorKind::malformed) ==
        ":1:5: expected a rating, found \"3,5\"");
  CHECK(refusal(files.write("r", "1;2;1,2.5\n"), {}, ErrorKind::malformed) ==
        ":1:5: expected a rating, found \"1,2.5\"");
}

TEST_CASE("a separator may be given") {
  const Files files;
  const std::string path = files.write("r", "a,b;c::d;3\ne,f;g::h;4\n");
  RatingsOptions options;
  options.separator = Separator::semicolon;
  CHECK(lines_of(read_ratings(path, options)) == Lines{"a,b|c::d|3", "e,f|g::h|4"});
  options.separator = Separator::colons;
  CHECK(refusal(path, options, ErrorKind::malformed) ==
        ":1:11: expected a rating (cells separated by ::; --separator gives others), found the end of the line");
  for (const Separator separator : separators) CHECK(separator_of(name(separator)) == separator);
  CHECK(separator_of(";") == Separator::semicolon);
  CHECK(separator_of("\\t") == Separator::tab);
  CHECK(separator_of(" ") == Separator::blanks);
  CHECK(!separator_of(":"));
  CHECK(!separator_of("x"));
}

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
  for (const auto& [content, message] : cases) {
    CAPTURE(content);
    CHECK(refusal(files.write("r", content), {}, ErrorKind::malformed) == message);
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
