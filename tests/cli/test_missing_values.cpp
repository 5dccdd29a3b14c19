// Missing values: the means that stand in their places, in training, cross-validation and predict.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <sstream>

#include "cli/one_table.hpp"

using namespace strads::test;

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
