// Why a model may not know ids: by the spelling or by the number that counting starts from.
#include <doctest/doctest.h>

#include "io/files.hpp"
#include "io/ratings/unknown_ids.hpp"
#include "strads/error.hpp"

using namespace strads;
using namespace strads::io;

namespace {

Ids ids(const std::vector<std::string>& names) {
  Ids result;
  for (const auto& name : names) result.insert(name);
  return result;
}

}  // namespace

TEST_CASE("other spellings of ids are found by trying") {
  struct Case {
    std::vector<std::string> unknown;
    std::vector<std::string> known;
    std::string text;
  };
  const auto written = [](const char* there, const char* here) {
    return std::string("ids seem to be written \"") + there + "\" there for \"" + here + "\" in the model";
  };
  const std::vector<Case> cases{
      {{"1.0", "2.0"}, {"1", "2", "3"}, written("1.0", "1")},
      {{"1", "3"}, {"1.0", "2.00", "3.00"}, written("1", "1.0")},
      {{"ANN", "bob"}, {"Zoe", "Ann", "Bob"}, written("ANN", "Ann")},
      {{"007", "12"}, {"7", "012"}, written("007", "7")},
      {{"'7'", "'8'"}, {"7", "8"}, written("'7'", "7")},
      {{"La Jetee"}, {"LaJetee"}, written("La Jetee", "LaJetee")},
      {{"7\xC2\xA0"}, {"7"}, written("7\xC2\xA0", "7")},
      {{"x9", "1.0", "2.0"}, {"1", "2"}, written("1.0", "1")},
      {{"x9", "x8", "1.0"}, {"1", "2"}, ""},
      {{"x9", "1.0"}, {"1", "2"}, ""},
      {{"1.05"}, {"1"}, ""},
      {{"new"}, {"1"}, ""},
  };
  for (const Case& one : cases) {
    CAPTURE(one.text);
    const Cause cause = misspelled(ids(one.unknown), ids(one.known));
    CHECK(cause.text == one.text);
    CHECK(cause.sure == !one.text.empty());
  }
}

TEST_CASE("counting from 0 where the model counts from 1, and the other way") {
  const Files files;
  const Ids users = ids({"1", "2", "3"});
  const Ids items = ids({"10", "20", "1"});
  const auto cause = [&](const char* text) {
    return miscounted(read_rated_pairs(files.write("t", text), users, items, {}), users, items);
  };
  const std::string from_0 = "ids seem to count from 0 there, from 1 in the model";
  CHECK(cause("0,9,1\n1,19,1\n").text == from_0);
  CHECK(cause("0,9,1\n1,19,1\n").sure);
  CHECK(cause("0,10,1\n1,0,1\n").sure);  // 0 of both
  CHECK(cause("0,10,1\n1,20,1\n").text.empty());
  CHECK(cause("1,9,1\n2,19,1\n").text == from_0);  // items alone may be new ones
  CHECK(!cause("1,9,1\n2,19,1\n").sure);
  CHECK(cause("1,9,1\n").text.empty());
  CHECK(cause("0,9,1\n1,18,1\n").text.empty());
  CHECK(cause("4,11,1\n2,21,1\n").text == "ids seem to count from 1 there, from 0 in the model");
  CHECK(cause("4,10,1\n1,21,1\n").text.empty());
  CHECK(cause("1,10,1\n").text.empty());
}

TEST_CASE("users for items, and items for users") {
  const Files files;
  const Ids users = ids({"ann", "bob"});
  const Ids items = ids({"x", "y"});
  const auto cause = [&](const char* text) {
    return exchanged(read_pairs(files.write("t", text), users, items, {}), users, items).text;
  };
  CHECK(cause("x,ann\ny,bob\n") == "users and items seem to be exchanged there");
  CHECK(cause("x,new\ny,other\n").empty());
  CHECK(cause("new,ann\nother,bob\n").empty());
}

TEST_CASE("lists of users: alone, in a column, with and without header") {
  const Files files;
  const Ids users = ids({"1", "2", "Lee, Ann", "#x", "u 1"});
  using Names = std::vector<std::string>;
  const auto read = [&](std::string_view text, const RatingsOptions& options = {}) {
    return read_users(files.write("u", text), users, options).ids;
  };
  CHECK(read("1\n2\n") == Names{"1", "2"});
  CHECK(read("userId\n1\r\n\n2\n") == Names{"1", "2"});
  CHECK(read("kunde\n1\n2\n") == Names{"1", "2"});
  CHECK(read("1,anna\n2,bob\n") == Names{"1", "2"});
  CHECK(read("7,anna\n8,bob\n") == Names{"7", "8"});
  CHECK(read("name\tuser\nann\t1\nbob\t2\n") == Names{"1", "2"});
  CHECK(read("Lee, Ann\n1\n") == Names{"Lee, Ann", "1"});
  CHECK(read("\"Lee, Ann\"\n") == Names{"Lee, Ann"});
  CHECK(read("Lee, Ann\nKim, Bo\n") == Names{"Lee, Ann", "Kim, Bo"});
  CHECK(read("u 1\nu 2\n") == Names{"u 1", "u 2"});
  CHECK(read("New One\nOther\n") == Names{"New One", "Other"});
  CHECK(read("# users\n#x\n1\n") == Names{"#x", "1"});
  CHECK_THROWS_WITH_AS((void)read("user\n"),
                       (files.path("u") + ": expected ids of users, one a line, found a header only").c_str(), Error);
  CHECK_THROWS_WITH_AS((void)read("\n# nobody\n"),
                       (files.path("u") + ": expected ids of users, one a line, found none").c_str(), Error);
  RatingsOptions second;
  second.user_column = "2";
  CHECK(read("ann,1\nbob,2\n", second) == Names{"1", "2"});
  second = {};
  second.separator = Separator::blanks;
  CHECK(read("1 ann\n2 bob\n", second) == Names{"1", "2"});
  CHECK(read("\xEF\xBB\xBF"
             "1\r2\r") == Names{"1", "2"});
}

TEST_CASE("lists of users: each once, a header is told, and several ids a line are refused") {
  const Files files;
  const Ids users = ids({"1", "2", "3", "Lee", "Ann", "Lee, Ann"});
  const auto read = [&](std::string_view text, const RatingsOptions& options = {}) {
    return read_users(files.write("u", text), users, options);
  };
  const UserList repeated = read("1,10,5\n1,20,3\n2,10,4\n1,30,1\n");
  CHECK(repeated.ids == std::vector<std::string>{"1", "2"});
  CHECK(repeated.repeated == 2);
  CHECK(!repeated.header);
  CHECK(read("kunde\n1\n2\n").header == "kunde");
  CHECK(read("userId,movieId\n1,10\n").header == "userId");
  for (const char* text : {"1,2,3\n", "1;2\n", "1\t2\n3\n", "1|2\n3|2\n", "\"1\",\"2\"\n", "3\n1,2\n"}) {
    CAPTURE(text);
    const std::string path = files.path("u");
    std::string said;
    try {
      (void)read(text);
    } catch (const Error& error) {
      said = error.what();
    }
    CHECK(said.starts_with(path + ": expected an id of a user a line, found \""));
    CHECK(said.ends_with("\", of several users; --user-col 1 takes the first column only"));
  }
  CHECK_THROWS_WITH_AS(
      (void)read("1 2\n"),
      (files.path("u") + ": expected an id of a user a line, found \"1 2\", of several users; --user-col "
                         "1 --separator blank takes the first column only")
          .c_str(),
      Error);
  CHECK(read("Lee, Ann\n1\n").ids.size() == 2);
  RatingsOptions first;
  first.user_column = "1";
  CHECK(read("1,2\n3,2\n", first).ids == std::vector<std::string>{"1", "3"});
}
