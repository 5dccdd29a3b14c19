// Covariates beside PLINK genotypes: which columns are read, who is left out, and what is refused, to the letter.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "io/dataset.hpp"
#include "io/genotypes.hpp"
#include "strads/error.hpp"

using namespace strads;
using namespace strads::io;

namespace {

using Names = std::vector<std::string>;
using Values = std::vector<double>;

// Of all five people, one of whom has no phenotype; b and d of the .fam are not in the order of the file.
const std::string text =
    "#FID\tIID\tage\tsex\tPC1\tPC2\n"
    "f3\td\t41.5\t2\t-0.25\t1e-3\n"
    "f1\ta\t30\t1\t0.5\t0\n"
    "f1\tb\t35\t2\t1\t0\n"
    "z\tz\t1\t1\t1\t1\n"
    "f2\ta\t50\t0\t0.75\t2\n"
    "f2\tc\t60\t1\t2\t4\n";

Dataset read_with(const Genotypes& files, const std::string& covar, const Names& names = {}) {
  ReadOptions options;
  options.covar = {files.write("c.tsv", covar), names};
  return read_dataset(files.bed, options);
}

std::string refused(const std::string& covar, ErrorKind kind, const Names& names = {}) {
  const Genotypes files;
  ReadOptions options;
  options.covar = {files.write("c.tsv", covar), names};
  return complaint(files, options, kind);
}

}  // namespace

TEST_CASE("covariates are columns behind the variants, by people's ids") {
  const Genotypes files;
  const Dataset data = read_with(files, text);
  CHECK(data.X.rows() == 3);
  CHECK(data.X.columns() == 6);
  CHECK(data.variants.size() == 2);
  CHECK(data.names == Names{"rs1", "rs2", "age", "sex", "PC1", "PC2"});
  CHECK(data.covariates.names == Names{"age", "sex", "PC1", "PC2"});
  CHECK(data.people == Names{"f1\ta", "f2\ta", "f3\td"});
  CHECK(data.y == Values{1.5, -2, 4});
  CHECK(column(data, 0) == Values{2, 1, 1});
  CHECK(column(data, 2) == Values{30, 50, 41.5});
  CHECK(column(data, 3) == Values{1, 0, 2});
  CHECK(column(data, 4) == Values{0.5, 0.75, -0.25});
  CHECK(column(data, 5) == Values{0, 2, 1e-3});
  CHECK(data.left_out == 2);
  CHECK(data.covariates.left_out == 0);
  CHECK(data.covariates.not_in_fam == 1);
  CHECK(data.not_in_fam == 0);
}

TEST_CASE("covariates go by name, in the order asked for, and by ranges in that of the file") {
  const Genotypes files;
  const auto names = [&](const Names& asked) { return read_with(files, text, asked).covariates.names; };
  CHECK(names({"sex"}) == Names{"sex"});
  CHECK(names({"PC2", "age"}) == Names{"PC2", "age"});
  CHECK(names({"PC1-PC2"}) == Names{"PC1", "PC2"});
  CHECK(names({"PC2", "age-PC1"}) == Names{"PC2", "age", "sex", "PC1"});
  CHECK(names({"age-age"}) == Names{"age"});
  const std::string dashes = "FID IID a-b a b b-a\nf1 a 1 2 3 4\nf2 a 5 6 7 8\nf3 d 9 10 11 12\n";
  const auto of_dashes = [&](const Names& asked) { return read_with(files, dashes, asked).covariates.names; };
  CHECK(of_dashes({"a-b"}) == Names{"a-b"});
  CHECK(of_dashes({"a-b-a"}) == Names{"a", "b", "b-a"});
  CHECK(of_dashes({"a-b-b-a"}) == Names{"a-b", "a", "b", "b-a"});
  const Dataset plain = read_with(files, "f1 a 1 2 3\nf2 a 4 5 6\nf3 d 7 8 9\n", {"2-3"});
  CHECK(plain.covariates.names == Names{"2", "3"});
  CHECK(column(plain, 3) == Values{3, 6, 9});
}

TEST_CASE("who lacks a covariate is left out and counted, and calls count as the mean of those who stay") {
  const Genotypes files;
  for (const std::string missing : {"NA", "-9", "", "-9.0", "."}) {
    CAPTURE(missing);
    const Dataset data = read_with(files, "FID,IID,age,sex\nf1,a,30,1\nf1,b,1,1\nf2,a,50," + missing + "\nf3,d,40,2\n");
    CHECK(data.people == Names{"f1\ta", "f3\td"});
    CHECK(data.y == Values{1.5, 4});
    CHECK(column(data, 0) == Values{2, 1});
    CHECK(column(data, 1) == Values{0, 0});  // d has no call
    CHECK(column(data, 2) == Values{30, 40});
    CHECK(data.left_out == 2);
    CHECK(data.covariates.left_out == 1);
  }
  const Dataset absent = read_with(files, "#IID age\nd 40\nb 3\n");
  CHECK(absent.people == Names{"f3\td"});
  CHECK(absent.covariates.left_out == 2);
  const Dataset some = read_with(files, text + "f9 e 1 NA 3 4\n", {"age"});
  CHECK(some.covariates.left_out == 0);
}

TEST_CASE("covariates may stand in the file of phenotypes, which then keeps what is none") {
  const Genotypes files;
  const std::string both = "FID IID part t age u\nf1 a train 3 30 1\nf1 b val 4 35 2\nf2 a train NA 1 1\n";
  ReadOptions options;
  options.pheno = files.write("p.tsv", both);
  options.pheno_name = "t";
  options.covar = {*options.pheno, {}, true, {"part"}};
  const Dataset data = read_dataset(files.bed, options);
  CHECK(data.covariates.names == Names{"age", "u"});
  CHECK(data.y == Values{3, 4});
  options.covar->path = files.path("./p.tsv");
  CHECK(read_dataset(files.bed, options).covariates.names == Names{"age", "u"});
  options.covar->names = {"age-u", "t"};
  CHECK(complaint(files, options, ErrorKind::mismatch) ==
        "./p.tsv: \"t\" is no covariate: it is the phenotype, or says who is held out");
  options.covar = {files.write("q.tsv", "FID IID t part\nf1 a 3 1\nf1 b 4 2\n"), {}, true, {"part"}};
  CHECK(read_dataset(files.bed, options).covariates.names == Names{"t", "part"});
  options.pheno = options.covar->path = files.write("p.tsv", "FID IID t\nf1 a 3\nf1 b 4\n");
  options.pheno_name.reset();
  CHECK(complaint(files, options, ErrorKind::mismatch) == "p.tsv: no column is left for covariates");
}

TEST_CASE("without a phenotype everybody stays, and needs all covariates") {
  const Genotypes files;
  ReadOptions options;
  options.response = false;
  options.covar = {files.write("c.tsv", text), {"age"}};
  const Dataset data = read_dataset(files.bed, options);
  CHECK(data.X.rows() == 5);
  CHECK(column(data, 2) == Values{30, 35, 50, 60, 41.5});
  options.covar->path = files.write("c.tsv", "FID IID age\nf1 a 1\nf1 b NA\nf2 a 1\nf3 d 2\n");
  CHECK(complaint(files, options, ErrorKind::mismatch) ==
        "c.tsv: 2 of the 5 people in the .fam file lack a covariate: \"f1 b\" is the first");
  options.covar->path = files.write("c.tsv", "FID IID age\nf1 a 1\nf1 b 2\nf2 a 1\nf3 d 2\n");
  CHECK(complaint(files, options, ErrorKind::mismatch) ==
        "c.tsv: 1 of the 5 people in the .fam file lacks a covariate: \"f2 c\"");
}

TEST_CASE("choices made in reading covariates are said") {
  const Genotypes files;
  const Dataset data = read_with(files, "\"\",FID,IID,age\n1,f1,a,3\n2,f2,a,4\n3,f3,d,7\n");
  CHECK(data.notes.empty());
  CHECK(data.covariates.notes ==
        Names{files.path("c.tsv") + ": row names, in a first column without a name, left out"});
}

TEST_CASE("broken covariates are refused with what stood there and what was expected") {
  constexpr auto malformed = ErrorKind::malformed;
  constexpr auto mismatch = ErrorKind::mismatch;
  CHECK(refused("", malformed) == "c.tsv: expected a header: FID IID and names of columns, found an empty file");
  CHECK(refused("FID IID age sex\nf1 a 1 male\n", malformed) == "c.tsv:2:8: expected a number, found \"male\"");
  CHECK(refused("FID\tIID\tage\tsex\nf1\ta\t1\t2\nf2\ta\t1\t1e999\n", malformed) ==
        "c.tsv:3:8: expected a number within the range of double, found \"1e999\"");
  CHECK(refused("FID IID age\nf1 a 1\nf1 a 2\n", malformed) ==
        "c.tsv:3:1: expected every person once, found \"f1 a 2\"");
  CHECK(refused("FID IID age\nf1 a 1 2\n", malformed) ==
        "c.tsv:2:1: expected 3 columns, as in the first line, found 4");
  CHECK(refused("id family age\nf1 a 1\n", malformed) ==
        "c.tsv:1:11: expected a number, or a header: FID IID and names of columns, found \"age\"");
  CHECK(refused(text, mismatch, {"bmi"}) == "c.tsv: no column \"bmi\"; there are \"age\", \"sex\", \"PC1\", \"PC2\"");
  CHECK(refused(text, mismatch, {"PC2-PC1"}) ==
        "c.tsv: no column \"PC2-PC1\"; there are \"age\", \"sex\", \"PC1\", \"PC2\"");
  CHECK(refused(text, mismatch, {"age-PC1", "sex"}) == "c.tsv: covariate \"sex\" is asked for twice");
  CHECK(refused("FID IID a a\nf1 a 1 2\n", mismatch) == "c.tsv: more than one column is named \"a\"");
  CHECK(refused("FID\tIID\t\tb\nf1\ta\t1\t2\n", mismatch) ==
        "c.tsv: a column has no name: say by name which are covariates");
  CHECK(refused("FID IID a\nz z 1\n", mismatch) == "c.tsv: none of its people (FID, IID) is in the .fam file");
  CHECK(refused("#IID a\na 1\n", mismatch) ==
        "c.tsv: several people in the .fam file are called \"a\"; give FID and IID");
  CHECK(refused("FID IID a\nf1 b 1\nf1 a NA\n", mismatch) == "c.tsv: everybody with a phenotype lacks a covariate");
  const Genotypes files;
  ReadOptions options;
  options.covar = {"c.tsv"};
  const std::string csv = files.write("x.csv", "a,b\n1,2\n");
  CHECK_THROWS_WITH_AS((void)read_dataset(csv, options),
                       (csv + ": CSV has no people whose ids c.tsv could name").c_str(), Error);
}
