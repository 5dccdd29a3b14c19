// One small table and a fit of it, against which other forms of the table are held.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "cli/process.hpp"

namespace strads::test {

// name -> value of a model's only step.
inline std::map<std::string, double> coefficients_by_name(const std::string& table) {
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

inline std::vector<double> predictions_in(const std::string& table) {
  std::vector<double> result;
  const auto all = lines(table);
  for (std::size_t k = 1; k < all.size(); ++k) result.push_back(std::stod(all[k].substr(all[k].rfind('\t') + 1)));
  return result;
}

inline const std::string small_table =
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

inline std::string with_replaced(std::string text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

}  // namespace strads::test
