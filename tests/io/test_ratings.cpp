// Ratings from text: formats, ids, headers, and the same result at any number of threads.
#include <doctest/doctest.h>

#include "io/files.hpp"
#include "io/rating_text.hpp"
#include "strads/error.hpp"
#include "strads/random.hpp"

using namespace strads;
using namespace strads::io;

namespace {

std::vector<Rating> all(const RatingsFile& file) {
  std::vector<Rating> ratings;
  for (const auto& block : file.ratings) ratings.insert(ratings.end(), block.begin(), block.end());
  return ratings;
}

std::vector<std::string> read(const Files& files, std::string_view content, const RatingsOptions& options = {}) {
  return lines_of(read_ratings(files.write("ratings", content), options));
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("every separator, further cells, comments, empty lines, line ends") {
  const Files files;
  const Lines expected{"1|10|4", "2|10|3.5", "1|7|5"};
  CHECK(read(files, "1\t10\t4\t881250949\n2\t10\t3.5\t0\n1\t7\t5\t1\n") == expected);
  CHECK(read(files, "1::10::4::881250949\n2::10::3.5::0\n1::7::5::1") == expected);
  CHECK(read(files, "1,10,4\n2,10,3.5\n1,7,5\n") == expected);
  CHECK(read(files, "1;10;4\n2;10;3.5\n1;7;5\n") == expected);
  CHECK(read(files, "1 10 4\n  2   10\t3.5 \n1 7 5\n") == expected);
  CHECK(read(files, "\xEF\xBB\xBF% a comment\r\n\r\n1\t10\t4\r\n\t\t\r\n2\t10\t3.5\r\n   \r\n1\t7\t5\r\n") == expected);
  CHECK(read(files, gzipped("1 10 4\n2 10 3.5\n1 7 5\n")) == expected);
  CHECK(read(files, zstandard("1 10 4\n2 10 3.5\n1 7 5\n")) == expected);
  CHECK(read(files, "1 10 4e0\n2 10 +3.5\n1 7 5.000\n") == expected);
}

TEST_CASE("lines of plain numbers, alone and between others, are read as any line") {
  const Files files;
  for (const std::string mark : {"::", "\t", ",", ";", " "}) {
    CAPTURE(mark);
    const auto line = [&](std::initializer_list<const char*> cells) {
      std::string text;
      for (const char* cell : cells) text += (text.empty() ? "" : mark) + cell;
      return text;
    };
    std::string text = line({"12", "3", "4.5"}) + "\n" + line({"12", "3", "-1e1", "881250949", "more"}) + "\r\n";
    text += line({"012", "3", "+4"}) + " \n" + line({"a", "3", "4"}) + "\n  " + line({"0", " 00", ".5"}) + "\n";
    text += line({"999999999999999999", "9999999999999999999999", "1"}) + "\n" + line({"7", "x7", "1", ""}) + "\n";
    text += line({"7", "7x", "2"}) + "\r\n\n" + line({"4194304", "4194303", "5."});
    CHECK(read(files, text) == Lines{"12|3|4.5", "12|3|-10", "012|3|4", "a|3|4", "0|00|0.5",
                                     "999999999999999999|9999999999999999999999|1", "7|x7|1", "7|7x|2",
                                     "4194304|4194303|5"});
  }
}

TEST_CASE("headers: known names in any order, names given, and none") {
  const Files files;
  const Lines expected{"ann|x|4", "bob|y|2"};
  CHECK(read(files, "userId,movieId,rating,timestamp\nann,x,4,9\nbob,y,2,9\n") == expected);
  CHECK(read(files, "Rating;Item;when;USER\n4;x;9;ann\n2;y;9;bob\n") == expected);
  CHECK(read(files, "Reader\tbook_id\tstars\nann\tx\t4\nbob\ty\t2\n") == expected);
  RatingsOptions options;
  options.user_column = "who";
  options.item_column = "what";
  options.rating_column = "stars";
  CHECK(read(files, "stars,who,what\n4,ann,x\n2,bob,y\n", options) == expected);
  CHECK(read(files, "\"stars\",\"who\",\"what\"\n4,\"ann\",x\n2,bob,\"y\"\n", options) == expected);
  CHECK(read(files, "ann\tx\t4\nbob\ty\t2\n") == expected);
  // A column is taken once: what no name tells goes to the first columns left.
  CHECK(read(files, "movieId,who,rating\nx,ann,4\ny,bob,2\n") == expected);
  options = {};
  options.user_column = "what";
  CHECK(read(files, "who,what,stars\nx,ann,4\ny,bob,2\n", options) == expected);
}

TEST_CASE("ids are kept byte for byte") {
  const Files files;
  CHECK(read(files, "Zoë Müller\tLa Jetée, 1962\t5\n007\tx\t1\n7\tx\t2\n") ==
        Lines{"Zoë Müller|La Jetée, 1962|5", "007|x|1", "7|x|2"});
  CHECK(read(files, "a,\"Good, the Bad \"\"and\"\" the Ugly\",5\n\"b\"\"\",x,4\n") ==
        Lines{"a|Good, the Bad \"and\" the Ugly|5", "b\"|x|4"});
  CHECK(read(files, "a:b::c d::3\n") == Lines{"a:b|c d|3"});
  CHECK(read(files, "a\"\"b,x,5\n") == Lines{"a\"\"b|x|5"});
  CHECK(read(files, "\"A\" or \"B\"\t\"x\"\t5\n") == Lines{"\"A\" or \"B\"|x|5"});
  CHECK(read(files, "\"user\" \"item\" \"rating\"\n\"Ann Lee\"  \"x\" 4\n") == Lines{"Ann Lee|x|4"});
  CHECK(read(files, "4194303 4194304 1\n4194304 99999999 2\n") == Lines{"4194303|4194304|1", "4194304|99999999|2"});
}

TEST_CASE("MatrixMarket coordinates are ratings with 1-based ids") {
  const Files files;
  CHECK(read(files, "%%MatrixMarket matrix coordinate real general\n% c\n3 4 2\n1 4 2.5\n3 1 -1\n") ==
        Lines{"1|4|2.5", "3|1|-1"});
  const Ids none;
  const std::string path = files.write("m", "%%MatrixMarket matrix coordinate real general\n3 4 2\n1 4 2.5\n3 1 -1\n");
  CHECK(read_rated_pairs(path, none, none, {}).pairs.size() == 2);
}

TEST_CASE("positions follow the first appearance, whatever the threads and however many ranges") {
  const Files files;
  Random random(3);
  std::string text;
  std::vector<std::string> expected;
  for (int k = 0; k < 300000; ++k) {
    const std::string user = (k % 3 == 0 ? "u" : "") + std::to_string(random.below(40000));
    const std::string item = std::to_string(random.below(5000)) + (k % 5 == 0 ? " x" : "");
    const int value = static_cast<int>(random.below(5));
    text += user + "\t" + item + "\t" + std::to_string(value) + "\n";
    if (k % 1000 == 0) text += "\t\t\n";
    expected.push_back(user + "|" + item + "|" + std::to_string(value));
  }
  const std::string path = files.write("big", text);
  RatingsOptions options;
  const RatingsFile one = read_ratings(path, options);
  CHECK(lines_of(one) == expected);
  Index seen = -1;
  const std::vector<Rating> one_ratings = all(one);
  for (const Rating& rating : one_ratings) {
    CHECK(rating.user <= seen + 1);
    seen = std::max<Index>(seen, rating.user);
  }
  for (const int threads : {2, 4}) {
    options.threads = threads;
    const RatingsFile many = read_ratings(path, options);
    CHECK(lines_of(many) == expected);
    const std::vector<Rating> many_ratings = all(many);
    bool same = many_ratings.size() == one_ratings.size();
    for (std::size_t k = 0; same && k < many_ratings.size(); ++k) {
      same = many_ratings[k].user == one_ratings[k].user && many_ratings[k].item == one_ratings[k].item;
    }
    CHECK(same);
  }
}

TEST_CASE("pairs: unknown ids are -1, of a rated pair given several times the last counts") {
  const Files files;
  Ids users;
  Ids items;
  users.insert("ann");
  users.insert("7");
  items.insert("x");
  const std::string path = files.write("test", "ann x 1\nzoe x 2\n7 y 3\nann x 4\nzoe x 5\nzoe z 6\n7 w 7\n");
  const auto rated = read_rated_pairs(path, users, items, {}).pairs;
  REQUIRE(rated.size() == 5);
  const std::vector<Rating> expected{{1, -1, 3}, {0, 0, 4}, {-1, 0, 5}, {-1, -1, 6}, {1, -1, 7}};
  for (std::size_t k = 0; k < 5; ++k) {
    CHECK(rated[k].user == expected[k].user);
    CHECK(rated[k].item == expected[k].item);
    CHECK(rated[k].value == expected[k].value);
  }
  const auto pairs = read_pairs(files.write("pairs", "ann\tx\nzoe b\ty\nann\tx\t3\n"), users, items, {});
  REQUIRE(pairs.pairs.size() == 3);
  CHECK(pairs.text == Lines{"ann\tx", "zoe b\ty", "ann\tx"});
  CHECK(pairs.pairs[1].user == -1);
  CHECK(read_pairs(files.write("pairs", "user,item\nann,x\n"), users, items, {}).text == Lines{"ann\tx"});
  CHECK(read_pairs(files.write("pairs", "reader,book,stars\nann,x,3\n"), users, items, {}).text == Lines{"ann\tx"});
  CHECK(read_pairs(files.write("pairs", "reader,book\n1,2\n"), users, items, {}).text == Lines{"1\t2"});
  CHECK(read_pairs(files.write("pairs", "ann,x\n#metal,%x\n\nbob,x\n"), users, items, {}).text ==
        Lines{"ann\tx", "#metal\t%x", "bob\tx"});
  const std::string header = files.write("pairs", "u\ti\nann\tx\n");
  CHECK_THROWS_WITH_AS(
      (void)read_pairs(header, users, items, {}),
      (header + ": the model knows both ids of all rows but the first, \"u\" and \"i\"; give --user-col "
                "and --item-col, by name if they head their columns, else by number")
          .c_str(),
      Error);
  RatingsOptions given;
  given.user_column = "u";
  given.item_column = "i";
  CHECK(read_pairs(header, users, items, given).text == Lines{"ann\tx"});
  given.user_column = "1";
  given.item_column = "2";
  CHECK(read_pairs(header, users, items, given).text == Lines{"u\ti", "ann\tx"});
  CHECK(read_pairs(files.write("pairs", "u\ti\nann\ty\n"), users, items, {}).text == Lines{"u\ti", "ann\ty"});
  CHECK(read_pairs(files.write("pairs", "ann,x,good\nann,y,bad\n"), users, items, {}).text ==
        Lines{"ann\tx", "ann\ty"});
}

TEST_CASE("Ids find what was inserted, in any mixture of numbers and names") {
  Ids ids;
  Random random(5);
  std::vector<std::string> names;
  for (int k = 0; k < 20000; ++k) {
    const auto number = random.below(8000000);
    const std::string digits = std::to_string(number);
    const std::string many = std::to_string(number % 5000) + "00000000000000";  // 15 to 18 digits, and 19 below
    const std::string forms[] = {digits, "id " + std::to_string(number % 5000), "0" + digits, many, "9" + many};
    const std::string& name = forms[random.below(5)];
    const Index before = ids.find(name);
    // A number may come as one: it is the same id.
    const bool as_number = random.below(2) == 0 && std::to_string(std::atoll(name.c_str())) == name;
    const Index position = as_number ? ids.insert_number(std::atoll(name.c_str())) : ids.insert(name);
    CHECK(position == (before >= 0 ? before : static_cast<Index>(names.size())));
    if (before < 0) names.push_back(name);
  }
  for (std::size_t k = 0; k < names.size(); ++k) {
    CHECK(ids.name(static_cast<Index>(k)) == names[k]);
    CHECK(ids.find(names[k]) == static_cast<Index>(k));
  }
  CHECK(ids.size() == static_cast<Index>(names.size()));
  CHECK(ids.find("never") == -1);
  CHECK(Ids().find("x") == -1);
}
