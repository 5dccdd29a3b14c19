// Where the variants of a model are among those of other genotypes.
//
// A variant is one of the same alleles, in either order, that has the same id (unless that is ".") or the same
// chromosome and position (unless the position is 0 or the chromosome is). Where several are, those with both count;
// two that are alike in all of it are told apart by their number, if the file has as many variants as that of the fit.
// Upper and lower case of alleles are the same, chr1 is 1, X, Y, XY and MT are 23 to 26, and an allele 0 (that nobody
// has) is any. Strands are taken as they are: A/G is not C/T, and A/T in the other order is A/T with its alleles
// exchanged.
//
// When the alleles are exchanged copies x are 2 - x of the model's allele 1.
#pragma once

#include <string>
#include <vector>

#include "cli/linear/model.hpp"
#include "io/variants.hpp"

namespace strads::cli {

struct VariantMatch {
  enum class State : char { unasked, same, turned, absent, other_alleles, several };
  State state = State::unasked;
  std::vector<Index> columns{};  // of the other genotypes: the one, or those that are near
  bool other_strand = false;     // its alleles are those of the other strand

  [[nodiscard]] bool found() const { return state == State::same || state == State::turned; }
};

// Of each column of the model that is `asked` for. One pass over the variants.
[[nodiscard]] std::vector<VariantMatch> match_variants(const LassoModel& model, const std::vector<char>& asked,
                                                       const io::Variants& variants);

// "12 variants of the model: 9 matched, 3 turned".
[[nodiscard]] std::string match_counts(const LassoModel& model, const std::vector<VariantMatch>& matches,
                                       const io::Variants& variants);

// What is wrong with those that are not found; empty when nothing is.
[[nodiscard]] std::string match_faults(const LassoModel& model, const std::vector<VariantMatch>& matches,
                                       const io::Variants& variants);

}  // namespace strads::cli
