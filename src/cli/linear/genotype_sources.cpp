#include "cli/linear/genotype_sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "cli/linear/variant_match.hpp"
#include "strads/error.hpp"

namespace strads::cli {
namespace {

void refuse_faults(const PredictOptions& options, const LassoModel& model, const std::vector<VariantMatch>& matches,
                   const io::Variants& variants) {
  const std::string faults = match_faults(model, matches, variants);
  if (faults.empty()) return;
  const bool any = std::any_of(matches.begin(), matches.end(), [](const auto& match) { return match.found(); });
  if (any && options.skip_unmatched) return;
  const char* way_out = any ? "; --skip-unmatched leaves them out" : "";
  throw Error(ErrorKind::mismatch, fmt::format("{}: {}{}", options.data, faults, way_out));
}

}  // namespace

std::vector<ColumnSource> genotype_sources(const PredictOptions& options, const LassoModel& model,
                                           const std::vector<char>& asked, const io::Variants& variants) {
  if (!model.genotypes) {
    throw Error(ErrorKind::mismatch,
                fmt::format("{} holds genotypes, but the model in {} was fitted to a table, which names no alleles",
                            options.data, options.model));
  }
  const auto matches = match_variants(model, asked, variants);
  refuse_faults(options, model, matches, variants);
  if (std::find(asked.begin(), asked.end(), 1) != asked.end()) {
    fmt::print(stderr, "strads: {}\n", match_counts(model, matches, variants));
  }
  std::vector<ColumnSource> sources(matches.size());
  for (std::size_t k = 0; k < matches.size(); ++k) {
    const auto& match = matches[k];
    if (match.state == VariantMatch::State::same) sources[k] = {match.columns.front(), 0, 1};
    if (match.state == VariantMatch::State::turned) sources[k] = {match.columns.front(), 2, -1};
    if (!match.found()) sources[k] = {-1, model.used[k].mean, 0};
  }
  return sources;
}

std::vector<double> missing_calls(const LassoModel& model, const std::vector<ColumnSource>& sources, Index variants) {
  std::vector<double> means(static_cast<std::size_t>(variants), 0.0);
  for (std::size_t k = 0; k < sources.size(); ++k) {
    const auto& [column, offset, slope] = sources[k];
    if (column >= 0) means[static_cast<std::size_t>(column)] = (model.used[k].mean - offset) / slope;
  }
  return means;
}

}  // namespace strads::cli
