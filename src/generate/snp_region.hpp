// Genotypes with linkage disequilibrium, a region of variants at a time.
//
// Variants come in blocks of 10 to 50. In a block every haplotype has a hidden rank u, uniform in [0, 1), which it
// keeps from one variant to the next with chance `kept` and else draws anew. The minor allele is carried where u < p
// or, on the other side, where u >= 1 - p; the frequency p is uniform in [0.05, 0.5], as on genotyping arrays, and half
// of the variants have frequency and side of the one before: near copies of it. A person's genotype is the sum of two
// independent haplotypes (Hardy-Weinberg equilibrium).
//
// So the correlation of variants d apart in a block is, with frequencies p <= q,
//
//   kept^d sqrt(p (1 - q) / (q (1 - p)))        on the same side
//   -kept^d sqrt(p q / ((1 - p) (1 - q)))       on different sides
//
// and 0 across blocks. Regions end blocks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "strads/index.hpp"

namespace strads::generate {

inline constexpr Index region_variants = 512;
inline constexpr double kept = 0.95;

struct Site {
  double frequency = 0;  // p, of the minor allele
  bool low = true;       // carried where u < p
  bool starts = true;    // first of its block
};

struct SnpRegion {
  std::vector<Site> sites;
  std::string codes;  // as in a .bed file: ceil(people / 4) bytes a variant
};

// The region's first `variants` variants. Cost: O(people * variants), all of it compares.
[[nodiscard]] SnpRegion snp_region(Index people, Index variants, Index region, std::uint64_t seed);

}  // namespace strads::generate
