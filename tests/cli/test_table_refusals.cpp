// Tables and lists of numbers that are refused, and what is said.
#include <doctest/doctest.h>

#include <cmath>

#include "cli/one_table.hpp"

using namespace strads::test;

TEST_CASE_FIXTURE(OneTable, "files of a number a line are that, and a header is said") {
  write("x.csv", "a,b,c\n1,2,0\n2,1,1\n3,5,2\n4,3,4\n");
  write("y.txt", "1\n2\n3\n5\n");
  write("ids.txt", "FID IID height\nF1 I1 4\nF2 I2 5\nF3 I3 6\nF4 I4 7\n");
  write("two.txt", "0 1\n1 1\n2 2\n3 2\n");
  const std::vector<std::string> base = {"lasso", "x.csv", "--lambda", "0.1", "--out", "none"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), base.begin(), base.end());
    return more;
  };
  CHECK(refused(with({"-y", "ids.txt"}), 4) ==
        "strads: ids.txt:2:1: expected one number a line, found 3 columns; "
        "--target COLUMN takes the response from X\n");
  CHECK(refused(with({"-y", "two.txt"}), 4) ==
        "strads: two.txt:1:1: expected one number a line, found 2 columns; "
        "--target COLUMN takes the response from X\n");
  CHECK(refused(with({"-y", "y.txt", "--fold-ids", "two.txt"}), 4) ==
        "strads: two.txt:1:1: expected one number a line, found 2 columns\n");
  CHECK(refused(with({"-y", "y.txt", "--penalty-factors", "two.txt"}), 4) ==
        "strads: two.txt:1:1: expected one number a line, found 2 columns\n");
  write("names.txt", "a\tx\nb\ty\nc\tz\n");
  CHECK(refused(with({"-y", "y.txt", "--column-names", "names.txt"}), 4) ==
        "strads: names.txt:1:1: expected one name a line, found 2 columns\n");

  write("w.txt", "\"weight\"\n1\n1\n0\n");
  write("f.txt", "fold\n1\n1\n2\n2\n");
  const auto outcome = run({"lasso", "x.csv", "-y", "y.txt", "--penalty-factors", "w.txt", "--fold-ids", "f.txt",
                            "--lambda", "0.1", "--out", "said"});
  CAPTURE(outcome.err);
  CHECK(outcome.code == 0);
  CHECK(outcome.out.find("penalties w.txt: header \"weight\" passed over\n") != std::string::npos);
  CHECK(outcome.out.find("fold ids  f.txt: header \"fold\" passed over\n") != std::string::npos);
}

TEST_CASE_FIXTURE(OneTable, "what cannot be read comes with the way out") {
  write("x.csv", "a,b,c\n1,2,0\n2,1,1\n3,5,2\n4,3,4\n");
  write("y.txt", "1\n2\n3\n5\n");
  const auto with = [&](const std::string& option, const std::string& text) {
    write("f.txt", text);
    return refused({"lasso", "x.csv", "-y", option == "-y" ? "f.txt" : "y.txt", option == "-y" ? "--lambda" : option,
                    option == "-y" ? "1" : "f.txt", "--out", "none"},
                   4);
  };
  CHECK(with("--penalty-factors", "1\nInf\n0\n") ==
        "strads: f.txt:2:1: expected a finite number, found \"Inf\"; --drop leaves a column of a table out\n");
  CHECK(with("--fold-ids", "a\nb\na\nb\n") ==
        "strads: f.txt:2:1: expected a number, found \"b\"; folds are called by numbers: 1, 2, ...\n");
  CHECK(with("-y", "1\n\"2,5\"\n3\n4\n") ==
        "strads: f.txt:2:2: expected a number, found \"2,5\"; --decimal , reads decimal commas\n");
  CHECK(with("-y", "1\nNA\n3\n4\n") == "strads: f.txt:2:1: expected a number, found \"NA\"\n");

  const auto array = [&](const std::string& type, int size) {
    write("v.npy", strads::test::npy(4, 1, {1, 2, 3, 4}));
    std::string bytes = read("v.npy");
    bytes.replace(bytes.find("<f8"), 3, type);
    bytes.resize(bytes.size() - static_cast<std::size_t>(4 * (8 - size)));
    write("v.npy", bytes);
    return refused({"lasso", "v.npy", "-y", "y.txt", "--out", "none"}, 4);
  };
  const std::string types =
      "strads: v.npy: expected entries of type <f8, <f4, |i1, <i2, <i4, <i8, |u1, <u2, <u4, <u8 or "
      "|b1, found \"";
  for (const std::string type : {">f8", "<f2"}) {
    CHECK(array(type, 8) == types + type + "\"; numpy.save(FILE, X.astype(\"<f8\")) writes such\n");
  }
  CHECK(array("<c8", 8) == types + "<c8\"\n");
  write("x.npy", strads::test::npy(4, 1, {1, std::nan(""), 3, 4}));
  const std::string missing = "strads: x.npy: expected a finite number in row 2, column 1, found \"nan\"";
  CHECK(refused({"lasso", "x.npy", "-y", "y.txt", "--out", "none"}, 4) ==
        missing + "; --impute mean puts the column's mean there\n");
  CHECK(refused({"lasso", "x.csv", "-y", "x.npy", "--out", "none"}, 4) == missing + "\n");

  write("blanks.csv", "\" y \",a,b\n\" 2.276 \",\" 0.85\",\"-0.555 \"\n\"4.675\t\",-0.01,\" 1.015\"\n1,\" \",2\n");
  CHECK(run({"info", "blanks.csv"}).out.find("missing   1 value,") != std::string::npos);
  const std::string said = "names of more than one column: \"a\" (3)\n";
  write("twice.csv", "y,a,b,a,a\n1,2,1,4,2\n2,1,2,0,3\n3,7,1,1,0\n");
  CHECK(fit("twice.csv", {"--target", "y"}, "twice").find("columns   " + said) != std::string::npos);
  CHECK(run({"info", "twice.csv"}).out.find(said) != std::string::npos);
  CHECK(refused({"lasso", "twice.csv", "--target", "a", "--out", "none"}, 5) ==
        "strads: twice.csv: more than one column is named \"a\"\n");
}

TEST_CASE_FIXTURE(OneTable, "options that do not go with the data are refused") {
  write("x.npy", strads::test::npy(2, 2, {1, 2, 3, 4}));
  const auto lasso = [](const std::string& file, const std::string& option, const std::string& value) {
    return std::vector<std::string>{"lasso", file, option, value, "-y", "a.csv", "--out", "none"};
  };
  CHECK(refused({"info", "x.npy", "--decimal", ","}, 5) ==
        "strads: x.npy: --decimal is for tables of text, and this is npy\n");
  CHECK(refused(lasso("x.npy", "--header", "no"), 5) ==
        "strads: x.npy: --header is for tables of text, and this is npy\n");
  CHECK(refused(lasso("x.npy", "--drop", "a"), 5) == "strads: x.npy: npy has no column names, so no column \"a\"\n");
  CHECK(refused(lasso("a.csv", "--index-base", "0"), 5) ==
        "strads: a.csv: --index-base is for libsvm data, and this is CSV\n");
  CHECK(refused(lasso("a.csv", "--drop", "\"a"), 2) ==
        "strads: --drop: expected a closing quote in the same line, found \"\"a\"\n");
  CHECK(refused(lasso("a.csv", "--decimal", ";"), 2).find("--decimal: expected . or ,, found \";\"") !=
        std::string::npos);
}
