// Products of genotypes by counting bits, against sums person by person.
#include <doctest/doctest.h>

#include <memory>
#include <vector>

#include "strads/linalg/genotype.hpp"
#include "strads/random.hpp"

using namespace strads;

namespace {

struct Calls {
  Index people;
  std::vector<std::vector<int>> variants;  // copies of each person, -1: missing
  std::vector<char> keep;
  std::vector<double> fill;

  // `rare`: one call in so many is missing, and one person in so many left out; 0: none.
  Calls(Random& random, Index n, Index columns, Index rare) : people(n) {
    for (Index j = 0; j < columns; ++j) {
      auto& calls = variants.emplace_back();
      const bool whole = rare == 0 || j % 3 == 0;
      for (Index i = 0; i < n; ++i) {
        calls.push_back(!whole && random.below(rare) == 0 ? -1 : static_cast<int>(random.below(3)));
      }
      fill.push_back(static_cast<double>(random.below(7)) / 2);
    }
    for (Index i = 0; i < n && rare > 0; ++i) keep.push_back(random.below(rare) == 0 ? 0 : 1);
  }

  [[nodiscard]] Genotype matrix() const {
    const Index stride = (people + 3) / 4;
    const auto bytes = static_cast<std::size_t>(stride) * variants.size();
    // What fills up the last byte of a variant is no call.
    const std::shared_ptr<unsigned char[]> codes(new unsigned char[bytes]);
    std::fill_n(codes.get(), bytes, static_cast<unsigned char>(0xE4));
    for (std::size_t j = 0; j < variants.size(); ++j) {
      for (Index i = 0; i < people; ++i) {
        const int call = variants[j][static_cast<std::size_t>(i)];
        const unsigned code = call < 0 ? 1 : call == 0 ? 3 : call == 1 ? 2 : 0;
        unsigned char& byte = codes[static_cast<std::size_t>(i / 4) + j * static_cast<std::size_t>(stride)];
        byte = static_cast<unsigned char>((byte & ~(3U << (2 * (i % 4)))) | code << (2 * (i % 4)));
      }
    }
    return {people, static_cast<Index>(variants.size()), codes, keep, fill};
  }

  [[nodiscard]] double product(Index a, double centre, Index b) const {
    const auto value = [&](Index j, Index i) {
      const int call = variants[static_cast<std::size_t>(j)][static_cast<std::size_t>(i)];
      return call < 0 ? fill[static_cast<std::size_t>(j)] : static_cast<double>(call);
    };
    double sum = 0;  // of quarters: exact
    for (Index i = 0; i < people; ++i) {
      if (keep.empty() || keep[static_cast<std::size_t>(i)] != 0) sum += (value(a, i) - centre) * value(b, i);
    }
    return sum;
  }
};

}  // namespace

TEST_CASE("products are exact where all values are, at any number of people, and the same alone") {
  Random random(1);
  for (const Index people : {1, 3, 31, 32, 33, 64, 1000, 8191, 8192, 8193, 16385, 20003}) {
    for (const Index rare : {0, 3, 100}) {
      CAPTURE(people);
      CAPTURE(rare);
      const Index columns = people == 1000 ? 70 : 9;
      const Calls calls(random, people, columns, rare);
      const Genotype matrix = calls.matrix();
      std::vector<Index> as;
      std::vector<Index> bs;
      std::vector<double> centres;
      for (Index j = 0; j < columns; ++j) {
        as.push_back(columns - 1 - j);
        centres.push_back(static_cast<double>(random.below(9)) / 4);
        if (j != 4) bs.push_back(j);
      }
      std::vector<double> out(as.size() * bs.size());
      matrix.cross(as, centres, bs, out.data());
      for (std::size_t a = 0; a < as.size(); ++a) {
        for (std::size_t b = 0; b < bs.size(); ++b) {
          const double found = out[a * bs.size() + b];
          CHECK(found == calls.product(as[a], centres[a], bs[b]));
          double alone = 0;
          matrix.cross(std::span(as).subspan(a, 1), std::span(centres).subspan(a, 1), std::span(bs).subspan(b, 1),
                       &alone);
          CHECK(alone == found);
        }
      }
    }
  }
}
