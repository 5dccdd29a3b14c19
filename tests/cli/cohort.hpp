// Genotypes with covariates beside them, and the same numbers as a table.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <string>
#include <vector>

#include "cli/process.hpp"
#include "cli/study.hpp"

namespace strads::test::cohort {

using Words = std::vector<std::string>;

inline constexpr std::size_t size = 70;
inline constexpr std::size_t variants = 30;
inline const Words covariates = {"age", "sex", "birth"};

// A line of coefficients.tsv, as far as it is looked at.
struct Line {
  long step = 0, index = 0;
  double lambda = 0, value = 0, mean = 0, deviation = 0;
  std::string name, behind;
};

inline std::vector<Line> coefficients_in(const std::string& table) {
  std::vector<Line> found;
  for (const auto& text : lines(table)) {
    std::istringstream fields(text);
    Line line;
    if (!(fields >> line.step)) continue;
    fields >> line.lambda >> line.index >> line.name >> line.value >> line.mean >> line.deviation;
    std::getline(fields, line.behind);
    found.push_back(line);
  }
  return found;
}

inline void check_same(const std::vector<Line>& got, const std::vector<Line>& want) {
  REQUIRE(got.size() == want.size());
  for (std::size_t k = 0; k < got.size(); ++k) {
    CHECK(got[k].index == want[k].index);
    CHECK(got[k].name == want[k].name);
    CHECK(got[k].lambda == doctest::Approx(want[k].lambda).epsilon(1e-9));
    CHECK(got[k].value == doctest::Approx(want[k].value).epsilon(1e-6));
    CHECK(got[k].mean == doctest::Approx(want[k].mean).epsilon(1e-9));
    CHECK(got[k].deviation == doctest::Approx(want[k].deviation).epsilon(1e-9));
  }
}

// g.bed; p.txt and, backwards, c.txt of its people and of one more. Number 4 has no phenotype, 9 no age, 14 is not in
// c.txt. x.csv has all others as a table, kept.bed as genotypes, factors.txt its penalty factors. The phenotype falls
// with age; days of birth lie far from zero.
struct Cohort : Bench {
  explicit Cohort(bool missing_calls = false) {
    Random random(21, 1);
    study = random_study(random, size, variants);
    for (auto& v : study.variants) {
      for (int& call : v.calls) call = missing_calls ? call : std::abs(call);
    }
    pheno = "FID IID trait\n";
    covar = "f9\tstranger\t1\t1\t1\tx\n";
    for (std::size_t i = 0; i < size; ++i) {
      const auto k = static_cast<double>(i);
      values.push_back({40 + std::round(8000 * std::sin(1.7 * k)) / 1000, static_cast<double>(1 + i * i % 7 % 2),
                        7e6 + std::round(40 * std::cos(k))});
      study.phenotypes[i] = std::to_string(std::stod(study.phenotypes[i]) - 0.4 * values[i][0] + 3 * values[i][1]);
      pheno += study.people[i] + " " + (i == 4 ? "NA" : study.phenotypes[i]) + "\n";
      if (i != 4 && i != 9 && i != 14) kept.push_back(i);
      if (i == 14) continue;
      std::string line = study.people[i];
      std::replace(line.begin(), line.end(), ' ', '\t');
      line += "\t" + (i == 9 ? std::string("NA") : std::to_string(values[i][0]));
      covar.insert(0, line + "\t" + std::to_string(values[i][1]) + "\t" + std::to_string(values[i][2]) + "\ttext\n");
    }
    covar.insert(0, "#FID\tIID\tage\tsex\tbirth\tsite\n");
    write("p.txt", pheno);
    write("c.txt", covar);
    study.write(*this, "g");
    study.some(kept).write(*this, "kept");
    write_table();
  }

  void write_table() const {
    std::ostringstream csv;
    csv.precision(17);
    std::string factors;
    for (const auto& v : study.variants) {
      csv << v.id << ",";
      factors += "1\n";
    }
    csv << "age,sex,birth,trait\n";
    for (const std::size_t i : kept) {
      for (const auto& v : study.variants) {
        double total = 0;
        double known = 0;
        for (const std::size_t other : kept) {
          total += std::max(v.calls[other], 0);
          known += v.calls[other] >= 0 ? 1 : 0;
        }
        csv << (v.calls[i] >= 0 ? v.calls[i] : total / known) << ",";
      }
      for (const double value : values[i]) csv << value << ",";
      csv << study.phenotypes[i] << "\n";
    }
    write("x.csv", csv.str());
    write("factors.txt", factors + "0\n0\n0\n");
  }

  [[nodiscard]] Outcome fit(const std::string& out, const Words& more) const {
    Words arguments = {"lasso",
                       "g.bed",
                       "--pheno",
                       "p.txt",
                       "--covar",
                       "c.txt",
                       "--covar-name",
                       "age-birth",
                       "--tol",
                       "1e-12",
                       "--lambda-min-ratio",
                       "0.02",
                       "--force",
                       "--out",
                       out};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }
  [[nodiscard]] Outcome fit_table(const std::string& out, const Words& more) const {
    Words arguments = {"lasso", "x.csv", "--target",           "trait", "--penalty-factors", "factors.txt",
                       "--tol", "1e-12", "--lambda-min-ratio", "0.02",  "--force",           "--out",
                       out};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }
  [[nodiscard]] std::vector<Line> coefficients(const std::string& folder) const {
    return coefficients_in(read(folder + "/coefficients.tsv"));
  }
  [[nodiscard]] std::string refused(const Words& arguments, int code) const {
    const auto outcome = run(arguments);
    CHECK(outcome.code == code);
    CHECK(outcome.err_lines() == 1);
    CHECK_FALSE(exists("none"));
    return outcome.err;
  }

  Study study;
  std::string pheno, covar;
  std::vector<std::vector<double>> values;  // of each person, of each covariate
  std::vector<std::size_t> kept;
};

struct MissingCalls : Cohort {
  MissingCalls() : Cohort(true) {}
};

}  // namespace strads::test::cohort
