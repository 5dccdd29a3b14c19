// Every broken input: the documented exit code, one line on stderr, nothing written.
#include <doctest/doctest.h>

#include <limits>

#include "cli/process.hpp"

using strads::test::Bench;
using strads::test::npy;

namespace {

struct Broken {
  std::string what;
  std::string file;     // of X; also the name that the complaint must hold, unless `said` is given
  std::string content;  // of it
  int code;
  std::vector<std::string> more{};
  std::string said{};
};

std::vector<Broken> cases() {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::string header = "%%MatrixMarket matrix coordinate real general\n";
  const std::string whole = npy(3, 2, {1, 2, 3, 4, 5, 7});
  const std::vector<std::string> target = {"--target", "y"};
  const std::vector<std::string> with_y = {"-y", "y.txt"};
  return {
      {"empty file", "a.csv", "", 4, target},
      {"header alone", "a.csv", "a,y\n", 4, target},
      {"text where a number belongs", "a.csv", "a,y\n1,2\nfoo,3\n4,5\n", 4, target, "foo"},
      {"ragged row", "a.csv", "a,b,y\n1,2,3\n1,2\n", 4, target},
      {"too many fields", "a.csv", "a,b,y\n1,2,3\n1,2,3,4\n", 4, target},
      {"missing value without --impute", "a.csv", "a,y\n1,2\nNA,3\n4,5\n", 4, target},
      {"inf", "a.csv", "a,y\n1,2\ninf,3\n4,5\n", 4, target, "inf"},
      {"overflow", "a.csv", "a,y\n1,2\n1e999,3\n4,5\n", 4, target, "1e999"},
      {"open quote", "a.csv", "a,y\n1,2\n\"3,3\n4,5\n", 4, target},
      {"no such target", "a.csv", "a,b\n1,2\n2,3\n4,5\n", 5, target, "y"},
      {"no response at all", "a.csv", "a,b\n1,2\n2,3\n4,5\n", 2, {}, "-y FILE"},
      {"text in libsvm", "a.svm", "1 1:2\n2 1:x\n", 4},
      {"index 0 in libsvm", "a.svm", "1 0:2\n2 1:3\n", 4},
      {"negative index in libsvm", "a.svm", "1 1:2\n2 -1:3\n", 4},
      {"duplicate index in libsvm", "a.svm", "1 1:2 1:3\n2 1:3\n", 4},
      {"overflowing index in libsvm", "a.svm", "1 1:2\n2 99999999999999999999:3\n", 4},
      {"nan in libsvm", "a.svm", "1 1:2\n2 1:nan\n", 4, {}, "nan"},
      {"no value in libsvm", "a.svm", "1 1:2\n2 1:\n", 4},
      {"bad banner", "a.mtx", "%%MatrixMarket tensor coordinate real general\n1 1 1\n1 1 1\n", 4, with_y},
      {"truncated MatrixMarket", "a.mtx", header + "3 2 3\n1 1 1\n2 2 1\n", 4, with_y},
      {"too many entries in MatrixMarket", "a.mtx", header + "3 2 1\n1 1 1\n2 2 1\n", 4, with_y},
      {"row out of range in MatrixMarket", "a.mtx", header + "3 2 1\n4 1 1\n", 4, with_y},
      {"index 0 in MatrixMarket", "a.mtx", header + "3 2 1\n0 1 1\n", 4, with_y},
      {"duplicate entry in MatrixMarket", "a.mtx", header + "3 2 2\n1 1 1\n1 1 2\n", 4, with_y},
      {"huge size in MatrixMarket", "a.mtx", header + "3 2 99999999999999999999\n1 1 1\n", 4, with_y},
      {"truncated npy", "a.npy", whole.substr(0, whole.size() - 9), 4, with_y},
      {"npy without data", "a.npy", whole.substr(0, 30), 4, with_y},
      {"npy with NaN", "a.npy", npy(3, 2, {1, 2, nan, 4, 5, 6}), 4, with_y},
      {"npy of huge size", "a.npy", npy(2000000000, 2000000000, {1}), 4, with_y},
      {"rows of X and y differ", "a.csv", "a,b\n1,2\n2,3\n", 5, with_y, "2 rows"},
      {"text in y", "a.csv", "a,b\n1,2\n2,3\n3,4\n", 4, {"-y", "bad_y.txt"}, "bad_y.txt"},
      {"missing y", "a.csv", "a,b\n1,2\n2,3\n3,4\n", 3, {"-y", "none.txt"}, "none.txt"},
      {"y is a directory", "a.csv", "a,b\n1,2\n2,3\n3,4\n", 3, {"-y", "folder"}, "folder"},
      {"penalty factors too few",
       "a.csv",
       "a,b\n1,2\n2,3\n3,5\n",
       5,
       {"-y", "y.txt", "--penalty-factors", "one.txt"},
       "1"},
      {"negative penalty factor", "a.csv", "a\n1\n2\n5\n", 5, {"-y", "y.txt", "--penalty-factors", "minus.txt"}, " "},
      {"column names too few",
       "a.csv",
       "1,2\n3,4\n5,7\n",
       5,
       {"-y", "y.txt", "--column-names", "one.txt"},
       "one.txt has 1 name"},
      {"an empty column name",
       "a.csv",
       "1,2\n3,4\n5,7\n",
       4,
       {"-y", "y.txt", "--column-names", "gap.txt"},
       "gap.txt:2"},
      {"a column in the place of y", "a.csv", "a,b\n1,2\n2,3\n3,5\n", 3, {"-y", "b"}, "--target b"},
      {"bytes that are no text", "a.csv", "a,y\n1,2\n\xff\xfe,3\n", 4, target, "\"\\xff\\xfe\""},
      {"corrupt gzip", "a.csv.gz", std::string("\x1f\x8b\x08\x00garbage", 11), 4, target},
      {"corrupt zstd", "a.csv.zst", std::string("\x28\xb5\x2f\xfdgarbage", 11), 4, target},
  };
}

}  // namespace

TEST_CASE("broken inputs: the documented code, one line, nothing written") {
  for (const auto& broken : cases()) {
    const Bench bench;
    bench.write("y.txt", "1\n2\n3\n");
    bench.write("bad_y.txt", "1\ntwo\n3\n");
    bench.write("one.txt", "1\n");
    bench.write("minus.txt", "-1\n");
    bench.write("gap.txt", "a\n\nb\n");
    bench.make_directory("folder");
    bench.write(broken.file, broken.content);
    const auto before = bench.names();
    std::vector<std::string> arguments = {"lasso", broken.file, "--out", "fit"};
    arguments.insert(arguments.end(), broken.more.begin(), broken.more.end());
    const auto outcome = bench.run(arguments);
    CAPTURE(broken.what);
    CAPTURE(outcome.err);
    CHECK(outcome.code == broken.code);
    CHECK(outcome.out.empty());
    CHECK(outcome.err_lines() == 1);
    CHECK(outcome.err.starts_with("strads: "));
    CHECK(outcome.err.find(broken.said.empty() ? broken.file : broken.said) != std::string::npos);
    CHECK(bench.names() == before);
  }
}

TEST_CASE("inputs that cannot be read: code 3") {
  const Bench bench;
  bench.make_directory("folder");
  const auto before = bench.names();
  for (const auto* file : {"none.csv", "folder", "none/x.csv"}) {
    for (const auto& arguments :
         std::vector<std::vector<std::string>>{{"lasso", file, "--target", "y", "--out", "fit"},
                                               {"lasso", file, "--target", "y", "--out", "new/fit"},
                                               {"info", file},
                                               {"predict", file, "y.csv"}}) {
      const auto outcome = bench.run(arguments);
      CAPTURE(outcome.err);
      CHECK(outcome.code == 3);
      CHECK(outcome.err_lines() == 1);
      CHECK(outcome.err.find(file) != std::string::npos);
      CHECK(bench.names() == before);
    }
  }
}
