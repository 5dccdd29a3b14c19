// What the reader of ratings refuses, to the letter.
#include <doctest/doctest.h>

#include "io/files.hpp"
#include "io/ratings/ratings.hpp"
#include "strads/error.hpp"

using namespace strads;
using namespace strads::io;

namespace {

struct Case {
  const char* content;
  const char* message;  // behind the path
  ErrorKind kind = ErrorKind::malformed;
  RatingsOptions options = {};
};

RatingsOptions columns(const char* user, const char* item = nullptr) {
  RatingsOptions options;
  options.user_column = user;
  if (item != nullptr) options.item_column = item;
  return options;
}

}  // namespace

TEST_CASE("broken ratings are refused with the place, what stood there and what was expected") {
  const Files files;
  const std::vector<Case> cases{
      {"", ":1:1: expected ratings, found no line with any"},
      {"\n\n# only a comment\n", ":1:1: expected ratings, found no line with any"},
      {"user,item,rating\n", ":1:1: expected ratings, found a header only"},
      {"1 2 3\n1 2\n",
       ":2:4: expected a rating (cells separated by blanks; --separator gives others), found the end of the line"},
      {"1 2 3\n1\n",
       ":2:2: expected an item id (cells separated by blanks; --separator gives others), found the end of the line"},
      {"1\t2\t3\n\t2\t3\n", ":2:1: expected a user id, found nothing"},
      {"1\t2\t3\n1\t\t3\n", ":2:3: expected an item id, found nothing"},
      {"1\t2\t3\n1\t2\t\n", ":2:5: expected a rating (--missing-value NA leaves out rows without one), found nothing"},
      {"1,2,3\n1,2,x\n", ":2:5: expected a rating, found \"x\""},
      {"1,2,3\n1,2,4;5\n", ":2:5: expected a rating, found \"4;5\""},
      {"1,2,3\n1,2,4\r5\n", ":2:5: expected a rating, found \"4\\r5\""},
      {"1\t2\t3\n1\t2 \t3 4\t5\n", ":2:6: expected a rating, found \"3 4\""},
      {"1::2::3\n1::2:3\n",
       ":2:7: expected a rating (cells separated by ::; --separator gives others), found the end of the line"},
      {"1 2 3\n1 2 nan\n", ":2:5: expected a rating (--missing-value NA leaves out rows without one), found \"nan\""},
      {"1,2,3\n1,2,4 5\n", ":2:5: expected a rating, found \"4 5\""},
      {"1,2,3\n1,2,NA\n", ":2:5: expected a rating (--missing-value NA leaves out rows without one), found \"NA\""},
      {"1,2,3\n1,2,inf\n", ":2:5: expected a finite rating, found \"inf\""},
      {"1,2,3\n1,2,1e39\n", ":2:5: expected a rating below 1e37 (divide all by a constant), found \"1e39\""},
      {"1,2,3\n1,2,1e309\n", ":2:5: expected a rating below 1e37 (divide all by a constant), found \"1e309\""},
      {"1,2,x\n", ":1:5: expected a rating, found \"x\""},
      {"é,2,3\né,2,x\n", ":2:5: expected a rating, found \"x\""},
      {"1,\"2,3\n", ":1:3: expected a closing quote, found \"\\\"2,3\""},
      {"1,2,3\n1,\"2\"x,3\n", ":2:6: expected a separator after the quote, found \"x,3\""},
      {"1,2,3\n1,\"a\tb\",3\n",
       ":2:3: expected an item id without tabs and control characters, found \"\\\"a\\tb\\\"\""},
      {"1,2,3\n1,\"a\x1b\",3\n",
       ":2:3: expected an item id without tabs and control characters, found \"\\\"a\\x1b\\\"\""},
      {"ann\tx\nbob\ty\t3\n",
       ":1:6: expected a rating (cells separated by tabs; --separator gives others), found the end of the line"},
      {"ann,x,NA\nbob,y,3\n", ":1:7: expected a rating (--missing-value NA leaves out rows without one), found \"NA\""},
      {"ann,x,\nbob,y,3\n", ":1:7: expected a rating (--missing-value NA leaves out rows without one), found nothing"},
      {"ann \"x 3\n", ":1:5: expected a closing quote in the same line, found \"\\\"x 3\""},
      {"who,what,stars\n1,2,3\n", ": column \"who\" cannot be two of user, item and rating", ErrorKind::mismatch,
       columns("who", "who")},
      {"%%MatrixMarket matrix coordinate real general\n1 1 1\n1 1 1\n",
       ": columns are named, but MatrixMarket has none", ErrorKind::mismatch, columns("who")},
      {"%%MatrixMarket matrix coordinate real symmetric\n1 1 1\n1 1 1\n",
       ":1: expected \"%%MatrixMarket matrix coordinate real general\" for ratings"},
      {"who,what,stars\n1,2,3\n", ": no column \"user\"; there are \"who\", \"what\", \"stars\"", ErrorKind::mismatch,
       columns("user")},
      {"1,2,3\n", ": columns are named, but the file has no header; give them by number, from 1", ErrorKind::mismatch,
       columns("user")},
      {"%%MatrixMarket matrix coordinate pattern general\n1 1 1\n1 1\n",
       ":1: expected \"%%MatrixMarket matrix coordinate real general\" for ratings"},
      {"%%MatrixMarket matrix array real general\n1 1\n1\n",
       ":1: expected \"%%MatrixMarket matrix coordinate real general\" for ratings"},
      {"%%MatrixMarket matrix coordinate real general\n2 2 1\n3 1 1\n",
       ":3:1: expected a row from 1 to 2, found \"3\""},
      {"%%MatrixMarket matrix coordinate real general\n2 2 1\n1 0 1\n",
       ":3:3: expected a column from 1 to 2, found \"0\""},
      {"%%MatrixMarket matrix coordinate real general\n2 2 1\n1 1 1\n2 2 1\n",
       ": expected 1 entries, as its header says, found \"2\""},
  };
  for (const Case& broken : cases) {
    const std::string path = files.write("r.txt", broken.content);
    for (const int threads : {1, 2}) {
      RatingsOptions options = broken.options;
      options.threads = threads;
      try {
        const auto ignored = read_ratings(path, options);
        FAIL_CHECK("accepted: " << broken.content << ignored.ratings.size());
      } catch (const Error& error) {
        CHECK(std::string(error.what()) == path + broken.message);
        CHECK(error.kind() == broken.kind);
      }
    }
  }
  CHECK_THROWS_AS((void)read_ratings(files.path("absent"), {}), Error);
  const std::string binary = files.write("r.bin", std::string_view("1 2 3\n\0", 7));
  CHECK_THROWS_WITH_AS((void)read_ratings(binary, {}),
                       (binary + ": expected text (UTF-8) with ratings, found binary data").c_str(), Error);
  const std::string half = files.write("r.mtx", "%%MatrixMarket matrix coordinate real symmetric\n1 1 1\n1 1 1\n");
  CHECK_THROWS_AS((void)read_rated_pairs(half, {}, {}, {}), Error);
}

TEST_CASE("the first of several faults is told, whatever the threads") {
  const Files files;
  std::string text;
  for (int k = 0; k < 400000; ++k) text += k == 150000 || k == 390000 ? "1 2 bad\n" : "1 2 3\n";
  const std::string path = files.write("r.txt", text);
  for (const int threads : {1, 2, 4}) {
    RatingsOptions options;
    options.threads = threads;
    CHECK_THROWS_WITH_AS((void)read_ratings(path, options),
                         (path + ":150001:5: expected a rating, found \"bad\"").c_str(), Error);
  }
}
