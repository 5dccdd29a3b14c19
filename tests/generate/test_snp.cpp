// Genotypes: frequencies, Hardy-Weinberg equilibrium and linkage disequilibrium against their formulas, the phenotype
// against the truth that is written.
#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <memory>
#include <vector>

#include "generate/planted.hpp"
#include "generate/snp.hpp"
#include "generate/snp_region.hpp"
#include "io/dataset.hpp"
#include "made.hpp"
#include "strads/linalg/genotype.hpp"

using namespace strads::generate;
using strads::Index;

namespace {

constexpr Index people = 6001;

struct Region {
  SnpRegion region = snp_region(people, region_variants, 3, 7);
  std::vector<std::vector<double>> columns;

  Region() {
    const std::shared_ptr<unsigned char[]> codes(new unsigned char[region.codes.size()]);
    std::copy(region.codes.begin(), region.codes.end(), codes.get());
    const strads::Genotype genotype(people, region_variants, codes);
    for (Index j = 0; j < region_variants; ++j) genotype.expand(j, columns.emplace_back(people).data());
  }
  [[nodiscard]] double correlation(std::size_t j, std::size_t k) const {
    double sums[5] = {};
    for (std::size_t i = 0; i < people; ++i) {
      const double a = columns[j][i];
      const double b = columns[k][i];
      const double terms[5] = {a, b, a * a, b * b, a * b};
      for (int t = 0; t < 5; ++t) sums[t] += terms[t] / people;
    }
    return (sums[4] - sums[0] * sums[1]) / std::sqrt((sums[2] - sums[0] * sums[0]) * (sums[3] - sums[1] * sums[1]));
  }
  [[nodiscard]] bool same_block(std::size_t j, std::size_t k) const {
    for (std::size_t t = j + 1; t <= k; ++t) {
      if (region.sites[t].starts) return false;
    }
    return true;
  }
  [[nodiscard]] double formula(std::size_t j, std::size_t k) const {
    const Site& a = region.sites[j];
    const Site& b = region.sites[k];
    const double p = std::min(a.frequency, b.frequency);
    const double q = std::max(a.frequency, b.frequency);
    const double size =
        a.low == b.low ? std::sqrt(p * (1 - q) / (q * (1 - p))) : -std::sqrt(p * q / ((1 - p) * (1 - q)));
    return std::pow(kept, static_cast<double>(k - j)) * size;
  }
};

}  // namespace

TEST_CASE("genotypes have the frequencies of their sites, in Hardy-Weinberg equilibrium") {
  const Region r;
  for (std::size_t j = 0; j < r.columns.size(); ++j) {
    const double p = r.region.sites[j].frequency;
    double mean = 0;
    double mixed = 0;
    for (const double copies : r.columns[j]) {
      mean += copies / people;
      mixed += (copies == 1 ? 1.0 : 0.0) / people;
    }
    CAPTURE(j);
    CHECK(p >= 0.05);
    CHECK(p <= 0.5);
    CHECK(std::abs(mean - 2 * p) < 5 * std::sqrt(2 * p * (1 - p) / people));
    const double h = 2 * p * (1 - p);
    CHECK(std::abs(mixed - h) < 5 * std::sqrt(h * (1 - h) / people));
  }
}

TEST_CASE("linkage disequilibrium follows its formula, decays, and ends with the block") {
  const Region r;
  std::vector<double> squares(60);
  std::vector<double> counts(60);
  double across = 0;
  double pairs = 0;
  for (std::size_t j = 0; j < r.columns.size(); ++j) {
    for (std::size_t k = j + 1; k < std::min(j + 50, r.columns.size()); ++k) {
      const double found = r.correlation(j, k);
      if (r.same_block(j, k)) {
        CHECK(std::abs(found - r.formula(j, k)) < 0.075);  // 5 to 6 standard errors
        squares[k - j] += found * found;
        counts[k - j] += 1;
      } else {
        across += found * found * people;
        pairs += 1;
      }
    }
  }
  CHECK(across / pairs == doctest::Approx(1).epsilon(0.15));  // that of independent columns
  for (const std::size_t d : {1U, 5U, 15U}) CHECK(squares[d] / counts[d] > 1.3 * squares[2 * d] / counts[2 * d]);
  CHECK(squares[1] / counts[1] > 0.4);
}

TEST_CASE("blocks have 10 to 50 variants") {
  const SnpRegion region = snp_region(2, region_variants, 0, 1);
  std::size_t since = 0;
  for (std::size_t j = 1; j < region.sites.size(); ++j) {
    if (!region.sites[j].starts) continue;
    CHECK(j - since >= 10);
    CHECK(j - since <= 50);
    since = j;
  }
  CHECK(region.sites.size() - since <= 50);
}

TEST_CASE("the phenotype is intercept and effects of truth.tsv, when there is no noise") {
  const SnpSettings settings{.people = 101, .variants = 1300, .planted = 7, .explained = 1};
  const Made made([&](const auto& execution, auto& out) { generate_snp(settings, execution, out); });
  const auto data = strads::io::read_dataset(made.path("snp.bed"));
  REQUIRE(data.X.rows() == 101);
  REQUIRE(data.X.columns() == 1300);
  CHECK(data.names[1299] == "snp1300");
  std::vector<double> left = data.y;
  std::ifstream truth(made.path("truth.tsv"));
  std::string header;
  std::getline(truth, header);
  CHECK(header == "index\tname\tvalue");
  Index index = 0;
  std::string name;
  double value = 0;
  int planted = -1;
  for (; truth >> index >> name >> value; ++planted) {
    std::vector<double> column(101, 1.0);
    if (index >= 0) {
      CHECK(name == "snp" + std::to_string(index + 1));
      data.X.expand(index, column.data());
    }
    for (std::size_t i = 0; i < left.size(); ++i) left[i] -= value * column[i];
  }
  CHECK(planted == 7);
  for (const double rest : left) CHECK(std::abs(rest) < 1e-12);
}

TEST_CASE("noise has the share of the variance that is asked for") {
  std::vector<double> signal(20000);
  for (std::size_t i = 0; i < signal.size(); ++i) signal[i] = i % 2 == 0 ? 10.0 : 14.0;  // variance 4
  add_noise(signal, 0.25, 1);
  double mean = 0;
  double variance = 0;
  for (const double y : signal) mean += y / 20000;
  for (const double y : signal) variance += (y - mean) * (y - mean) / 20000;
  CHECK(variance == doctest::Approx(16).epsilon(0.05));
}

TEST_CASE("planted variables are spread evenly, one a range") {
  for (const Index variables : {10, 101, 508'999}) {
    const auto effects = plant(variables, 10, 5);
    REQUIRE(effects.size() == 10);
    for (std::size_t k = 0; k < 10; ++k) {
      CHECK(effects[k].variable >= variables * static_cast<Index>(k) / 10);
      CHECK(effects[k].variable < variables * static_cast<Index>(k + 1) / 10);
      CHECK(std::abs(effects[k].value) >= 1);
    }
  }
}
