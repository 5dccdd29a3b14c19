// Tables through the program: what is read, refused and said, and predictions from tables that look different.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/process.hpp"

using strads::test::Bench;
using strads::test::lines;
using Json = nlohmann::json;

namespace {

// name -> value of a model's only step.
std::map<std::string, double> coefficients_by_name(const std::string& table) {
  std::map<std::string, double> result;
  for (const auto& line : lines(table)) {
    std::istringstream fields(line);
    std::string step;
    std::string lambda;
    std::string index;
    std::string name;
    double value = 0;
    std::getline(fields, step, '\t');
    std::getline(fields, lambda, '\t');
    std::getline(fields, index, '\t');
    std::getline(fields, name, '\t');
    if (fields >> value) result[name] = value;
  }
  return result;
}

std::vector<double> predictions_in(const std::string& table) {
  std::vector<double> result;
  const auto all = lines(table);
  for (std::size_t k = 1; k < all.size(); ++k) result.push_back(std::stod(all[k].substr(all[k].rfind('\t') + 1)));
  return result;
}

const std::string small_table =
    "y,a,b\n2.276,0.85,-0.555\n4.675,-0.01,1.015\n5.542,1.113,1.077\n5.717,2.471,0.849\n"
    "5.763,1.581,1.476\n";

// A fit of y to a and b with lambda 0.01.
struct OneTable : Bench {
  OneTable() {
    write("a.csv", small_table);
    fit("a.csv", {"--target", "y"}, "fit");
    model = coefficients_by_name(read("fit/coefficients.tsv"));
    REQUIRE(model.size() == 3);
  }

  std::string fit(const std::string& file, const std::vector<std::string>& more, const std::string& out) const {
    std::vector<std::string> arguments = {"lasso", file, "--lambda", "0.01", "--out", out};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto outcome = run(arguments);
    CAPTURE(outcome.err);
    REQUIRE(outcome.code == 0);
    return outcome.out;
  }

  // One line of complaint.
  std::string refused(const std::vector<std::string>& arguments, int code) const {
    const auto outcome = run(arguments);
    CAPTURE(outcome.err);
    CHECK(outcome.code == code);
    CHECK(outcome.out.empty());
    CHECK(outcome.err_lines() == 1);
    return outcome.err;
  }

  [[nodiscard]] double by_hand(double a, double b) const {
    return model.at("(intercept)") + model.at("a") * a + model.at("b") * b;
  }

  void check_predictions(const std::vector<std::string>& more, const std::vector<double>& expected) const {
    std::vector<std::string> arguments = {"predict", "fit"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto outcome = run(arguments);
    CAPTURE(outcome.err);
    REQUIRE(outcome.code == 0);
    const auto got = predictions_in(outcome.out);
    REQUIRE(got.size() == expected.size());
    for (std::size_t i = 0; i < got.size(); ++i) CHECK(got[i] == doctest::Approx(expected[i]).epsilon(1e-12));
  }

  std::map<std::string, double> model;
};

std::string with_replaced(std::string text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

}  // namespace

TEST_CASE_FIXTURE(OneTable, "one table in many clothes is one model") {
  std::string named = ",y,a,b\n";
  std::string quoted = "\"y\" \"a\" \"b\"\n";
  std::string padded;
  const auto rows = lines(small_table);
  for (std::size_t k = 1; k < rows.size(); ++k) {
    named += "plot " + std::to_string(k) + "," + rows[k] + "\n";
    quoted += "\"" + std::to_string(k) + "\" " + with_replaced(rows[k], ",", " ") + "\n";
    padded += "   " + with_replaced(rows[k], ",", "    ") + "  \n";
  }
  struct Clothes {
    std::string file;
    std::string text;
    std::vector<std::string> options = {"--target", "y"};
    std::string said = {};
  };
  const std::string comma = with_replaced(with_replaced(small_table, ",", ";"), ".", ",");
  const std::string left_out = "columns   row names, in a first column without a name, left out\n";
  const std::vector<Clothes> all = {
      {"named.csv", named, {"--target", "y"}, left_out},
      {"write_table.txt", quoted, {"--target", "y"}, left_out},
      {"padded.data", padded, {"--target", "1"}},
      {"padded.csv", padded, {"--target", "1"}},
      {"tabs", with_replaced(small_table, ",", "\t")},
      {"bars.txt", with_replaced(small_table, ",", "|")},
      {"comma.csv", comma, {"--target", "y", "--decimal", ","}},
      {"sep.csv", "sep=;\r\n" + with_replaced(with_replaced(small_table, ",", ";"), "\n", "\r\n")},
      {"mac.csv", with_replaced(small_table, "\n", "\r")},
      {"comment.csv", "# exported 2026-01-01\n# by hand\n" + small_table},
      {"saved.txt",
       "# " + with_replaced(small_table, ",", " "),
       {"--target", "y"},
       "columns   names read from the comment \"y a b\"\n"},
      {"more.csv",
       with_replaced(with_replaced(small_table, "b\n", "b,site,\"x,y\"\n"), "5\n", "5,north,1\n").substr(0, 0) +
           "y,site,a,\"x,y\",b\n2.276,n,0.85,1,-0.555\n4.675,s,-0.01,2,1.015\n5.542,n,1.113,?,1.077\n"
           "5.717,e,2.471,4,0.849\n5.763,n,1.581,5,1.476\n",
       {"--target", "y", "--drop", "site,\"x,y\""}},
      {"years.csv",
       with_replaced(small_table, "y,a,b", "2019,2020,2021"),
       {"--target", "2019"},
       "columns   names read from the first line, though \"2019\" is a number (--header no: it is data)\n"},
  };
  for (const auto& clothes : all) {
    CAPTURE(clothes.file);
    write(clothes.file, clothes.text);
    const std::string out = fit(clothes.file, clothes.options, "fit_" + clothes.file);
    CHECK((clothes.said.empty() ? out.find("columns   ") == std::string::npos
                                : out.find(clothes.said) != std::string::npos));
    std::vector<double> values;
    std::vector<double> expected;
    for (const auto& [name, value] : coefficients_by_name(read("fit_" + clothes.file + "/coefficients.tsv")))
      values.push_back(value);
    for (const auto& [name, value] : model) expected.push_back(value);
    CHECK(values == expected);
    // What was fitted is what the model predicts from, with nothing said again.
    const auto again = run({"predict", "fit_" + clothes.file, clothes.file});
    CAPTURE(again.err);
    CHECK(again.code == 0);
    CHECK(again.out == run({"predict", "fit", "a.csv"}).out);
    const auto told = run([&] {
      std::vector<std::string> arguments = {"info", clothes.file};
      for (std::size_t k = 2; k < clothes.options.size(); ++k) arguments.push_back(clothes.options[k]);
      return arguments;
    }());
    CAPTURE(told.err);
    CHECK(told.code == 0);
    CHECK(told.out.find("rows      5\n") != std::string::npos);
    CHECK(told.out.find("columns   3\n") != std::string::npos);
  }
  CHECK(Json::parse(read("fit_comma.csv/summary.json")).at("settings").at("decimal") == ",");
  CHECK(Json::parse(read("fit_more.csv/summary.json")).at("settings").at("drop") == "site,\"x,y\"");
  CHECK(Json::parse(read("fit_named.csv/summary.json")).at("data").at("notes").size() == 1);
}

TEST_CASE_FIXTURE(OneTable, "predict needs the model's columns and nothing else") {
  const std::vector<double> expected = {by_hand(1, 2), by_hand(-3, 0.5)};
  write("text.csv", "y,b,site,a\nNA,2,north,1\n,0.5,south,-3\n");
  check_predictions({"text.csv"}, expected);
  check_predictions({"text.csv", "--target", "y"}, expected);
  check_predictions({"text.csv", "--drop", "y,site"}, expected);
  write("named.csv", "\"\",\"a\",\"b\"\n\"x\",1,2\n\"y\",-3,0.5\n");
  check_predictions({"named.csv"}, expected);
  write("comma.csv", "a;b\n1;2\n-3;0,5\n");
  check_predictions({"comma.csv", "--decimal", ","}, expected);
  write("bare.csv", "1,2\n-3,0.5\n");
  check_predictions({"bare.csv"}, expected);

  write("few.csv", "c,y\n1,2\n");
  CHECK(refused({"predict", "fit", "few.csv"}, 5) ==
        "strads: few.csv has no columns named \"a\", \"b\", which the model in fit uses\n");
  write("one.csv", "c,b\n1,2\n");
  CHECK(refused({"predict", "fit", "one.csv"}, 5) ==
        "strads: one.csv has no column named \"a\", which the model in fit uses\n");
  write("twice.csv", "a,b,a\n1,2,3\n");
  CHECK(refused({"predict", "fit", "twice.csv"}, 5) ==
        "strads: twice.csv has more than one column named \"a\", which the model in fit uses\n");
  write("word.csv", "a,b\n1,2\nx,3\n4,5\n");
  CHECK(refused({"predict", "fit", "word.csv"}, 4) == "strads: word.csv:3:1: expected a number, found \"x\"\n");
  CHECK(refused({"predict", "fit", "text.csv", "--target", "z"}, 5).find("no column is named \"z\"") !=
        std::string::npos);
}

TEST_CASE_FIXTURE(OneTable, "a missing value is the training mean, whoever else is in the file") {
  write("gaps.csv", with_replaced(small_table, "0.85", "NA"));
  const std::string said = fit("gaps.csv", {"--target", "y", "--impute", "mean"}, "gaps");
  CHECK(said.find("missing   1 value of X count as their column's mean\n") != std::string::npos);
  const auto model_of_gaps = coefficients_by_name(read("gaps/coefficients.tsv"));
  const double mean = (-0.01 + 1.113 + 2.471 + 1.581) / 4;
  write("new.csv", "a,b\n?,-0.555\n-0.01,1.015\n");
  const auto all = predictions_in(run({"predict", "gaps", "new.csv"}).out);
  REQUIRE(all.size() == 2);
  CHECK(all[0] ==
        doctest::Approx(model_of_gaps.at("(intercept)") + model_of_gaps.at("a") * mean + model_of_gaps.at("b") * -0.555)
            .epsilon(1e-12));
  write("alone.csv", "a,b\nnull,-0.555\n");
  CHECK(predictions_in(run({"predict", "gaps", "alone.csv"}).out) == std::vector<double>{all[0]});

  CHECK(refused({"predict", "fit", "new.csv"}, 4) ==
        "strads: new.csv:2:1: expected a number, found \"?\"; --impute mean puts the training mean there\n");
  const double whole = (0.85 - 0.01 + 1.113 + 2.471 + 1.581) / 5;
  check_predictions({"new.csv", "--impute", "mean"}, {by_hand(whole, -0.555), by_hand(-0.01, 1.015)});
  const double nan = std::nan("");
  write("new.npy", strads::test::npy(2, 2, {nan, -0.555, -0.01, 1.015}));
  check_predictions({"new.npy", "--impute", "mean"}, {by_hand(whole, -0.555), by_hand(-0.01, 1.015)});
  CHECK(refused({"predict", "fit", "new.npy"}, 4).find("row 1, column 1, found \"nan\"") != std::string::npos);
}

TEST_CASE("in cross-validation a missing value is the mean of the rows that are fitted") {
  const Bench bench;
  // Two folds by hand: each half fitted with its own means, and the other half predicted with these.
  std::vector<std::string> halves(2, "y,a,b\n");
  std::string whole = "y,a,b\n";
  std::string folds;
  std::vector<std::vector<double>> y(2);
  for (int i = 0; i < 24; ++i) {
    const int fold = i % 2;
    const double a = std::sin(i * 1.7) * 3 + 5 * fold;
    const double b = std::cos(i * 0.9) * 2 - i * 0.1;
    y[static_cast<std::size_t>(fold)].push_back(a - 2 * b + std::sin(i * 5.1));
    const std::string line =
        fmt::format("{},{},{}\n", y[static_cast<std::size_t>(fold)].back(), i % 5 == 0 ? "NA" : fmt::format("{}", a),
                    i % 7 == 3 ? "NA" : fmt::format("{}", b));
    whole += line;
    halves[static_cast<std::size_t>(fold)] += line;
    folds += std::to_string(fold) + "\n";
  }
  bench.write("whole.csv", whole);
  bench.write("0.csv", halves[0]);
  bench.write("1.csv", halves[1]);
  bench.write("folds.txt", folds);
  const auto fit = [&](const std::string& file, const std::vector<std::string>& more, const std::string& out) {
    std::vector<std::string> arguments = {"lasso",    file,  "--target", "y",     "--impute", "mean",
                                          "--lambda", "0.3", "--tol",    "1e-12", "--out",    out};
    arguments.insert(arguments.end(), more.begin(), more.end());
    REQUIRE(bench.run(arguments).code == 0);
  };
  fit("whole.csv", {"--fold-ids", "folds.txt"}, "cv");
  double squares = 0;
  for (int fold = 0; fold < 2; ++fold) {
    const std::string out = "fit" + std::to_string(fold);
    fit(std::to_string(1 - fold) + ".csv", {}, out);
    const auto predicted = predictions_in(bench.run({"predict", out, std::to_string(fold) + ".csv"}).out);
    const auto& truth = y[static_cast<std::size_t>(fold)];
    REQUIRE(predicted.size() == truth.size());
    for (std::size_t i = 0; i < truth.size(); ++i) squares += (predicted[i] - truth[i]) * (predicted[i] - truth[i]);
  }
  const auto line = lines(bench.read("cv/cross_validation.csv")).at(1);
  std::istringstream fields(with_replaced(line, ",", " "));
  double step = 0;
  double lambda = 0;
  double error = 0;
  fields >> step >> lambda >> error;
  CHECK(error == doctest::Approx(squares / 24).epsilon(1e-6));
}

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

TEST_CASE_FIXTURE(
    OneTable, "missing values of libsvm data are means, as those of a table; its labels may be missing in predict") {
  // Every third value of a is missing, every fifth 0.
  std::string table = "y,a,b\n";
  std::string svm;
  std::string folds;
  for (int i = 0; i < 24; ++i) {
    const double a = i % 5 == 0 ? 0 : std::sin(i * 1.7) * 3 + 5 * (i % 2);
    const double b = std::cos(i * 0.9) * 2 - i * 0.1;
    const double y = a - 2 * b + std::sin(i * 5.1);
    const std::string shown = i % 3 == 0 ? (i % 2 == 0 ? "nan" : "NA") : fmt::format("{}", a);
    table += fmt::format("{},{},{}\n", y, shown, b);
    svm += i % 3 != 0 && a == 0 ? fmt::format("{} 2:{}\n", y, b) : fmt::format("{} 1:{} 2:{}\n", y, shown, b);
    folds += std::to_string(i % 4) + "\n";
  }
  write("t.csv", table);
  write("t.svm", svm);
  write("folds.txt", folds);
  const std::vector<std::string> cv = {"--impute", "mean", "--fold-ids", "folds.txt", "--tol", "1e-12"};
  auto target = cv;
  target.insert(target.end(), {"--target", "y"});
  fit("t.csv", target, "csv");
  CHECK(fit("t.svm", cv, "svm").find("missing   8 values of X count as their column's mean\n") != std::string::npos);
  const auto numbers = [&](const std::string& file) {
    std::vector<double> result;
    std::istringstream fields(with_replaced(lines(read(file)).at(1), ",", " "));
    for (double value = 0; fields >> value;) result.push_back(value);
    return result;
  };
  const auto ours = numbers("svm/cross_validation.csv");
  const auto theirs = numbers("csv/cross_validation.csv");
  REQUIRE(ours.size() == theirs.size());
  for (std::size_t k = 0; k < ours.size(); ++k) CHECK(ours[k] == doctest::Approx(theirs[k]).epsilon(1e-9));
  CHECK(run({"info", "t.svm"}).out.find("missing   8 values, for lasso --impute mean\n") != std::string::npos);
  CHECK(refused({"lasso", "t.svm", "--out", "none"}, 4)
            .find("expected a number, found \"nan\"; --impute mean puts the column's mean there\n") !=
        std::string::npos);

  write("new.csv", "a,b\nNA,1\n0,NA\n2,3\n");
  const auto expected = predictions_in(run({"predict", "csv", "new.csv"}).out);
  REQUIRE(expected.size() == 3);
  for (const std::string file : {"1 1:nan 2:1\n2 2:nan\n3 1:2 2:3\n", "? 1:nan 2:1\nnan 2:?\nNA 1:2 2:3\n",
                                 "1:nan 2:1\n2:nan\n1:2 2:3\n\n", "\t1:nan 2:1 # x\r\n2:null\r\n1:2 2:3\r\n"}) {
    CAPTURE(file);
    write("new.data", file);
    const auto got = predictions_in(run({"predict", "svm", "new.data"}).out);
    REQUIRE(got.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) CHECK(got[i] == doctest::Approx(expected[i]).epsilon(1e-9));
  }
  fit("t.svm", {"--impute", "mean", "-y", "folds.txt"}, "y");  // the labels are not asked for
  write("full.svm", with_replaced(with_replaced(svm, "NA", "1"), "nan", "1"));
  fit("full.svm", {}, "full");
  CHECK(refused({"predict", "full", "new.data"}, 4) ==
        "strads: new.data:1:4: expected a number, found \"nan\"; --impute mean puts the training mean there\n");
  CHECK(run({"predict", "full", "new.data", "--impute", "mean"}).code == 0);
  write("new.data", "1:1 2:1\n\n1:2 2:3\n");
  CHECK(refused({"predict", "svm", "new.data"}, 4) ==
        "strads: new.data:2:1: expected a label, or an entry, found an empty line\n");
  write("nan.svm", "1 1:1 2:nan\n2 1:3 2:nan\n");
  CHECK(refused({"lasso", "nan.svm", "--impute", "mean", "--out", "none"}, 4) ==
        "strads: nan.svm: expected a value in column 2, found missing values only\n");
  write("times.txt", "12:30\n12:45\n");
  CHECK(run({"info", "times.txt"}).out.find("libsvm") == std::string::npos);
}

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
