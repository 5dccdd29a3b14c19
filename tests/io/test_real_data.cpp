// Shapes of real sets, where they are at hand.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "io/dataset.hpp"
#include "io/ratings/ratings.hpp"

namespace strads::io {
namespace {

std::string data_path(const std::string& name, const std::string& kind = "lasso") {
  const char* folder = std::getenv("STRADS_DATA");
  return (std::filesystem::path(folder != nullptr ? folder : "../shared/data") / kind / name).string();
}

void check_ratings(const std::string& name, Index users, Index items, Index count, Index duplicates) {
  const std::string path = data_path(name, "ratings");
  if (!std::filesystem::exists(path)) {
    MESSAGE("skipped, not there: " << name);
    return;
  }
  CAPTURE(name);
  RatingsOptions options;
  options.threads = 2;
  RatingsFile file = read_ratings(path, options);
  Index read = 0;
  for (const auto& block : file.ratings) read += static_cast<Index>(block.size());
  const Ratings ratings = Ratings::consume(file.users.size(), file.items.size(), std::move(file.ratings));
  CHECK(file.users.size() == users);
  CHECK(file.items.size() == items);
  CHECK(read == count);
  CHECK(ratings.duplicates() == duplicates);
}

void check_shape(const std::string& name, Index rows, Index columns, Index responses, const std::string& format) {
  const std::string path = data_path(name);
  if (!std::filesystem::exists(path)) {
    MESSAGE("skipped, not there: " << name);
    return;
  }
  CAPTURE(name);
  ReadOptions options;
  options.threads = 2;
  if (format == "CSV") options.target = "progression";
  const Dataset data = read_dataset(path, options);
  CHECK(data.X.rows() == rows);
  CHECK(data.X.columns() == columns);
  CHECK(static_cast<Index>(data.y.size()) == responses);
  CHECK(data.format == format);
}

}  // namespace

TEST_CASE("real sets have their shapes") {
  check_shape("a9a/a9a.svm.gz", 32561, 123, 32561, "libsvm");
  check_shape("dorothea/dorothea.svm.gz", 800, 100000, 800, "libsvm");
  check_shape("strads500x1k/X.mtx", 500, 1000, 0, "MatrixMarket");
  check_shape("apple/X.npy", 243, 2828, 0, "npy");
  check_shape("diabetes_sklearn/diabetes.csv", 442, 10, 442, "CSV");
  check_shape("hlc/hlc.bed", 427, 358499, 427, "PLINK");
  const std::string people = data_path("hlc/hlc.bed");
  if (std::filesystem::exists(people)) {
    ReadOptions options;
    options.pheno = data_path("hlc/pheno.tsv");  // two thirds of its rows have a cell more than the header
    options.pheno_name = "trait1";
    const auto y = read_dataset(people, options).y;
    REQUIRE(y.size() == 427);
    CHECK(y[0] == 4.30079);
    CHECK(y[1] == 30.3996);
  }
  const std::string apple = data_path("apple/y.txt");
  if (std::filesystem::exists(apple)) CHECK(read_response(apple).size() == 243);
  const std::string chains = data_path("strads500x1k/y.mtx");
  if (std::filesystem::exists(chains)) CHECK(read_response(chains).size() == 500);
}

TEST_CASE("real ratings have their shapes") {
  check_ratings("ml-100k/u.data", 943, 1682, 100000, 0);
  check_ratings("ml-1m/ratings.tsv.gz", 6040, 3706, 1000209, 0);
  check_ratings("jester1/ratings.tsv.gz", 24983, 100, 1810455, 0);
  check_ratings("ciao/ratings.tsv.gz", 7375, 105114, 284086, 1436);
  check_ratings("filmtrust/ratings.tsv", 1508, 2071, 35498, 4);
  check_ratings("mc_yahoo_music/ratings.tsv", 1357, 1363, 5335, 0);
}

}  // namespace strads::io
