// Which rows and cells of ratings count: comments, ratings that mean none, decimals, a separator that is given.
#include <doctest/doctest.h>

#include "io/rating_layouts.hpp"

using namespace strads;
using namespace strads::io;

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
