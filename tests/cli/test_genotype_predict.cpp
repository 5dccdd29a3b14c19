// `strads predict` for genotypes that name their variants and alleles otherwise, miss calls, or hold other people.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/process.hpp"
#include "cli/study.hpp"

using strads::Random;
using strads::test::Bench;
using strads::test::lines;
using strads::test::random_study;
using strads::test::Study;
using strads::test::StudyVariant;

namespace {

constexpr std::size_t cohort_size = 40;

struct Prediction {
  long row = 0, step = 0;
  double value = 0;
  std::string person;  // FID and IID
};

std::vector<Prediction> predictions(const std::string& table) {
  const auto all = lines(table);
  REQUIRE(all.at(0) == "row\tstep\tlambda\tprediction\tFID\tIID");
  std::vector<Prediction> found;
  for (std::size_t k = 1; k < all.size(); ++k) {
    std::istringstream fields(all[k]);
    Prediction p;
    double lambda = 0;
    std::string family;
    std::string own;
    fields >> p.row >> p.step >> lambda >> p.value >> family >> own;
    p.person = family;
    p.person += " " + own;
    found.push_back(p);
  }
  return found;
}

void check_same(const std::vector<Prediction>& got, const std::vector<Prediction>& want) {
  REQUIRE(got.size() == want.size());
  for (std::size_t k = 0; k < got.size(); ++k) {
    CHECK(got[k].person == want[k].person);
    CHECK(std::abs(got[k].value - want[k].value) <= 1e-12);
  }
}

// train.bed, and fit: a path on it.
struct Trained : Bench {
  explicit Trained(int seed = 1)
      : random(static_cast<std::uint64_t>(seed)), study(random_study(random, cohort_size, 30)) {
    study.write(*this, "train");
    REQUIRE(run({"lasso", "train.bed", "--path", "5", "--lambda-min-ratio", "0.2", "--out", "fit"}).code == 0);
    want = predictions(run({"predict", "fit", "train.bed"}).out);
    for (const auto& line : lines(read("fit/coefficients.tsv"))) {
      std::istringstream fields(line);
      std::string step;
      std::string lambda;
      std::size_t index = 0;
      if (fields >> step >> lambda >> index && step != "step" && index < 30) used.push_back(index);
    }
    std::sort(used.begin(), used.end());
    used.erase(std::unique(used.begin(), used.end()), used.end());
    REQUIRE(used.size() > 4);
    REQUIRE(used.size() < 30);
  }

  [[nodiscard]] bool uses(std::size_t j) const { return std::binary_search(used.begin(), used.end(), j); }
  [[nodiscard]] std::string counted() const {
    return "strads: " + std::to_string(used.size()) + " variants of the model: ";
  }

  Random random;
  Study study;
  std::vector<Prediction> want;
  std::vector<std::size_t> used;  // variants of the model
};

// Calls where a missing one is the mean of the others of `known`.
double imputed(const StudyVariant& v, std::size_t person, const std::vector<std::size_t>& known) {
  if (v.calls[person] >= 0) return v.calls[person];
  double total = 0;
  double count = 0;
  for (const std::size_t i : known) {
    if (v.calls[i] < 0) continue;
    total += v.calls[i];
    count += 1;
  }
  return total / count;
}

}  // namespace

TEST_CASE("predictions do not depend on which allele is first, nor on order and names of variants") {
  for (int trial = 0; trial < 6; ++trial) {
    CAPTURE(trial);
    Trained trained(10 + trial);
    Random& random = trained.random;
    Study other = trained.study;
    std::size_t turned = 0;
    for (std::size_t j = 0; j < other.variants.size(); ++j) {
      auto& v = other.variants[j];
      if (random.below(2) == 0) {
        v.turn();
        turned += trained.uses(j) ? 1 : 0;
      }
      if (random.below(3) == 0) v.chromosome = "chr" + v.chromosome;
      if (random.below(4) == 0) v.id = random.below(2) == 0 ? "." : "same";  // found by position
      if (random.below(4) == 0) std::transform(v.allele1.begin(), v.allele1.end(), v.allele1.begin(), ::tolower);
    }
    for (std::size_t j = 30; j-- > 0;) {
      if (!trained.uses(j) && random.below(2) == 0) other.variants.erase(other.variants.begin() + static_cast<long>(j));
    }
    for (std::size_t j = other.variants.size() - 1; j > 0; --j) {
      std::swap(other.variants[j],
                other.variants[static_cast<std::size_t>(random.below(static_cast<strads::Index>(j + 1)))]);
    }
    other.write(trained, "other");
    const auto outcome = trained.run({"predict", "fit", "other.bed"});
    CAPTURE(outcome.err);
    REQUIRE(outcome.code == 0);
    check_same(predictions(outcome.out), trained.want);
    CHECK(outcome.err.starts_with(trained.counted() + std::to_string(trained.used.size() - turned) + " matched, " +
                                  std::to_string(turned) + " turned"));
  }
}

TEST_CASE_FIXTURE(Trained, "ids that are repeated or not there in the fit, too, leave position and alleles") {
  for (auto& v : study.variants) v.id = v.position % 2 == 0 ? "." : "same";
  study.write(*this, "unnamed");
  REQUIRE(run({"lasso", "unnamed.bed", "--path", "5", "--lambda-min-ratio", "0.2", "--out", "unnamed"}).code == 0);
  std::reverse(study.variants.begin(), study.variants.end());
  for (auto& v : study.variants) v.turn();
  study.write(*this, "reversed");
  const auto outcome = run({"predict", "unnamed", "reversed.bed"});
  CAPTURE(outcome.err);
  REQUIRE(outcome.code == 0);
  check_same(predictions(outcome.out), want);
  CHECK(outcome.err == counted() + "0 matched, " + std::to_string(used.size()) + " turned\n");
}

TEST_CASE_FIXTURE(Trained, "a person's prediction does not depend on who else is in the file") {
  for (int trial = 0; trial < 8; ++trial) {
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < cohort_size; ++i) {
      if (random.below(3) == 0) chosen.push_back(i);
    }
    if (trial < 3) chosen = {static_cast<std::size_t>(random.below(cohort_size))};
    if (chosen.empty()) continue;
    Study part = study.some(chosen);
    for (auto& v : part.variants) {
      if (trial % 2 == 0) v.turn();
    }
    part.write(*this, "part");
    const auto outcome = run({"predict", "fit", "part.bed"});
    REQUIRE(outcome.code == 0);
    std::vector<Prediction> rows;
    for (std::size_t step = 0; step < 5; ++step) {
      for (const std::size_t i : chosen) rows.push_back(want.at(step * cohort_size + i));
    }
    check_same(predictions(outcome.out), rows);
  }
}

TEST_CASE("missing calls count as the mean of the people fitted") {
  const Bench bench;
  Random random(3);
  Study study = random_study(random, cohort_size, 12);
  std::vector<std::size_t> fitted;
  std::string csv;
  for (std::size_t i = 0; i < cohort_size; ++i) {
    if (i % 4 == 1) {
      study.phenotypes[i] = "-9.000";
    } else {
      fitted.push_back(i);
    }
  }
  for (const auto& v : study.variants) csv += v.id + ",";
  csv += "y\n";
  for (std::size_t i = 0; i < cohort_size; ++i) {
    std::ostringstream row;
    row.precision(17);
    for (const auto& v : study.variants) row << imputed(v, i, fitted) << ",";
    csv += row.str() + study.phenotypes[i] + "\n";
  }
  std::string known = csv.substr(0, csv.find('\n') + 1);
  const auto rows = lines(csv);
  for (const std::size_t i : fitted) known += rows[i + 1] + "\n";
  study.write(bench, "g");
  bench.write("all.csv", csv);
  bench.write("known.csv", known);
  const std::vector<std::string> how = {"--lambda", "0.05", "--tol", "1e-13", "--out"};
  const auto fit = [&](std::vector<std::string> words, const std::string& out) {
    words.insert(words.end(), how.begin(), how.end());
    words.push_back(out);
    REQUIRE(bench.run(words).code == 0);
  };
  fit({"lasso", "g.bed"}, "bed");
  fit({"lasso", "known.csv", "--target", "y"}, "csv");
  const auto ours = predictions(bench.run({"predict", "bed", "g.bed"}).out);
  const auto theirs = lines(bench.run({"predict", "csv", "all.csv"}).out);
  REQUIRE(ours.size() == cohort_size);
  REQUIRE(theirs.size() == cohort_size + 1);
  for (std::size_t i = 0; i < cohort_size; ++i) {
    CHECK(ours[i].value == doctest::Approx(std::stod(theirs[i + 1].substr(theirs[i + 1].rfind('\t')))).epsilon(1e-7));
  }
}

TEST_CASE("cross-validation puts means of the other folds for missing calls") {
  const Bench bench;
  Random random(5);
  const Study study = random_study(random, cohort_size, 9);
  study.write(bench, "g");
  std::string folds;
  for (std::size_t i = 0; i < cohort_size; ++i) folds += std::to_string(i % 3) + "\n";
  bench.write("folds.txt", folds);
  REQUIRE(bench.run({"lasso", "g.bed", "--lambda", "0.1", "--tol", "1e-13", "--fold-ids", "folds.txt", "--out", "bed"})
              .code == 0);
  double squares = 0;
  for (std::size_t fold = 0; fold < 3; ++fold) {
    std::vector<std::size_t> known;
    for (std::size_t i = 0; i < cohort_size; ++i) {
      if (i % 3 != fold) known.push_back(i);
    }
    std::ostringstream fitted;
    std::ostringstream left_out;
    fitted.precision(17);
    left_out.precision(17);
    for (auto* table : {&fitted, &left_out}) {
      for (const auto& v : study.variants) *table << v.id << ",";
      *table << "y\n";
    }
    for (std::size_t i = 0; i < cohort_size; ++i) {
      auto& table = i % 3 == fold ? left_out : fitted;
      for (const auto& v : study.variants) table << imputed(v, i, known) << ",";
      table << study.phenotypes[i] << "\n";
    }
    bench.write("fitted.csv", fitted.str());
    bench.write("left_out.csv", left_out.str());
    REQUIRE(bench
                .run({"lasso", "fitted.csv", "--target", "y", "--lambda", "0.1", "--tol", "1e-13", "--force", "--out",
                      "csv"})
                .code == 0);
    const auto rows = lines(bench.run({"predict", "csv", "left_out.csv"}).out);
    for (std::size_t k = 1; k < rows.size(); ++k) {
      const double error =
          std::stod(rows[k].substr(rows[k].rfind('\t'))) - std::stod(study.phenotypes[fold + 3 * (k - 1)]);
      squares += error * error;
    }
  }
  std::istringstream row(lines(bench.read("bed/cross_validation.csv")).at(1));
  std::string cell;
  for (int k = 0; k < 3; ++k) std::getline(row, cell, ',');
  CHECK(std::stod(cell) == doctest::Approx(squares / cohort_size).epsilon(1e-7));
}

TEST_CASE("variants that do not match are refused by name and count, or left out with their mean") {
  const Bench bench;
  Study study;
  for (int i = 0; i < 12; ++i) {
    study.people.push_back("f i" + std::to_string(i));
    study.phenotypes.push_back(std::to_string(3 * (i % 3) - i / 3 % 3));
  }
  for (int j = 0; j < 2; ++j) {
    StudyVariant v{"1", "rs" + std::to_string(j), 100 + j, j == 0 ? "G" : "C", "A"};
    for (int i = 0; i < 12; ++i) v.calls.push_back(j == 0 ? i % 3 : i / 3 % 3);
    study.variants.push_back(v);
  }
  study.write(bench, "train");
  REQUIRE(bench.run({"lasso", "train.bed", "--lambda", "0.01", "--out", "fit"}).code == 0);
  const auto predict = [&](const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"predict", "fit", "new.bed"};
    words.insert(words.end(), more.begin(), more.end());
    return bench.run(words);
  };
  const auto refused = [&](const Study& other) {
    other.write(bench, "new");
    const auto outcome = predict();
    CHECK(outcome.code == 5);
    CHECK(outcome.out.empty());
    return outcome.err;
  };
  const std::string way_out = "; --skip-unmatched leaves them out\n";

  Study other = study;
  other.variants[0].allele1 = "T";
  CHECK(refused(other) ==
        "strads: new.bed: 1 of the 2 variants in the model do not match: rs0 (1:100 G/A) is there as rs0 (1:100 T/A)" +
            way_out);
  const auto left_out = predict({"--skip-unmatched"});
  REQUIRE(left_out.code == 0);
  CHECK(left_out.err == "strads: 2 variants of the model: 1 matched, 0 turned, 1 left out\n");
  Study missing = study;
  missing.variants[0].calls.assign(12, -1);
  missing.write(bench, "missing");
  check_same(predictions(left_out.out), predictions(bench.run({"predict", "fit", "missing.bed"}).out));

  other = study;
  other.variants[1].allele1 = "G";
  other.variants[1].allele2 = "T";
  CHECK(refused(other) ==
        "strads: new.bed: 1 of the 2 variants in the model do not match: rs1 (1:101 C/A) is there as rs1 (1:101 G/T); "
        "1 would on the other strand" +
            way_out);

  other = study;
  other.variants.erase(other.variants.begin());
  CHECK(refused(other) ==
        "strads: new.bed: 1 of the 2 variants in the model do not match: rs0 (1:100 G/A) is not there" + way_out);

  other = study;
  other.variants[0].id = "rs1";  // at rs0's place, and rs0 elsewhere
  other.variants[1].id = "rs0";
  other.variants[1].allele1 = "G";
  CHECK(refused(other).find("rs0 (1:100 G/A) may be rs1 (1:100 G/A) or rs0 (1:101 G/A)") != std::string::npos);

  other = study;
  for (auto& v : other.variants) v.id = "none", v.position = 9;
  CHECK(refused(other) ==
        "strads: new.bed: 2 of the 2 variants in the model do not match: rs0 (1:100 G/A) is not there\n");
  CHECK(predict({"--skip-unmatched"}).code == 5);

  // An allele that nobody has is 0 in the .bim.
  other = study.some({0, 3, 6, 9});
  for (const int call : other.variants[0].calls) REQUIRE(call == 0);
  other.variants[0].allele1 = "0";
  other.write(bench, "new");
  const auto plain = predict();
  REQUIRE(plain.code == 0);
  other.variants[0].turn();
  other.write(bench, "new");
  check_same(predictions(predict().out), predictions(plain.out));

  bench.write("t.csv", "rs0,rs1,y\n0,1,2\n1,1,3\n2,0,1\n");
  const auto table = bench.run({"predict", "fit", "t.csv"});
  CHECK(table.code == 0);
  CHECK(table.err == "strads: t.csv names no alleles: its columns are taken for copies of the model's allele 1\n");
  const auto odd = bench.run({"predict", "fit", "t.csv", "--skip-unmatched"});
  CHECK(odd.code == 2);
  CHECK(odd.err == "strads: --skip-unmatched is for genotypes, which t.csv does not hold\n");
  REQUIRE(bench.run({"lasso", "t.csv", "--target", "y", "--lambda", "0.01", "--out", "table"}).code == 0);
  const auto reverse = bench.run({"predict", "table", "train.bed"});
  CHECK(reverse.code == 5);
  CHECK(reverse.err ==
        "strads: train.bed holds genotypes, but the model in table was fitted to a table, which names no alleles\n");
}

TEST_CASE_FIXTURE(Trained, "plink2 --score gives the same scores from coefficients.tsv") {
  if (std::system("plink2 --version > /dev/null 2>&1") != 0) {  // NOLINT(concurrency-mt-unsafe)
    MESSAGE("skipped: plink2 is not there");
    return;
  }
  std::string score = "ID\tA1\tBETA\n";
  double intercept = 0;
  const auto all = lines(read("fit/coefficients.tsv"));
  for (std::size_t k = 1; k < all.size(); ++k) {
    std::istringstream fields(all[k]);
    std::vector<std::string> cells;
    for (std::string cell; std::getline(fields, cell, '\t');) cells.push_back(cell);
    if (cells.at(0) != "4") continue;
    if (cells.at(2) == "-1") {
      intercept = std::stod(cells.at(4));
    } else {
      score += cells.at(3) + "\t" + cells.at(9) + "\t" + cells.at(4) + "\n";
    }
  }
  write("score.tsv", score);
  for (std::size_t j = 0; j < 30; j += 2) study.variants[j].turn();
  study.write(*this, "new");
  const std::string command = "plink2 --bfile " + path("new") + " --score " + path("score.tsv") +
                              " header cols=+scoresums --bad-freqs --out " + path("plink") + " > /dev/null 2>&1";
  CAPTURE(command);
  REQUIRE(std::system(command.c_str()) == 0);  // NOLINT(concurrency-mt-unsafe)
  const auto ours = predictions(run({"predict", "fit", "new.bed", "--step", "4"}).out);
  const auto theirs = lines(read("plink.sscore"));
  REQUIRE(theirs.size() == cohort_size + 1);
  for (std::size_t i = 0; i < cohort_size; ++i) {
    const double sum = std::stod(theirs[i + 1].substr(theirs[i + 1].rfind('\t')));
    CHECK(ours[i].value == doctest::Approx(intercept + sum).epsilon(1e-4));
  }
}
