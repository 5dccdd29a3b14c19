// Separator, header and columns of ratings, told by the first rows: what is taken, and what is refused, to the letter.
#include <doctest/doctest.h>

#include "io/rating_layouts.hpp"

using namespace strads;
using namespace strads::io;

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
  for (const auto& pair : cases) {
    CAPTURE(pair.first);
    const RatingsFile file = read_ratings(files.write("r", pair.first), {});
    CHECK(columns_of(file) == pair.second);
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
