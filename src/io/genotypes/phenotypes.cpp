#include "io/genotypes/phenotypes.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <string_view>

#include "io/genotypes/people_columns.hpp"
#include "io/genotypes/plink.hpp"
#include "io/number.hpp"
#include "io/people.hpp"
#include "io/text.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

// The one of this name, or the only one.
ChooseColumns one_column(const std::string& path, const std::optional<std::string>& name) {
  return [&](const PhenotypeLayout& layout) -> std::vector<std::size_t> {
    if (name) return {column_named(path, layout, *name)};
    if (layout.names.size() == 1) return {0};
    throw Error(ErrorKind::mismatch,
                fmt::format("{}: which phenotype? Give one of {} with --pheno-name", path, listed_names(layout)));
  };
}

double place_of(std::string_view cell, std::span<const std::string_view> words) {
  const std::string_view word = trimmed(cell);
  const auto at = std::find(words.begin(), words.end(), word);
  if (at != words.end()) return static_cast<double>(at - words.begin());
  if (is_missing(word)) return std::numeric_limits<double>::quiet_NaN();
  throw Complaint{word.data(), fmt::format("{}", fmt::join(words, ", ")), word, "an empty cell"};
}

}  // namespace

Phenotypes read_phenotypes(const std::string& path, const PhenotypeOptions& options,
                           const std::vector<std::string>& ids) {
  PeopleColumns found = read_people_columns(path, options.decimal, ids, one_column(path, options.name), phenotype);
  return {std::move(found.values.front()), found.others, std::move(found.notes), std::move(found.names.front())};
}

std::vector<int> read_people_words(const std::string& path, const PeopleWords& wanted,
                                   const std::vector<std::string>& ids) {
  const auto parse = [&](std::string_view cell, char /*decimal*/) { return place_of(cell, wanted.words); };
  const PeopleColumns found = read_people_columns(path, wanted.decimal, ids, one_column(path, wanted.column), parse);
  std::vector<int> places;
  for (const double place : found.values.front()) places.push_back(std::isnan(place) ? -1 : static_cast<int>(place));
  return places;
}

}  // namespace strads::io
