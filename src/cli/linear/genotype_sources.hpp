// Where a model of genotypes finds its variants in other genotypes.
#pragma once

#include <vector>

#include "cli/fit/predict_options.hpp"
#include "cli/linear/column_source.hpp"
#include "cli/linear/model.hpp"
#include "io/variants.hpp"

namespace strads::cli {

// Of each column of the model that is `asked` for, by the rules of variant_match.hpp; says on stderr how many there
// are. With --skip-unmatched a variant that is not found counts as its mean. Throws Error (mismatch) when one is not
// found without it, or none is, or the model is not one of genotypes.
[[nodiscard]] std::vector<ColumnSource> genotype_sources(const PredictOptions& options, const LassoModel& model,
                                                         const std::vector<char>& asked, const io::Variants& variants);

// What a missing call of each of so many variants counts as: the mean in the model.
[[nodiscard]] std::vector<double> missing_calls(const LassoModel& model, const std::vector<ColumnSource>& sources,
                                                Index variants);

}  // namespace strads::cli
