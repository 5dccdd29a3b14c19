// Numbers of other solvers, committed with the commands that made them (reference_glmnet.R, reference_sklearn.py), and
// the published optima of the released STRADS sample.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "io/dataset.hpp"
#include "strads/linear.hpp"

using namespace strads;

namespace {

std::vector<std::vector<std::string>> table(const std::string& path) {
  std::ifstream file(path);
  REQUIRE(file);
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream words(line);
    std::vector<std::string> row;
    for (std::string word; std::getline(words, word, '\t');) row.push_back(word);
    rows.push_back(row);
  }
  return rows;
}

io::Dataset read(const std::string& name) {
  if (name == "apple") {
    io::Dataset data = io::read_dataset("datasets/apple/X.npy", {});
    data.y = io::read_response("datasets/apple/y.txt");
    return data;
  }
  io::ReadOptions options;
  options.target = "progression";
  return io::read_dataset("datasets/diabetes/diabetes.csv", options);
}

linear::Point fit(const io::Dataset& data, const linear::Settings& settings) {
  linear::Observer nobody;
  const auto result = linear::fit(data.X, data.y, settings, nobody);
  CHECK(result.stop == StopReason::converged);
  return result.points.at(0);
}

std::string shared_data() {
  const char* given = std::getenv("STRADS_DATA");
  return given != nullptr ? given : "../shared/data";
}

}  // namespace

TEST_CASE("coefficients and explained deviance are glmnet's") {
  const io::Dataset data = read("diabetes");
  const auto rows = table("tests/linear/reference_glmnet.tsv");
  REQUIRE(rows.size() == 12);
  for (const auto& row : rows) {
    linear::Settings settings;
    settings.standardize = row[0] == "1";
    settings.intercept = row[1] == "1";
    settings.lambda = std::stod(row[2]);
    settings.tol = 1e-12;
    const auto step = fit(data, settings);
    CHECK(step.intercept == doctest::Approx(std::stod(row[3])).epsilon(1e-6));
    std::vector<double> b(10, 0.0);
    for (std::size_t k = 0; k < step.index.size(); ++k) b[static_cast<std::size_t>(step.index[k])] = step.value[k];
    for (std::size_t j = 0; j < 10; ++j) {
      CAPTURE(j);
      CHECK(b[j] == doctest::Approx(std::stod(row[4 + j])).epsilon(1e-6));
    }
    CHECK(step.explained == doctest::Approx(std::stod(row[14])).epsilon(1e-9));
  }
}

TEST_CASE("with --scale-response elastic nets and ridges are glmnet's, whatever alpha") {
  const io::Dataset data = read("diabetes");
  const auto rows = table("tests/linear/reference_glmnet_net.tsv");
  REQUIRE(rows.size() == 24);
  for (const auto& row : rows) {
    linear::Settings settings;
    settings.scale_response = true;
    settings.alpha = std::stod(row[0]);
    settings.standardize = row[1] == "1";
    settings.intercept = row[2] == "1";
    settings.lambda = std::stod(row[3]);
    settings.tol = 1e-12;
    CAPTURE(settings.alpha);
    const auto step = fit(data, settings);
    std::vector<double> b(10, 0.0);
    for (std::size_t k = 0; k < step.index.size(); ++k) b[static_cast<std::size_t>(step.index[k])] = step.value[k];
    CHECK(step.intercept == doctest::Approx(std::stod(row[4])).epsilon(1e-6));
    for (std::size_t j = 0; j < 10; ++j) CHECK(b[j] == doctest::Approx(std::stod(row[5 + j])).epsilon(1e-6));
    settings.scale_response = false;
    CHECK(std::abs(fit(data, settings).intercept - step.intercept) >= (settings.intercept ? 0.01 : 0.0));
  }
}

TEST_CASE("objectives and supports are scikit-learn's") {
  const auto rows = table("tests/linear/reference_sklearn.tsv");
  REQUIRE(rows.size() == 12);
  for (const auto& row : rows) {
    linear::Settings settings;
    settings.standardize = false;
    settings.alpha = std::stod(row[1]);
    settings.lambda = std::stod(row[2]);
    settings.tol = 1e-12;
    const auto step = fit(read(row[0]), settings);
    CHECK(step.objective == doctest::Approx(std::stod(row[3])).epsilon(1e-10));
    // Duplicate markers leave the lasso's support open: ours is one of the smallest.
    if (settings.alpha < 1) CHECK(step.nonzero == std::stol(row[4]));
    CHECK(step.nonzero <= std::stol(row[4]));
  }
}

// strads500x1k's provenance lists the optima of 1/2 ||y - X b||^2 + t ||b||_1 without intercept or scaling.
TEST_CASE("the released STRADS sample: near copies that stop coordinate descent short") {
  const std::string folder = shared_data() + "/lasso/strads500x1k";
  if (!std::filesystem::exists(folder)) {
    MESSAGE("skipped: no " << folder << " (set STRADS_DATA)");
    return;
  }
  io::Dataset data = io::read_dataset(folder + "/X.mtx", {});
  data.y = io::read_response(folder + "/y.mtx");
  const double n = static_cast<double>(data.X.rows());
  struct Optimum {
    double t, objective;
    Index nonzero;
  };
  for (const Optimum want :
       {Optimum{5e-4, 0.01987080, 490}, Optimum{1e-3, 0.03720296, 472}, Optimum{0.005, 0.13359760, 390},
        Optimum{0.01, 0.21192880, 336}, Optimum{0.02, 0.31517021, 256}, Optimum{0.05, 0.45059135, 111}}) {
    linear::Settings settings;
    settings.intercept = false;
    settings.standardize = false;
    settings.lambda = want.t / n;
    settings.tol = 1e-10;
    const auto step = fit(data, settings);
    CHECK(step.objective * n == doctest::Approx(want.objective).epsilon(1e-6));
    CHECK(step.nonzero == want.nonzero);
  }
}

// Every neighbouring pair of wavelengths correlates above 0.9; Shotgun's bound on useful parallel updates is 1.
TEST_CASE("near-infrared spectra: random rounds of 64 diverge, dynamic ones of 64 are certified") {
  const std::string folder = shared_data() + "/lasso/nirsoil";
  if (!std::filesystem::exists(folder)) {
    MESSAGE("skipped: no " << folder << " (set STRADS_DATA)");
    return;
  }
  const io::Dataset data = io::read_dataset(folder + "/X.npy", {});
  const auto y = io::read_response(folder + "/y.txt");
  linear::Observer nobody;
  linear::Settings settings;
  settings.lambda_ratio = 0.01;
  settings.scheduler.workers = 64;
  settings.scheduler.block_floor = 1;
  const auto dynamic = linear::fit(data.X, y, settings, nobody);
  CHECK(dynamic.stop == StopReason::converged);
  CHECK(dynamic.points.at(0).duality_gap <= 1e-6);
  linear::set_schedule(settings, linear::Schedule::random);
  const auto random = linear::fit(data.X, y, settings, nobody);
  CHECK((random.stop == StopReason::diverged || random.stop == StopReason::stalled));
  CHECK(random.points.at(0).duality_gap > 1e-6);
}
