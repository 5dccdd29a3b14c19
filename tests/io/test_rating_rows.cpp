// Rows with quoted cells over several lines, cut into ranges of every size, against the cells that the text was made
// of.
#include <doctest/doctest.h>

#include "io/files.hpp"
#include "io/rating_text.hpp"
#include "strads/error.hpp"
#include "strads/random.hpp"

using namespace strads;
using namespace strads::io;

namespace {

using Lines = std::vector<std::string>;

std::string pick(Random& random, const std::vector<std::string>& from) {
  return from[static_cast<std::size_t>(random.below(static_cast<Index>(from.size())))];
}

std::string in_quotes(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) result += c == '"' ? std::string("\"\"") : std::string(1, c);
  return result + "\"";
}

// A table of user, item, rating and a review in any order, and what is to be read of it.
struct Made {
  std::string text;
  Lines ratings;
};

Made make(Random& random, char mark, const std::string& line_end) {
  const std::string pieces = line_end == "\r" ? "\r" : "\n";
  const std::vector<std::string> names{"ann", "7", "La \"Jet\"", "a,b;c|d", "#x", "0012", "it's"};
  const std::vector<std::string> values{"1", "2.5", "-3", "40"};
  const std::vector<std::string> reviews{
      "",
      "fine",
      "a" + line_end + "b",
      "c" + std::string(1, mark) + "d" + std::string(1, mark) + "x" + line_end + "end",
      "\"" + pieces + "\"",
      line_end + line_end,
      "say \"\"\"no",
      "5\" disc"};
  std::vector<int> order{0, 1, 2, 3};
  for (std::size_t k = 3; k > 0; --k)
    std::swap(order[k], order[static_cast<std::size_t>(random.below(static_cast<Index>(k) + 1))]);
  const std::vector<std::string> header{"user", "item", "rating", "text"};
  Made made;
  for (const int column : order) made.text += (column == order[0] ? "" : std::string(1, mark)) + header[column];
  made.text += line_end;
  const auto rows = 1 + random.below(8);
  for (Index row = 0; row < rows; ++row) {
    const std::vector<std::string> cells{pick(random, names), pick(random, names), pick(random, values),
                                         pick(random, reviews)};
    for (const int column : order) {
      const std::string& cell = cells[column];
      const bool must = cell.find_first_of("\"\r\n,;|") != std::string::npos;
      made.text += column == order[0] ? "" : std::string(1, mark);
      made.text += must || random.below(4) == 0 ? in_quotes(cell) : cell;
    }
    if (row + 1 < rows || random.below(2) == 0) made.text += line_end;
    if (random.below(8) == 0) made.text += std::string(3, mark) + line_end;
    made.ratings.push_back(fmt::format("{}|{}|{}", cells[0], cells[1], std::stod(cells[2])));
  }
  return made;
}

}  // namespace

TEST_CASE("quoted cells over several lines, whatever the ranges, threads, separator and line ends") {
  const Files files;
  Random random(11);
  for (int k = 0; k < 25; ++k) {
    const char mark = ",;|"[random.below(3)];
    const Made made = make(random, mark, std::vector<std::string>{"\n", "\r\n", "\r"}[random.below(3)]);
    CAPTURE(made.text);
    const std::string path = files.write("r", made.text);
    const auto size = static_cast<Index>(made.text.size());
    for (Index trial = 1; trial <= 40; ++trial) {
      const Index range = trial <= 30 ? trial : 1 + random.below(size);
      for (const int threads : {1, 3}) {
        RatingsOptions options;
        options.range_bytes = range;
        options.threads = threads;
        const Lines found = lines_of(read_ratings(path, options));
        if (found == made.ratings) continue;
        CAPTURE(range);
        CAPTURE(threads);
        REQUIRE(found == made.ratings);
      }
    }
  }
}

TEST_CASE("lines inside of a quoted cell are neither ratings nor faults; a fault behind it has its line") {
  const Files files;
  const std::string text = "1,2,3,\"a\n4,5,x\n6,7,8\n\"\n9,2,4\n";
  for (Index range = 1; range <= 30; ++range) {
    RatingsOptions options;
    options.range_bytes = range;
    for (const int threads : {1, 4}) {
      options.threads = threads;
      CHECK(lines_of(read_ratings(files.write("r", text), options)) == Lines{"1|2|3", "9|2|4"});
      const auto fault = [&](const std::string& tail) {
        const std::string path = files.write("r", text + tail);
        try {
          return "accepted" + read_ratings(path, options).format;
        } catch (const Error& error) {
          return std::string(error.what()).substr(path.size());
        }
      };
      CHECK(fault("1,2,z\n") == ":6:5: expected a rating, found \"z\"");
      CHECK(fault("1,2,5,\"\n") == ":6:7: expected a closing quote, found \"\\\"\"");
      CHECK(fault("1,2,5,\"x\ny\" z,\n") == ":7:4: expected a separator after the quote, found \"z,\"");
      CHECK(fault("1,\"a\nb\",5\n") ==
            ":6:3: expected an item id without tabs and control characters, found \"\\\"a\\nb\\\"\"");
    }
  }
}

TEST_CASE("where tabs or :: separate, a quote is a character") {
  const Files files;
  const auto read = [&](std::string_view content) { return lines_of(read_ratings(files.write("r", content), {})); };
  CHECK(read("1\t\"a\t5\n2\tb\"\t4\n") == Lines{"1|\"a|5", "2|b\"|4"});
  CHECK(read("1::\"a::5\n2::b\"::4\n") == Lines{"1|\"a|5", "2|b\"|4"});
}

TEST_CASE("ratings of which floats lose much are refused; what they lose is told") {
  const Files files;
  const auto read = [&](const char* content) {
    try {
      return fmt::format("{:.3g}", read_ratings(files.write("r", content), {}).spread.share_lost());
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::malformed);
      return std::string(error.what()).substr(files.path("r").size());
    }
  };
  const std::string subtract = ", since 7 digits of each are held; subtract a constant from all";
  CHECK(read("1,2,10000000.1\n2,2,10000002.5\n") ==
        ": ratings from 10000000.1 to 10000002.5 would be rounded by up to 0.5" + subtract);
  CHECK(read("user,item,rating\na,2,1000000001\nb,2,1000000005\n") ==
        ": ratings from 1000000001 to 1000000005 would be rounded by up to 5" + subtract);
  CHECK(read("%%MatrixMarket matrix coordinate real general\n2 2 2\n1 2 33554433\n2 2 33554435\n") ==
        ": ratings from 33554433 to 33554435 would be rounded by up to 1" + subtract);
  CHECK(
      read("1,2,1e-320\n2,2,3e-320\n") ==
      ": ratings from 1e-320 to 3e-320 would be rounded by up to 3e-320, since 7 digits of each are held; multiply all "
      "by a constant");
  for (const char* content :
       {"1,2,3e38\n2,2,-3e38\n", "%%MatrixMarket matrix coordinate real general\n2 2 2\n1 2 3e38\n2 2 -3e38\n"}) {
    CHECK(read(content) == ": ratings from -3e+38 to 3e+38 reach further than 1e+37; divide all by a constant");
  }
  CHECK(read("1,2,5\n2,2,3.5\n") == "0");
  CHECK(read("1,2,16777217\n2,2,16777217\n") == "5.96e-08");  // all the same: of the ratings themselves
  CHECK(read("1,2,1000000.3\n2,2,1000004.3\n") == "0.00312");
  CHECK(read("1,2,1e-320\n2,2,3\n") == "3.33e-321");
}

TEST_CASE("rows behind the first hundred that are longer than these are refused, where nothing is behind the rating") {
  const Files files;
  const auto read = [&](const std::string& mark, const std::string& late, const std::string& further = "") {
    std::string text;
    for (int user = 0; user < 15; ++user) {
      for (int item = 0; item < 10; ++item) {
        text += fmt::format("{0}{1}{2}{1}{3}{4}\n", user, mark, item, (user * item) % 5, further);
      }
    }
    try {
      return std::to_string(lines_of(read_ratings(files.write("r", text + late), {})).size());
    } catch (const Error& error) {
      return std::string(error.what()).substr(files.path("r").size());
    }
  };
  CHECK(read(",", "3,4,3,5\n") == ":151:7: expected 3 cells separated by commas, as in the first rows, found 4");
  CHECK(read(";", "x;4;3;5;6\n") == ":151:7: expected 3 cells separated by semicolons, as in the first rows, found 5");
  CHECK(read("\t", "3\t4\t3\t5\n") == ":151:7: expected 3 cells separated by tabs, as in the first rows, found 4");
  CHECK(read("::", "3::4::3::5\n") == ":151:10: expected 3 cells separated by ::, as in the first rows, found 4");
  CHECK(read(" ", "3 4 3 5\r\n") == ":151:7: expected 3 cells separated by blanks, as in the first rows, found 4");
  CHECK(read(",", "3,4,3,\nx,4,3,,\n\"3\",4,3\n") == "153");
  CHECK(read(",", "3,\"4,5\",3\n") == "151");
  // A text behind the rating may hold the separator.
  CHECK(read(",", "3,4,3,good, bad\n", ",good") == "151");
}
