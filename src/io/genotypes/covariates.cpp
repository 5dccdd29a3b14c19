#include "io/genotypes/covariates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "io/genotypes/plink.hpp"
#include "strads/error.hpp"
#include "strads/linalg/dense.hpp"
#include "strads/linalg/patched.hpp"

namespace strads::io {
namespace {

using Places = std::vector<std::size_t>;

// The columns from first to last of "first-last", both in `names` and in this order; else none.
Places range_in(const std::vector<std::string>& names, std::string_view word) {
  for (auto dash = word.find('-'); dash != std::string_view::npos; dash = word.find('-', dash + 1)) {
    const auto first = std::find(names.begin(), names.end(), word.substr(0, dash));
    const auto last = std::find(first, names.end(), word.substr(dash + 1));
    if (last == names.end()) continue;
    Places range;
    for (auto at = first; at <= last; ++at) range.push_back(static_cast<std::size_t>(at - names.begin()));
    return range;
  }
  return {};
}

Places named(const CovariateFile& file, const PhenotypeLayout& layout) {
  const auto& names = layout.names;
  Places places;
  for (const std::string& word : file.names) {
    const bool exact = !file.ranges || std::find(names.begin(), names.end(), word) != names.end();
    Places range = exact ? Places() : range_in(names, word);
    if (range.empty()) range = {column_named(file.path, layout, word)};
    places.insert(places.end(), range.begin(), range.end());
  }
  return places;
}

bool is_other(const CovariateFile& file, const std::string& name) {
  return std::find(file.others.begin(), file.others.end(), name) != file.others.end();
}

Places all(const CovariateFile& file, const PhenotypeLayout& layout) {
  Places places;
  for (std::size_t k = 0; k < layout.names.size(); ++k) {
    if (!is_other(file, layout.names[k])) places.push_back(k);
  }
  return places;
}

Places choose(const CovariateFile& file, const PhenotypeLayout& layout) {
  const auto refuse = [&](const std::string& why) {
    throw Error(ErrorKind::mismatch, fmt::format("{}: {}", file.path, why));
  };
  Places places = file.names.empty() ? all(file, layout) : named(file, layout);
  if (places.empty()) refuse("no column is left for covariates");
  std::unordered_set<std::size_t> seen;
  for (const std::size_t place : places) {
    const std::string& name = layout.names[place];
    if (name.empty()) refuse("a column has no name: say by name which are covariates");
    if (is_other(file, name)) {
      refuse(fmt::format("\"{}\" is no covariate: it is the phenotype, or says who is held out", name));
    }
    (void)column_named(file.path, layout, name);
    if (!seen.insert(place).second) refuse(fmt::format("covariate \"{}\" is asked for twice", name));
  }
  return places;
}

}  // namespace

PeopleColumns read_covariates(const CovariateFile& file, char decimal, const std::vector<std::string>& ids) {
  const auto chosen = [&](const PhenotypeLayout& layout) { return choose(file, layout); };
  return read_people_columns(file.path, decimal, ids, chosen, phenotype);
}

std::vector<char> who_lacks(const PeopleColumns& covariates, std::size_t people) {
  std::vector<char> lacks(people, 0);
  for (const auto& values : covariates.values) {
    for (std::size_t i = 0; i < people; ++i) {
      if (std::isnan(values[i])) lacks[i] = 1;
    }
  }
  return lacks;
}

AnyMatrix with_covariates(AnyMatrix X, const PeopleColumns& covariates, const std::vector<char>& keep) {
  if (covariates.names.empty()) return X;
  std::vector<double> values;
  std::vector<Index> places;
  for (const auto& column : covariates.values) {
    places.push_back(X.columns() + std::ssize(places));
    for (std::size_t i = 0; i < column.size(); ++i) {
      if (keep.empty() || keep[i] != 0) values.push_back(column[i]);
    }
  }
  const auto columns = std::ssize(places);
  Dense<double> behind(X.rows(), columns, std::move(values));
  return Patched(std::move(X), std::move(places), std::move(behind));
}

}  // namespace strads::io
