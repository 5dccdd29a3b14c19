// Shapes of real sets, where they are at hand.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "io/dataset.hpp"

namespace strads::io {
namespace {

std::string data_path(const std::string& name) {
  const char* folder = std::getenv("STRADS_DATA");
  return (std::filesystem::path(folder != nullptr ? folder : "../shared/data") / "lasso" / name).string();
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
  const std::string apple = data_path("apple/y.txt");
  if (std::filesystem::exists(apple)) CHECK(read_response(apple).size() == 243);
  const std::string chains = data_path("strads500x1k/y.mtx");
  if (std::filesystem::exists(chains)) CHECK(read_response(chains).size() == 500);
}

}  // namespace strads::io
