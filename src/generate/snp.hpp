// A surrogate of the papers' genotypes (Alzheimer's data, 463 people, 508,999 variants): snp.bed, .bim, .fam and
// truth.tsv.
#pragma once

#include <cstdint>

#include "generate/in_order.hpp"
#include "io/output/directory.hpp"

namespace strads::generate {

struct SnpSettings {
  Index people = 463;
  Index variants = 508'999;
  Index planted = 50;      // variants that have an effect, spread evenly
  double explained = 0.5;  // share of the phenotype's variance that is theirs
  std::uint64_t seed = 1;
};

// Planted effects are those of planted.hpp for a genotype of variance 1; truth.tsv has them per copy of the allele, so
// that phenotype = intercept + sum of effect * copies + noise. Genotypes as in snp_region.hpp; no call is missing.
// Variants are snp1, snp2, ... of chromosome 1. Memory: some regions of variants. Cost: O(people * variants).
void generate_snp(const SnpSettings& settings, const Execution& execution, io::OutputDirectory& out);

}  // namespace strads::generate
