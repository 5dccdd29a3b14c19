// Names and numbers of columns through the program: headers of numbers, names that are numbers, counting from 0.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <map>

#include "cli/one_table.hpp"

using namespace strads::test;

TEST_CASE_FIXTURE(OneTable, "headers of numbers are recognised in training and in predict") {
  std::string spectra = "1100,1102,1104,1106\n";
  std::string y;
  for (int i = 0; i < 12; ++i) {
    spectra +=
        fmt::format("{},{},{},{}\n", std::sin(i * 1.3), std::cos(i * 2.1), std::sin(i * 0.7 + 1), std::cos(i * 3.7));
    y += fmt::format("{}\n", 3 * std::cos(i * 2.1) - 2 * std::cos(i * 3.7));
  }
  write("spectra.csv", spectra);
  write("y.txt", "moisture\n" + y);
  const std::string out = fit("spectra.csv", {"-y", "y.txt"}, "nir");
  CHECK(out.find("columns   names read from the first line, though \"1100\" is a number (--header no: it is data)\n"
                 "response  y.txt: header \"moisture\" passed over\n") != std::string::npos);
  const auto nir = coefficients_by_name(read("nir/coefficients.tsv"));
  REQUIRE(nir.count("1102") == 1);
  // Other wavelengths in another order, too few rows to tell a header from: the names of the model do.
  write("new.csv", "1106,1102,1100,1104,7\n1,2,3,4,5\n");
  double expected = nir.at("(intercept)");
  const std::map<std::string, double> row = {{"1106", 1}, {"1102", 2}, {"1100", 3}, {"1104", 4}};
  for (const auto& [name, value] : row) expected += nir.count(name) > 0 ? nir.at(name) * value : 0;
  const auto got = predictions_in(run({"predict", "nir", "new.csv"}).out);
  REQUIRE(got.size() == 1);
  CHECK(got[0] == doctest::Approx(expected).epsilon(1e-12));

  CHECK(refused({"lasso", "spectra.csv", "-y", "y.txt", "--header", "no", "--out", "none"}, 5) ==
        "strads: spectra.csv has 13 rows, but y.txt has 12 values; --header yes if its first line names the columns\n");
}

TEST_CASE_FIXTURE(OneTable, "columns called 0, 1, 2 have names in fit, info and predict, whatever they hold") {
  const std::vector<std::string> headers = {"0,1,2", "1,2,3"};
  for (const std::string& header : headers) {
    const auto rows = lines(small_table);
    std::string text = header + "\n";
    for (std::size_t k = 1; k < rows.size(); ++k) text += rows[k] + "\n";
    const std::string first = header.substr(0, 1);
    const std::string said =
        "names read from the first line, though \"" + first + "\" is a number (--header no: it is data)\n";
    write("n.csv", text + "0,1,2\n4,-3,3\n");  // a row like the header
    CHECK(fit("n.csv", {"--target", first}, "n" + first).find("columns   " + said) != std::string::npos);
    const auto told = run({"info", "n.csv"}).out;
    CHECK(told.find("rows      7\n") != std::string::npos);
    CHECK(told.find(said) != std::string::npos);
    const auto predicted = run({"predict", "n" + first, "n.csv"});
    CHECK(predictions_in(predicted.out).size() == 7);
    CHECK(predicted.err == "strads: n.csv: " + said);
    write("bare.csv", "2.276,0.85,-0.555\n4.675,-0.01,1.015\n");
    CHECK(predictions_in(run({"predict", "n" + first, "bare.csv", "--target", "1"}).out).size() == 2);
    CHECK(predictions_in(run({"predict", "n" + first, "n.csv", "--header", "no", "--drop", "1"}).out).size() == 8);
  }
  write("x.npy", strads::test::npy(4, 3, {1, 0, 2, 2, 1, 0, 0, 1, 1, 2, 2, 0}));
  write("y.txt", "1\n2\n3\n5\n");
  fit("x.npy", {"-y", "y.txt"}, "npy");
  write("x.csv", "0,1,2\n1,0,2\n2,1,0\n");
  CHECK(predictions_in(run({"predict", "npy", "x.csv"}).out).size() == 2);

  write("y0.txt", "0\n1\n2\n3\n5\n");
  CHECK(refused({"lasso", "x.npy", "-y", "y0.txt", "--out", "none"}, 5) ==
        "strads: x.npy has 4 rows, but y0.txt has 5 values; a header is passed over only if it is a word\n");
  write("x.csv", "0,1,2\n1,0,2\n2,1,0\n0,1,1\n");
  CHECK(refused({"lasso", "x.csv", "-y", "y.txt", "--out", "none"}, 5) ==
        "strads: x.csv has 3 rows, but y.txt has 4 values; --header no if its first line is data\n");
}

TEST_CASE_FIXTURE(OneTable, "a .raw of PLINK: -9 is no phenotype, and names end in an allele") {
  const std::string header = "FID IID PAT MAT SEX PHENOTYPE rs0_A rs1_C\n";
  write("g.raw", header + "a a 0 0 1 1.5 0 1\nb b 0 0 2 -9 1 1\nc c 0 0 1 -2 2 0\n");
  const std::vector<std::string> raw = {"lasso", "g.raw", "--drop", "FID,IID,PAT,MAT,SEX", "--out", "none", "--target"};
  const auto with = [&](const std::string& target) {
    auto all = raw;
    all.push_back(target);
    return all;
  };
  CHECK(refused(with("PHENOTYPE"), 4) ==
        "strads: g.raw:3:11: expected a phenotype, found \"-9\"; PLINK writes -9 where it is missing: leave such rows "
        "out, or read the .bed, which does\n");
  CHECK(refused(with("rs1"), 5) == "strads: g.raw: no column is named \"rs1\"; did you mean \"rs1_C\"?\n");
  write("named.csv", "y,rs0,rs1\n1,0,1\n2,1,1\n4,2,0\n");
  fit("named.csv", {"--target", "y"}, "named");
  CHECK(refused({"predict", "named", "g.raw"}, 5) ==
        "strads: g.raw has no columns named \"rs0\", \"rs1\", which the model in named uses; \"rs0_A\" is there\n");
}

TEST_CASE_FIXTURE(OneTable, "libsvm data that count from 0, in training and in predict") {
  write("zero.svm", "3 0:1 2:5\n4 1:1 2:-1\n6 0:1 1:1\n3.5 2:2\n");
  CHECK(refused({"lasso", "zero.svm", "--out", "none"}, 4) ==
        "strads: zero.svm:1:3: expected an index from 1 up (libsvm counts columns from 1), found \"0:1\"; "
        "--index-base 0 reads a file that counts from 0\n");
  fit("zero.svm", {"--index-base", "0"}, "zero");
  write("one.svm", "3 1:1 3:5\n4 2:1 3:-1\n6 1:1 2:1\n3.5 3:2\n");
  fit("one.svm", {}, "one");
  CHECK(read("zero/coefficients.tsv") == read("one/coefficients.tsv"));
  const auto expected = run({"predict", "one", "one.svm"}).out;
  CHECK(run({"predict", "zero", "zero.svm"}).out == expected);
  CHECK(run({"predict", "zero", "one.svm", "--index-base", "1"}).out == expected);
  CHECK(run({"predict", "one", "zero.svm", "--index-base", "0"}).out == expected);
  CHECK(run({"info", "zero.svm", "--index-base", "0"}).out.find("columns   3\n") != std::string::npos);
}
