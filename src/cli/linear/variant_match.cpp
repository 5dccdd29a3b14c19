#include "cli/linear/variant_match.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "cli/terminal/words.hpp"

namespace strads::cli {
namespace {

using State = VariantMatch::State;

bool same_text(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char x, unsigned char y) { return std::toupper(x) == std::toupper(y); });
}

// 1 for chr1 and 01, 23 for X.
std::string chromosome(std::string_view name) {
  if (name.size() > 3 && same_text(name.substr(0, 3), "chr")) name.remove_prefix(3);
  while (name.size() > 1 && name.front() == '0') name.remove_prefix(1);
  static constexpr std::array<std::pair<std::string_view, const char*>, 5> letters = {
      {{"X", "23"}, {"Y", "24"}, {"XY", "25"}, {"MT", "26"}, {"M", "26"}}};
  for (const auto& [letter, number] : letters) {
    if (same_text(name, letter)) return number;
  }
  std::string text(name);
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
  return text;
}

bool is_open(std::string_view allele) { return allele == "0" || allele == "."; }

// Both alleles are the same, or one is and the other is not known on one side.
bool agree(std::string_view a1, std::string_view a2, std::string_view b1, std::string_view b2) {
  const bool first = same_text(a1, b1);
  const bool second = same_text(a2, b2);
  return (first && second) || (first && !is_open(a1) && (is_open(a2) || is_open(b2))) ||
         (second && !is_open(a2) && (is_open(a1) || is_open(b1)));
}

io::Variant variant_of(const folder::ModelColumn& column) {
  const auto& v = column.variant;
  return {v.chromosome, column.name, v.position, v.allele1, v.allele2};
}

State compare(const io::Variant& mine, const io::Variant& other) {
  if (agree(mine.allele1, mine.allele2, other.allele1, other.allele2)) return State::same;
  if (agree(mine.allele1, mine.allele2, other.allele2, other.allele1)) return State::turned;
  return State::other_alleles;
}

std::string complement(std::string_view allele) {
  static constexpr std::string_view bases = "ACGTacgt";
  static constexpr std::string_view others = "TGCAtgca";
  std::string strand(allele.rbegin(), allele.rend());
  for (char& base : strand) {
    if (const auto at = bases.find(base); at != std::string_view::npos) base = others[at];
  }
  return strand;
}

bool on_other_strand(io::Variant mine, const io::Variant& other) {
  const std::string allele1 = complement(mine.allele1);
  const std::string allele2 = complement(mine.allele2);
  mine.allele1 = allele1;
  mine.allele2 = allele2;
  return compare(mine, other) != State::other_alleles;
}

// What one variant of the model meets in the pass.
struct Met {
  std::vector<Index> by_id;
  std::vector<Index> by_place;
  std::vector<Index> other_alleles;
};

std::vector<Index> candidates_of(const Met& met) {
  std::vector<Index> both;
  std::set_intersection(met.by_id.begin(), met.by_id.end(), met.by_place.begin(), met.by_place.end(),
                        std::back_inserter(both));
  if (!both.empty()) return both;
  std::set_union(met.by_id.begin(), met.by_id.end(), met.by_place.begin(), met.by_place.end(),
                 std::back_inserter(both));
  return both;
}

VariantMatch decide(const LassoModel& model, const folder::ModelColumn& mine, const Met& met,
                    const io::Variants& variants) {
  VariantMatch match{State::absent, candidates_of(met)};
  auto& columns = match.columns;
  const bool twins = columns.size() > 1 && variants.size() == model.columns - model.covariates &&
                     met.by_place.size() >= columns.size() &&
                     std::binary_search(columns.begin(), columns.end(), mine.index);
  if (twins) columns = {mine.index};
  if (columns.size() == 1) {
    match.state = compare(variant_of(mine), variants[columns.front()]);
  } else if (!columns.empty()) {
    match.state = State::several;
  } else if (!met.other_alleles.empty()) {
    columns = {met.other_alleles.front()};
    match.state = State::other_alleles;
    match.other_strand = on_other_strand(variant_of(mine), variants[columns.front()]);
  }
  return match;
}

std::string described(const io::Variant& v) {
  return fmt::format("{} ({}:{} {}/{})", v.id, v.chromosome, v.position, v.allele1, v.allele2);
}

// The first fault in words.
std::string fault(const folder::ModelColumn& mine, const VariantMatch& match, const io::Variants& variants) {
  const std::string name = described(variant_of(mine));
  if (match.state == State::absent) return name + " is not there";
  const auto first = variants[match.columns.front()];
  if (match.state == State::several) {
    return fmt::format("{} may be {} or {}", name, described(first), described(variants[match.columns[1]]));
  }
  return fmt::format("{} is there as {}", name, described(first));
}

}  // namespace

std::vector<VariantMatch> match_variants(const LassoModel& model, const std::vector<char>& asked,
                                         const io::Variants& variants) {
  std::vector<Met> met(model.used.size());
  std::vector<std::string> chromosomes(model.used.size());
  std::unordered_multimap<std::string_view, std::size_t> ids;
  std::unordered_multimap<Index, std::size_t> positions;
  for (std::size_t k = 0; k < model.used.size(); ++k) {
    if (asked[k] == 0) continue;
    const auto mine = variant_of(model.used[k]);
    chromosomes[k] = chromosome(mine.chromosome);
    if (mine.id != ".") ids.emplace(mine.id, k);
    if (mine.position > 0 && chromosomes[k] != "0") positions.emplace(mine.position, k);
  }
  for (Index j = 0; j < variants.size(); ++j) {
    const auto variant = variants[j];
    const auto meet = [&](std::size_t k, std::vector<Index> Met::*where) {
      const bool fits = compare(variant_of(model.used[k]), variant) != State::other_alleles;
      (met[k].*(fits ? where : &Met::other_alleles)).push_back(j);
    };
    for (auto [at, end] = ids.equal_range(variant.id); at != end; ++at) meet(at->second, &Met::by_id);
    for (auto [at, end] = positions.equal_range(variant.position); at != end; ++at) {
      if (chromosome(variant.chromosome) == chromosomes[at->second]) meet(at->second, &Met::by_place);
    }
  }
  std::vector<VariantMatch> matches(model.used.size());
  for (std::size_t k = 0; k < matches.size(); ++k) {
    if (asked[k] != 0) matches[k] = decide(model, model.used[k], met[k], variants);
  }
  return matches;
}

std::string match_counts(const LassoModel& model, const std::vector<VariantMatch>& matches,
                         const io::Variants& variants) {
  Index asked = 0;
  Index same = 0;
  Index turned = 0;
  Index renamed = 0;
  for (std::size_t k = 0; k < matches.size(); ++k) {
    const auto& match = matches[k];
    asked += match.state == State::unasked ? 0 : 1;
    same += match.state == State::same ? 1 : 0;
    turned += match.state == State::turned ? 1 : 0;
    renamed += match.found() && variants[match.columns.front()].id != model.used[k].name ? 1 : 0;
  }
  std::string text =
      fmt::format("{} of the model: {} matched, {} turned", plural(asked, "variant"), count(same), count(turned));
  if (asked > same + turned) text += fmt::format(", {} left out", count(asked - same - turned));
  if (renamed > 0) text += fmt::format("; {} by position, under another id", count(renamed));
  return text;
}

std::string match_faults(const LassoModel& model, const std::vector<VariantMatch>& matches,
                         const io::Variants& variants) {
  Index asked = 0;
  Index faults = 0;
  Index strands = 0;
  std::string first;
  for (std::size_t k = 0; k < matches.size(); ++k) {
    const auto& match = matches[k];
    if (match.state == State::unasked) continue;
    ++asked;
    if (match.found()) continue;
    ++faults;
    strands += match.other_strand ? 1 : 0;
    if (first.empty()) first = fault(model.used[k], match, variants);
  }
  if (faults == 0) return {};
  std::string text =
      fmt::format("{} of the {} in the model do not match: {}", count(faults), plural(asked, "variant"), first);
  if (strands > 0) text += fmt::format("; {} would on the other strand", count(strands));
  return text;
}

}  // namespace strads::cli
