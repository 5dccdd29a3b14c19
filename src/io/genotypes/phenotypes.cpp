#include "io/genotypes/phenotypes.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <span>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "io/foreign.hpp"
#include "io/genotypes/phenotype_layout.hpp"
#include "io/genotypes/plink.hpp"
#include "io/genotypes/plink_rows.hpp"
#include "io/input.hpp"
#include "io/people.hpp"
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

template <class T>
struct Cell {
  T value{};
  bool used = false;
};
template <class T>
using Cells = std::unordered_map<std::string, Cell<T>>;  // by id

// Some rows may go on behind the last name where tabs separate: neither ids nor decimals have any, and ids that are
// known stand in front, so that cells with names are taken to be in their places.
template <class T, class Parse>
Cells<T> read_cells(PhenotypeLayout& layout, std::size_t column, const Parse& parse) {
  const bool may_go_on = layout.header && layout.form.separator == '\t';
  Index longer = 0;
  Cells<T> cells;
  for_rows(layout.body, [&](std::string_view line) {
    const Words row = cells_of(line, layout.form);
    if (row.size() != layout.cells && !(may_go_on && row.size() > layout.cells)) refuse_length(line, row, layout);
    longer += row.size() > layout.cells ? 1 : 0;
    T value{};
    try {
      value = parse(row[column], layout.form.decimal);
    } catch (Complaint& complaint) {
      if (!layout.header && cells.empty()) complaint.expected += std::string(", or ") + phenotype_header;
      throw;
    }
    if (!cells.try_emplace(layout.person_in(row), Cell<T>{value}).second) {
      throw Complaint{line.data(), "every person once", line};
    }
  });
  if (longer > 0) {
    layout.notes.push_back(fmt::format("{} of {} rows go on behind the last name: passed over", longer, cells.size()));
  }
  return cells;
}

// What people go by.
std::string key_of(const PhenotypeLayout& layout, const std::string& id) {
  return layout.family ? id : std::string(own_id(id));
}

template <class T>
void refuse_shared(const std::string& path, const PhenotypeLayout& layout, const Cells<T>& cells,
                   const std::vector<std::string>& ids) {
  std::unordered_set<std::string> seen;
  for (const std::string& id : ids) {
    const std::string key = key_of(layout, id);
    if (seen.insert(key).second || !cells.contains(key)) continue;
    std::string shown = key;
    std::replace(shown.begin(), shown.end(), '\t', ' ');
    throw Error(ErrorKind::mismatch,
                fmt::format("{}: several people in the .fam file are called \"{}\"; {}", path, shown,
                            layout.family ? "each needs an id of their own" : "give FID and IID"));
  }
}

// Why nobody of the file is known.
template <class T>
std::string unknown(const PhenotypeLayout& layout, const Cells<T>& cells, const std::vector<std::string>& ids) {
  if (!layout.family) return "none of its people (IID) is in the .fam file";
  std::unordered_set<std::string_view> own;
  for (const auto& [id, cell] : cells) own.insert(own_id(id));
  const bool alike = std::any_of(ids.begin(), ids.end(), [&](const auto& id) { return own.contains(own_id(id)); });
  return std::string("none of its people (FID, IID) is in the .fam file") +
         (alike ? "; their IIDs are: a header of IID without FID goes by these" : "");
}

template <class T>
struct Found {
  std::vector<T> values;  // of each of the ids
  Index others = 0;
  std::vector<std::string> notes;
};

// parse(cell, decimal): a T, or a Complaint.
template <class T, class Parse>
Found<T> read_column(const std::string& path, const PhenotypeOptions& options, const std::vector<std::string>& ids,
                     const T& absent, const Parse& parse) {
  const Input input = open_input(path);
  refuse_foreign(input);
  const Text text = text_of(path, input.bytes);
  PhenotypeLayout layout;
  Cells<T> cells;
  parse_in_parallel(text, 1, 1, [&](Index) {
    layout = lay_out_phenotypes(text.body, options.decimal, ids);
    if (layout.cells > 0) cells = read_cells<T>(layout, column_of(path, layout, options.name), parse);
  });
  if (layout.cells == 0) throw malformed({path}, phenotype_header, "", "an empty file");
  refuse_shared(path, layout, cells, ids);
  Found<T> found;
  found.values.reserve(ids.size());
  for (const std::string& id : ids) {
    const auto at = cells.find(key_of(layout, id));
    found.values.push_back(at == cells.end() ? absent : at->second.value);
    if (at != cells.end()) at->second.used = true;
  }
  found.others = std::count_if(cells.begin(), cells.end(), [](const auto& cell) { return !cell.second.used; });
  if (found.others == static_cast<Index>(cells.size())) {
    throw Error(ErrorKind::mismatch, path + ": " + unknown(layout, cells, ids));
  }
  for (const auto& note : layout.notes) found.notes.push_back(fmt::format("{}: {}", path, note));
  return found;
}

constexpr int missing_word = -1;

int place_of(std::string_view cell, std::span<const std::string_view> words) {
  const std::string_view word = trimmed(cell);
  const auto at = std::find(words.begin(), words.end(), word);
  if (at != words.end()) return static_cast<int>(at - words.begin());
  if (is_missing(word)) return missing_word;
  throw Complaint{word.data(), fmt::format("{}", fmt::join(words, ", ")), word, "an empty cell"};
}

}  // namespace

Phenotypes read_phenotypes(const std::string& path, const PhenotypeOptions& options,
                           const std::vector<std::string>& ids) {
  auto found = read_column(path, options, ids, std::numeric_limits<double>::quiet_NaN(), phenotype);
  return {std::move(found.values), found.others, std::move(found.notes)};
}

std::vector<int> read_people_words(const std::string& path, const PeopleWords& wanted,
                                   const std::vector<std::string>& ids) {
  const auto parse = [&](std::string_view cell, char /*decimal*/) { return place_of(cell, wanted.words); };
  return read_column(path, {wanted.column, wanted.decimal}, ids, missing_word, parse).values;
}

}  // namespace strads::io
