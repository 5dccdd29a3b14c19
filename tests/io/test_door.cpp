// The public door: files of every kind read through strads/io.hpp, and its words where they cannot be.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

#include "io/door/words.hpp"
#include "io/files.hpp"
#include "strads/error.hpp"
#include "strads/io.hpp"

using strads::BigVector;
using strads::Error;
using strads::ErrorKind;
using strads::Index;
using strads::MatrixFile;
using strads::Rating;
using strads::read_matrix;
using strads::io::Files;

namespace {

std::vector<double> column(const MatrixFile& file, Index j) {
  std::vector<double> values(static_cast<std::size_t>(file.X.rows()));
  file.X.expand(j, values.data());
  return values;
}

using Values = std::vector<double>;
using Names = std::vector<std::string>;

struct Complaint {
  ErrorKind kind;
  std::string words;
};

// What `work` throws, with FILE for the path.
template <class Work>
Complaint complaint(const std::string& path, const Work& work) {
  try {
    work();
  } catch (const Error& error) {
    std::string words = error.what();
    for (auto at = words.find(path); at != std::string::npos; at = words.find(path))
      words.replace(at, path.size(), "FILE");
    return {error.kind(), words};
  }
  FAIL("nothing was thrown");
  return {};
}

// Two variants of three people.
std::string write_genotypes(const Files& files) {
  (void)files.write("g.bim", "1 rs1 0 10 A C\n1 rs2 0 20 G T\n");
  (void)files.write("g.fam", "f 1 0 0 1 2.5\nf 2 0 0 1 -9\nf 3 0 0 1 4\n");
  return files.write("g.bed", "\x6c\x1b\x01\x2c\x38");  // copies 2, 0, 1 and 2, 1, 0
}

}  // namespace

TEST_CASE("a table: response, names, what is left out, and its form") {
  const Files files;
  const std::string path = files.write("t.csv", "a;y;b;note\n1;2;3,5;x\n4;5;6;y\n");
  const MatrixFile file = read_matrix(path, {.target = "y", .drop = {"note"}, .decimal = ','});
  CHECK(file.format == "CSV");
  CHECK(file.names == Names{"a", "b"});
  CHECK(file.y == Values{2, 5});
  CHECK(column(file, 1) == Values{3.5, 6});
  const std::string numbers = files.write("n.csv", "1,2\n3,4\n");
  CHECK(column(read_matrix(numbers, {.header = false}), 1) == Values{2, 4});
  CHECK(read_matrix(numbers, {.header = true}).names == Names{"1", "2"});
  CHECK(read_matrix(numbers, {.target = "1", .header = false}).y == Values{1, 3});
}

TEST_CASE("missing values count as means where that is asked for") {
  const Files files;
  const std::string path = files.write("t.csv", "a,b\n1,2\nNA,3\n4,4\n");
  const MatrixFile file = read_matrix(path, {.impute_mean = true});
  CHECK(file.missing == 1);
  CHECK(column(file, 0) == Values{1, 2.5, 4});
  const auto said = complaint(path, [&] { (void)read_matrix(path); });
  CHECK(said.kind == ErrorKind::malformed);
  CHECK(said.words == "FILE:3:1: expected a number, found \"NA\"; `impute_mean` puts the column's mean there");
}

TEST_CASE("sparse and dense matrices, compressed or not, on any number of threads") {
  const Files files;
  const std::string libsvm = "1.5 1:2 3:4\n-1 2:1\n";
  for (const int threads : {1, 3}) {
    const MatrixFile file = read_matrix(files.write("a.svm.gz", strads::io::gzipped(libsvm)), {.threads = threads});
    CHECK(file.format == "libsvm");
    CHECK(file.X.stored() == 3);
    CHECK(file.y == Values{1.5, -1});
    CHECK(column(file, 2) == Values{4, 0});
  }
  CHECK(read_matrix(files.write("b.svm", "1 0:2\n"), {.index_base = 0}).X.columns() == 1);
  const std::string header = "%%MatrixMarket matrix coordinate real general\n";
  const MatrixFile sparse = read_matrix(files.write("a.mtx", header + "2 2 1\n2 1 7\n"));
  CHECK(sparse.format == "MatrixMarket");
  CHECK(sparse.X.stored() == 1);
  CHECK(column(sparse, 0) == Values{0, 7});
  const std::string wide = files.write("w.csv", "a,b\n0.1,2\n0.3,4\n");
  const MatrixFile floats = read_matrix(wide, {.float_storage = true});
  CHECK(column(floats, 0) == Values{0.1F, 0.3F});
}

TEST_CASE("genotypes, with a phenotype or with everybody") {
  const Files files;
  const std::string path = write_genotypes(files);
  const MatrixFile file = read_matrix(path);
  CHECK(file.format == "PLINK");
  CHECK(file.names == Names{"rs1", "rs2"});
  CHECK(file.y == Values{2.5, 4});
  CHECK(file.left_out == 1);
  CHECK(file.people == Names{"f\t1", "f\t3"});
  CHECK(column(file, 0) == Values{2, 1});
  CHECK(column(file, 1) == Values{2, 0});
  const MatrixFile all = read_matrix(path, {.response = false});
  CHECK(all.y.empty());
  CHECK(all.people == Names{"f\t1", "f\t2", "f\t3"});
  const std::string pheno = files.write("p.txt", "FID IID height weight\nf 1 1 7\nf 2 2 8\nf 3 3 9\n");
  CHECK(read_matrix(path, {.pheno = pheno, .pheno_name = "weight"}).y == Values{7, 8, 9});
  CHECK(complaint(pheno, [&] { (void)read_matrix(path, {.pheno = pheno}); }).words ==
        "FILE: which phenotype? Give one of \"height\", \"weight\" with `pheno_name`");
}

TEST_CASE("numbers of a file of their own") {
  const Files files;
  CHECK(strads::read_numbers(files.write("y.txt", "y\n1.5\n-2\n")) == Values{1.5, -2});
  CHECK(strads::read_numbers(files.write("c.txt", "1,5\n2\n"), ',') == Values{1.5, 2});
}

TEST_CASE("ratings with ids; pairs of others by their positions") {
  const Files files;
  const std::string path =
      files.write("r.tsv", "who\twhat\tstars\nAnn\tRed\t5\nBob\tRed\t3\nAnn\tRed\t4\nBob\tOld\tNA\n");
  const strads::RatingsOptions options = {
      .user_col = "who", .item_col = "2", .rating_col = "stars", .separator = "tab", .missing_values = {"NA"}};
  const strads::RatingsFile file = strads::read_ratings(path, options);
  CHECK(file.format == "tab-separated ratings");
  CHECK(file.missing == 1);
  REQUIRE(file.users.size() == 2);
  CHECK(file.users.name(1) == "Bob");
  CHECK(file.users.find("Ann") == 0);
  CHECK(file.users.find("Zoe") == -1);
  CHECK(file.items.name(0) == "Red");
  CHECK(file.ratings.count() == 2);
  CHECK(file.ratings.duplicates() == 1);
  CHECK(file.ratings.by_user().values[0] == 4);

  const auto tested =
      strads::read_rated_pairs(files.write("t.csv", "Zoe,Red,1\nBob,Red,2\nBob,Red,3\n"), file.users, file.items);
  REQUIRE(tested.size() == 2);
  CHECK(tested[0].user == -1);
  CHECK(tested[0].item == 0);
  CHECK(tested[1].user == 1);
  CHECK(tested[1].value == 3);
  const BigVector<Rating> asked =
      strads::read_pairs(files.write("p.csv", "Bob,Red\nBob,New\n"), file.users, file.items);
  REQUIRE(asked.size() == 2);
  CHECK(asked[1].user == 1);
  CHECK(asked[1].item == -1);
  CHECK(asked[1].value == 0);
}

TEST_CASE("complaints: kinds, places, and options in backquotes") {
  const Files files;
  const std::string none = files.path("none.csv");
  CHECK(complaint(none, [&] { (void)read_matrix(none); }).kind == ErrorKind::file);
  const std::string table = files.write("t.csv", "a,b\n1,x\n2,y\n");
  const auto text = complaint(table, [&] { (void)read_matrix(table); });
  CHECK(text.kind == ErrorKind::malformed);
  CHECK(text.words == "FILE:2:3: expected a number, found \"x\"; `drop` b leaves out the column of text");
  CHECK(complaint(table, [&] { (void)read_matrix(table, {.target = "z"}); }).kind == ErrorKind::mismatch);
  const std::string ratings = files.write("r.csv", "1,2,3\n4,5,\n");
  const auto rating = complaint(ratings, [&] { (void)strads::read_ratings(ratings); });
  CHECK(rating.words == "FILE:2:5: expected a rating (`missing_values` NA leaves out rows without one), found nothing");
  const std::string zero = files.write("z.svm", "1 0:2\n2 1:3\n");
  CHECK(complaint(zero, [&] {
          (void)read_matrix(zero);
        }).words.ends_with("`index_base` 0 reads a file that counts from 0"));
}

TEST_CASE("no flag of the command line is left in what the readers say") {
  const std::regex text(R"re("[^"\n]*--[a-z][^"\n]*")re");
  int found = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("src/io")) {
    const std::string path = entry.path().string();
    if (!entry.is_regular_file() || path.find("/output/") != std::string::npos ||
        path.find("/door/") != std::string::npos) {
      continue;
    }
    std::ifstream file(path);
    const std::string source{std::istreambuf_iterator<char>(file), {}};
    for (std::sregex_iterator at(source.begin(), source.end(), text), end; at != end; ++at) {
      if (at->str().find("plink") != std::string::npos) continue;  // flags of that program
      ++found;
      CAPTURE(path);
      CAPTURE(at->str());
      const std::string said = strads::io::with_options(at->str());
      CHECK(said.find("--") == std::string::npos);
      CHECK(said.find("-y FILE") == std::string::npos);
    }
  }
  CHECK(found > 20);
}

TEST_CASE("options that make no sense") {
  const auto usage = [](const auto& work) {
    const auto said = complaint("FILE", work);
    CHECK(said.kind == ErrorKind::usage);
    return said.words;
  };
  CHECK(usage([] { (void)read_matrix("f", {.decimal = ';'}); }) == "`decimal` must be . or ,");
  CHECK(usage([] { (void)read_matrix("f", {.index_base = 2}); }) == "`index_base` must be 0 or 1");
  CHECK(usage([] { (void)read_matrix("f", {.pheno_name = "x"}); }) == "`pheno_name` needs `pheno`");
  CHECK(usage([] { (void)read_matrix("f", {.threads = 0}); }) == "`threads` must be at least 1");
  CHECK(usage([] { (void)strads::read_numbers("f", 'x'); }) == "`decimal` must be . or ,");
  CHECK(usage([] { (void)strads::read_ratings("f", {.separator = "dot"}); }) ==
        "`separator` must be tab, comma, semicolon, bar, blank or ::");
}
