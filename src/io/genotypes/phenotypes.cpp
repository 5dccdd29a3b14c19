#include "io/genotypes/phenotypes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "io/foreign.hpp"
#include "io/genotypes/phenotype_layout.hpp"
#include "io/genotypes/plink.hpp"
#include "io/genotypes/plink_rows.hpp"
#include "io/input.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

// The cell of the phenotype that is asked for.
std::size_t column_of(const std::string& path, const PhenotypeLayout& layout, const std::optional<std::string>& name) {
  const auto& names = layout.names;
  const auto count = name ? std::count(names.begin(), names.end(), *name) : 0;
  const auto first = name ? std::find(names.begin(), names.end(), *name) : names.begin();
  if (count == 1 || (!name && names.size() == 1)) return layout.first + static_cast<std::size_t>(first - names.begin());
  constexpr std::size_t most = 20;
  std::string all;
  for (std::size_t k = 0; k < std::min(names.size(), most); ++k) {
    all += fmt::format("{}\"{}\"", k == 0 ? "" : ", ", names[k]);
  }
  if (names.size() > most) all += fmt::format(" and {} more", names.size() - most);
  if (!layout.header) all += fmt::format(" (its first line is not {})", phenotype_header);
  throw Error(ErrorKind::mismatch, !name
                                       ? fmt::format("{}: which phenotype? Give one of {} with --pheno-name", path, all)
                                   : count > 0 ? fmt::format("{}: more than one column is named \"{}\"", path, *name)
                                               : fmt::format("{}: no column \"{}\"; there are {}", path, *name, all));
}

struct Value {
  double value = 0;
  bool used = false;
};
using Values = std::unordered_map<std::string, Value>;  // by id

// Some rows may go on behind the last name where tabs separate: neither ids nor decimals have any, and ids that are
// known stand in front, so that cells with names are taken to be in their places.
Values read_values(PhenotypeLayout& layout, std::size_t column) {
  const bool may_go_on = layout.header && layout.form.separator == '\t';
  Index longer = 0;
  Values values;
  for_rows(layout.body, [&](std::string_view line) {
    const Words row = cells_of(line, layout.form);
    if (row.size() != layout.cells && !(may_go_on && row.size() > layout.cells)) refuse_length(line, row, layout);
    longer += row.size() > layout.cells ? 1 : 0;
    double value = 0;
    try {
      value = phenotype(row[column], layout.form.decimal);
    } catch (Complaint& complaint) {
      if (!layout.header && values.empty()) complaint.expected += std::string(", or ") + phenotype_header;
      throw;
    }
    if (!values.try_emplace(layout.person_in(row), Value{value}).second) {
      throw Complaint{line.data(), "every person once", line};
    }
  });
  if (longer > 0) {
    layout.notes.push_back(fmt::format("{} of {} rows go on behind the last name: passed over", longer, values.size()));
  }
  return values;
}

// What people go by.
std::string key_of(const PhenotypeLayout& layout, const std::string& id) {
  return layout.family ? id : std::string(own_id(id));
}

void refuse_shared(const std::string& path, const PhenotypeLayout& layout, const Values& values,
                   const std::vector<std::string>& ids) {
  std::unordered_set<std::string> seen;
  for (const std::string& id : ids) {
    const std::string key = key_of(layout, id);
    if (seen.insert(key).second || !values.contains(key)) continue;
    std::string shown = key;
    std::replace(shown.begin(), shown.end(), '\t', ' ');
    throw Error(ErrorKind::mismatch,
                fmt::format("{}: several people in the .fam file are called \"{}\"; {}", path, shown,
                            layout.family ? "each needs an id of their own" : "give FID and IID"));
  }
}

// Why nobody of the file is known.
std::string unknown(const PhenotypeLayout& layout, const Values& values, const std::vector<std::string>& ids) {
  if (!layout.family) return "none of its people (IID) is in the .fam file";
  std::unordered_set<std::string_view> own;
  for (const auto& [id, value] : values) own.insert(own_id(id));
  const bool alike = std::any_of(ids.begin(), ids.end(), [&](const auto& id) { return own.contains(own_id(id)); });
  return std::string("none of its people (FID, IID) is in the .fam file") +
         (alike ? "; their IIDs are: a header of IID without FID goes by these" : "");
}

}  // namespace

Phenotypes read_phenotypes(const std::string& path, const PhenotypeOptions& options,
                           const std::vector<std::string>& ids) {
  const Input input = open_input(path);
  refuse_foreign(input);
  const Text text = text_of(path, input.bytes);
  PhenotypeLayout layout;
  Values values;
  parse_in_parallel(text, 1, 1, [&](Index) {
    layout = lay_out_phenotypes(text.body, options.decimal, ids);
    if (layout.cells > 0) values = read_values(layout, column_of(path, layout, options.name));
  });
  if (layout.cells == 0) throw malformed({path}, phenotype_header, "", "an empty file");
  refuse_shared(path, layout, values, ids);
  Phenotypes result;
  result.values.reserve(ids.size());
  for (const std::string& id : ids) {
    const auto at = values.find(key_of(layout, id));
    result.values.push_back(at == values.end() ? std::numeric_limits<double>::quiet_NaN() : at->second.value);
    if (at != values.end()) at->second.used = true;
  }
  result.others = std::count_if(values.begin(), values.end(), [](const auto& value) { return !value.second.used; });
  if (result.others == static_cast<Index>(values.size())) {
    throw Error(ErrorKind::mismatch, path + ": " + unknown(layout, values, ids));
  }
  for (const auto& note : layout.notes) result.notes.push_back(fmt::format("{}: {}", path, note));
  return result;
}

}  // namespace strads::io
