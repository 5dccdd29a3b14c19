#include "generate/snp_region.hpp"

#include <array>
#include <cmath>

#include "generate/streams.hpp"

namespace strads::generate {
namespace {

constexpr Index shortest = 10;
constexpr Index longest = 50;
constexpr double rarest = 0.05;
constexpr std::array<unsigned char, 3> code_of = {3, 2, 0};  // of 0, 1, 2 copies

std::uint32_t rank(Random& random) { return static_cast<std::uint32_t>(random.next() >> 32U); }

class Haplotypes {
 public:
  explicit Haplotypes(Index people) : ranks_(static_cast<std::size_t>(2 * people)) {}

  void renew(Random& random) {
    for (auto& u : ranks_) u = rank(random);
  }
  void recombine(Random& random) {
    static const double log_kept = std::log(kept);
    const auto count = static_cast<Index>(ranks_.size());
    for (Index h = misses(random, log_kept); h < count; h += 1 + misses(random, log_kept)) {
      ranks_[static_cast<std::size_t>(h)] = rank(random);
    }
  }
  void append(const Site& site, std::string& codes) const {
    const auto limit = static_cast<std::uint32_t>(site.frequency * 0x1.0p32);
    const std::uint32_t flip = site.low ? 0 : ~std::uint32_t{0};  // u >= 1 - p is ~u < p
    for (std::size_t i = 0; i < ranks_.size(); i += 8) {
      unsigned byte = 0;
      for (std::size_t h = i; h < std::min(i + 8, ranks_.size()); h += 2) {
        const auto copies = static_cast<std::size_t>((ranks_[h] ^ flip) < limit) +
                            static_cast<std::size_t>((ranks_[h + 1] ^ flip) < limit);
        byte |= unsigned{code_of[copies]} << (h - i);
      }
      codes += static_cast<char>(byte);
    }
  }

 private:
  std::vector<std::uint32_t> ranks_;  // two a person
};

}  // namespace

SnpRegion snp_region(Index people, Index variants, Index region, std::uint64_t seed) {
  Random random = stream(seed, Purpose::data, region);
  Haplotypes haplotypes(people);
  SnpRegion result;
  result.codes.reserve(static_cast<std::size_t>((people + 3) / 4 * variants));
  Index left = 0;  // of the block
  Site site;
  for (Index j = 0; j < variants; ++j, --left) {
    site.starts = left == 0;
    if (site.starts) {
      left = shortest + random.below(longest - shortest + 1);
      haplotypes.renew(random);
    } else {
      haplotypes.recombine(random);
    }
    if (site.starts || random.uniform() < 0.5) {
      site.frequency = rarest + (0.5 - rarest) * random.uniform();
      site.low = random.uniform() < 0.5;
    }
    result.sites.push_back(site);
    haplotypes.append(site, result.codes);
  }
  return result;
}

}  // namespace strads::generate
