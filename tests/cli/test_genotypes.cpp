// `strads lasso` and `strads predict` on PLINK files.
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "cli/process.hpp"

using strads::test::Bench;
using strads::test::lines;
using Json = nlohmann::json;

namespace {

constexpr int people = 61;
constexpr int variants = 40;

// The call of person i at variant j; -1 is missing.
int call(int i, int j) { return (i * 7 + j * 13 + i * j) % 17 == 0 ? -1 : (i * i + 3 * i * j + 5 * j) % 3; }
bool left_out(int i) { return i % 9 == 4; }

// g.bed and p.tsv with its people backwards; x.csv has the same people and values for everybody who is kept.
struct Cohort : Bench {
  Cohort() {
    std::string bed = "\x6c\x1b\x01";
    std::string fam;
    std::string bim;
    std::string pheno = "FID IID other trait\nf nobody 1 2\n";
    std::ostringstream csv;
    csv.precision(17);
    for (int j = 0; j < variants; ++j) {
      bim += "1 rs" + std::to_string(j) + " 0 0 A G\n";
      csv << "rs" << j << ",";
      std::string bytes((people + 3) / 4, '\0');
      for (int i = 0; i < people; ++i) {
        const int code = call(i, j) < 0 ? 1 : call(i, j) == 0 ? 3 : call(i, j) == 1 ? 2 : 0;
        auto& byte = bytes[static_cast<std::size_t>(i / 4)];
        byte = static_cast<char>(static_cast<unsigned char>(byte) | (code << (2 * (i % 4))));
      }
      bed += bytes;
    }
    csv << "trait\n";
    for (int i = 0; i < people; ++i) {
      const double y = 0.5 * call(i, 3) - 0.25 * call(i, 11) + 0.01 * ((i * 37) % 19);
      fam += "f i" + std::to_string(i) + " 0 0 1 -9\n";
      std::ostringstream line;
      line.precision(17);
      line << "f i" << i << " 1 ";
      left_out(i) ? line << "NA" : line << y;
      pheno.insert(pheno.find('\n') + 1, line.str() + "\n");
      if (left_out(i)) continue;
      for (int j = 0; j < variants; ++j) csv << (call(i, j) < 0 ? mean(j) : call(i, j)) << ",";
      csv << y << "\n";
    }
    write("g.bed", bed);
    write("g.bim", bim);
    write("g.fam", fam);
    write("p.tsv", pheno);
    write("x.csv", csv.str());
  }

  static double mean(int j) {
    double total = 0;
    double known = 0;
    for (int i = 0; i < people; ++i) {
      if (call(i, j) < 0 || left_out(i)) continue;
      total += call(i, j);
      known += 1;
    }
    return total / known;
  }
};

const std::vector<std::string> fit = {"lasso",  "g.bed", "--pheno", "p.tsv", "--pheno-name", "trait",
                                      "--path", "20",    "--tol",   "1e-12", "--out"};

std::vector<std::string> with(std::vector<std::string> words, const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace

TEST_CASE_FIXTURE(Cohort, "genotypes fit as the same numbers in a table do, and say who was left out") {
  const auto outcome = run(with(fit, {"bed"}));
  CAPTURE(outcome.err);
  REQUIRE(outcome.code == 0);
  CHECK(outcome.out.find("people    7 without a phenotype left out, 1 of p.tsv not in the .fam\n") !=
        std::string::npos);
  REQUIRE(run({"lasso", "x.csv", "--target", "trait", "--path", "20", "--tol", "1e-12", "--lambda-min-ratio", "1e-4",
               "--out", "csv"})
              .code == 0);
  const Json bed = Json::parse(read("bed/summary.json"));
  const Json csv = Json::parse(read("csv/summary.json"));
  CHECK(bed.at("data").at("left_out") == 7);
  CHECK(bed.at("data").at("not_in_fam") == 1);
  CHECK(bed.at("data").at("format") == "PLINK");
  CHECK(bed.at("settings").at("pheno_name") == "trait");
  REQUIRE(bed.at("steps").size() == 20);
  for (std::size_t k = 0; k < 20; ++k) {
    const auto& ours = bed.at("steps").at(k);
    const auto& theirs = csv.at("steps").at(k);
    CHECK(ours.at("lambda").get<double>() == doctest::Approx(theirs.at("lambda").get<double>()).epsilon(1e-10));
    CHECK(ours.at("objective").get<double>() == doctest::Approx(theirs.at("objective").get<double>()).epsilon(1e-9));
    CHECK(ours.at("duality_gap") <= 1e-12);
  }
  const auto found = lines(read("bed/coefficients.tsv"));
  CHECK(found.at(0) == "step\tlambda\tindex\tname\tvalue\tmean\tdeviation\tchromosome\tposition\tallele1\tallele2");
  CHECK(found.at(1).ends_with("\t0\t0\t.\t0\t.\t."));
  CHECK(found.back().ends_with("\t1\t0\tA\tG"));
  CHECK(read("bed/coefficients.tsv").find("\trs3\t") != std::string::npos);
}

TEST_CASE_FIXTURE(Cohort, "genotypes give the same bits on any number of threads and executor") {
  REQUIRE(run(with(fit, {"one", "--threads", "1", "--executor", "serial"})).code == 0);
  for (const std::string executor : {"flow", "threads"}) {
    REQUIRE(run(with(fit, {"many", "--force", "--threads", "3", "--executor", executor})).code == 0);
    CHECK(read("many/coefficients.tsv") == read("one/coefficients.tsv"));
  }
}

TEST_CASE_FIXTURE(Cohort, "predictions for genotypes need no phenotype and leave nobody out") {
  REQUIRE(run(with(fit, {"bed"})).code == 0);
  const auto outcome = run({"predict", "bed", "g.bed", "--step", "0"});
  CAPTURE(outcome.err);
  REQUIRE(outcome.code == 0);
  std::istringstream stream(outcome.out);
  long rows = -1;  // the header
  for (std::string line; std::getline(stream, line);) ++rows;
  CHECK(rows == people);
}

TEST_CASE_FIXTURE(Cohort, "phenotypes as R writes them are the same phenotypes, and row names are said") {
  REQUIRE(run(with(fit, {"bed"})).code == 0);
  std::string named = "FID;IID;other;trait\n";
  std::string points = named;
  int row = 0;
  const auto all = lines(read("p.tsv"));
  for (std::size_t k = 1; k < all.size(); ++k) {
    std::string line = all[k];
    std::replace(line.begin(), line.end(), ' ', ';');
    points += std::to_string(++row) + ";" + line + "\n";
    std::replace(line.begin(), line.end(), '.', ',');
    named += "\"" + std::to_string(row) + "\";" + line + "\n";
  }
  write("p.tsv", points);
  const auto outcome = run(with(fit, {"r"}));
  CAPTURE(outcome.err);
  REQUIRE(outcome.code == 0);
  const std::string said = "phenotype p.tsv: row names, in a first column without a name, left out\n";
  CHECK(outcome.out.find(said) != std::string::npos);
  CHECK(read("r/coefficients.tsv") == read("bed/coefficients.tsv"));
  CHECK(Json::parse(read("r/summary.json")).at("data").at("notes").size() == 1);
  write("p.tsv", named);
  CHECK(run(with(fit, {"comma", "--decimal", ","})).out.find(said) != std::string::npos);
  CHECK(read("comma/coefficients.tsv") == read("bed/coefficients.tsv"));
  const auto point = run(with(fit, {"none"}));
  CHECK(point.code == 4);
  CHECK(point.err.find("; --decimal , reads decimal commas\n") != std::string::npos);
  CHECK(run({"info", "g.bed", "--decimal", ","}).err ==
        "strads: g.bed: --decimal is for tables of text, and this is PLINK\n");
}

TEST_CASE_FIXTURE(Cohort, "of phenotypes 0, 1 and 2 the 0 is missing, and that is said") {
  const auto fam = [&](const std::vector<std::string>& values) {
    std::string text;
    for (int i = 0; i < people; ++i) {
      text += "f i" + std::to_string(i) + " 0 0 1 " + values[static_cast<std::size_t>(i) % values.size()] + "\n";
    }
    return text;
  };
  const auto outcome = [&](const std::vector<std::string>& values) {
    write("g.fam", fam(values));
    return run({"lasso", "g.bed", "--lambda", "0.1", "--out", "fit", "--force"}).out;
  };
  const std::string said =
      "phenotype g.fam: 0, 1 and 2 are missing, controls and cases, as in PLINK: 0 of 16 left out "
      "(-y FILE takes numbers as they are)\n";
  const auto told = outcome({"0", "1", "2", "1"});
  CHECK(told.find(said) != std::string::npos);
  CHECK(told.find("45 rows") != std::string::npos);
  const std::string coefficients = read("fit/coefficients.tsv");
  CHECK(outcome({"-9", "1", "2", "1"}).find("phenotype g.fam") == std::string::npos);
  CHECK(read("fit/coefficients.tsv") == coefficients);
  CHECK(run({"info", "g.bed"}).out.find("phenotype of 45 people in the .fam\n") != std::string::npos);
  write("g.fam", fam({"0", "1", "2", "1"}));
  CHECK(lines(run({"info", "g.bed"}).out).at(4) == "phenotype of 45 people in the .fam");
  CHECK(lines(run({"info", "g.bed"}).out).at(5) == "          " + said.substr(10, said.size() - 11));
  CHECK(outcome({"0", "1", "2", "1.5"}).find("61 rows") != std::string::npos);
  CHECK(outcome({"0", "1", "-9"}).find("phenotype g.fam: 0 and 1 are taken as numbers (0 is missing in PLINK)\n") !=
        std::string::npos);
  CHECK(outcome({"0", "2", "-9"}).find("41 rows") != std::string::npos);
  write("g.fam", fam({"0", "-9"}));
  CHECK(run({"lasso", "g.bed", "--out", "none"}).err ==
        "strads: g.fam: holds no phenotype: give --pheno FILE or -y FILE\n");
  std::string pheno = "FID IID case\n";
  std::string y;
  for (int i = 0; i < people; ++i) pheno += "f i" + std::to_string(i) + " " + std::to_string(i % 3) + "\n";
  for (int i = 0; i < people; ++i) y += std::to_string(i % 3) + "\n";
  write("p.tsv", pheno);
  write("y.txt", y);
  CHECK(run({"lasso", "g.bed", "--pheno", "p.tsv", "--lambda", "0.1", "--out", "pheno"})
            .out.find("phenotype p.tsv: 0, 1 and 2 are missing, controls and cases, as in PLINK: 0 of 21 left out") !=
        std::string::npos);
  const auto numbers = run({"lasso", "g.bed", "-y", "y.txt", "--lambda", "0.1", "--out", "numbers"}).out;
  CHECK(numbers.find("61 rows") != std::string::npos);
  CHECK(numbers.find("phenotype") == std::string::npos);
}

TEST_CASE_FIXTURE(Cohort, "somebody who is twice in a .fam has no phenotype of a file") {
  std::string text = read("g.fam");
  text.replace(text.find("f i3 "), 5, "f i2 ");
  write("g.fam", text);
  const auto twice = run(with(fit, {"twice"}));
  CHECK(twice.code == 5);
  CHECK(twice.err ==
        "strads: p.tsv: several people in the .fam file are called \"f i2\"; each needs an id of their own\n");
}

TEST_CASE_FIXTURE(Cohort, "what does not go with genotypes is refused") {
  const auto named = run({"lasso", "g.bed", "--pheno-name", "trait", "--out", "fit"});
  CHECK(named.code == 2);
  CHECK(named.err == "strads: --pheno-name needs --pheno FILE\n");
  CHECK(run({"info", "g.bed", "--drop", "rs1"}).err ==
        "strads: g.bed: --target and --drop are for tables; the phenotype of genotypes is that of the .fam, of --pheno "
        "FILE "
        "or of -y FILE\n");
  const auto none = run({"lasso", "g.bed", "--out", "fit"});
  CHECK(none.code == 5);
  CHECK(none.err == "strads: g.fam: holds no phenotype: give --pheno FILE or -y FILE\n");
  const auto both = run({"lasso", "g.bed", "--pheno", "p.tsv", "-y", "x.csv", "--out", "fit"});
  CHECK(both.code == 2);
  CHECK_FALSE(exists("fit"));
}

TEST_CASE_FIXTURE(Cohort, "info tells of people, variants, missing calls and phenotypes") {
  const auto outcome = run({"info", "g.bed"});
  CHECK(outcome.code == 0);
  long missing = 0;
  for (int j = 0; j < variants; ++j) {
    for (int i = 0; i < people; ++i) missing += call(i, j) < 0 ? 1 : 0;
  }
  const auto said = lines(outcome.out);
  CHECK(said.at(0) == "format    PLINK");
  CHECK(said.at(1) == "people    61");
  CHECK(said.at(2) == "variants  40");
  CHECK(said.at(3).starts_with("calls     2,440, " + std::to_string(missing) + " missing ("));
  CHECK(said.at(4) == "phenotype none");
}
