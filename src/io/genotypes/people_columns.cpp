#include "io/genotypes/people_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <unordered_set>

#include "io/foreign.hpp"
#include "io/genotypes/plink_rows.hpp"
#include "io/input.hpp"
#include "io/table_cells.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

// The people of a file and their cells of the columns that are asked for.
struct Cells {
  std::unordered_map<std::string, std::size_t> rows;  // of each person
  std::vector<double> values;                         // row after row
};

// Some rows may go on behind the last name where tabs separate: neither ids nor decimals have any, and ids that are
// known stand in front, so that cells with names are taken to be in their places.
Cells read_cells(PhenotypeLayout& layout, const std::vector<std::size_t>& columns, const ParseCell& parse) {
  const bool may_go_on = layout.header && layout.form.separator == '\t';
  Index longer = 0;
  Cells cells;
  for_rows(layout.body, [&](std::string_view line) {
    const Words row = cells_of(line, layout.form);
    if (row.size() != layout.cells && !(may_go_on && row.size() > layout.cells)) refuse_length(line, row, layout);
    longer += row.size() > layout.cells ? 1 : 0;
    try {
      for (const std::size_t column : columns) {
        cells.values.push_back(parse(row[layout.first + column], layout.form.decimal));
      }
    } catch (Complaint& complaint) {
      if (!layout.header && cells.rows.empty()) complaint.expected += std::string(", or ") + phenotype_header;
      throw;
    }
    if (!cells.rows.try_emplace(layout.person_in(row), cells.rows.size()).second) {
      throw Complaint{line.data(), "every person once", line};
    }
  });
  if (longer > 0) {
    layout.notes.push_back(
        fmt::format("{} of {} rows go on behind the last name: passed over", longer, cells.rows.size()));
  }
  return cells;
}

// What people go by.
std::string key_of(const PhenotypeLayout& layout, const std::string& id) {
  return layout.family ? id : std::string(own_id(id));
}

void refuse_shared(const std::string& path, const PhenotypeLayout& layout, const Cells& cells,
                   const std::vector<std::string>& ids) {
  std::unordered_set<std::string> seen;
  for (const std::string& id : ids) {
    const std::string key = key_of(layout, id);
    if (seen.insert(key).second || !cells.rows.contains(key)) continue;
    std::string shown = key;
    std::replace(shown.begin(), shown.end(), '\t', ' ');
    throw Error(ErrorKind::mismatch,
                fmt::format("{}: several people in the .fam file are called \"{}\"; {}", path, shown,
                            layout.family ? "each needs an id of their own" : "give FID and IID"));
  }
}

// Why nobody of the file is known.
std::string unknown(const PhenotypeLayout& layout, const Cells& cells, const std::vector<std::string>& ids) {
  if (!layout.family) return "none of its people (IID) is in the .fam file";
  std::unordered_set<std::string_view> own;
  for (const auto& [id, row] : cells.rows) own.insert(own_id(id));
  const bool alike = std::any_of(ids.begin(), ids.end(), [&](const auto& id) { return own.contains(own_id(id)); });
  return std::string("none of its people (FID, IID) is in the .fam file") +
         (alike ? "; their IIDs are: a header of IID without FID goes by these" : "");
}

}  // namespace

std::string listed_names(const PhenotypeLayout& layout) {
  constexpr std::size_t most = 20;
  const auto& names = layout.names;
  std::string all;
  for (std::size_t k = 0; k < std::min(names.size(), most); ++k) {
    all += fmt::format("{}\"{}\"", k == 0 ? "" : ", ", names[k]);
  }
  if (names.size() > most) all += fmt::format(" and {} more", names.size() - most);
  if (!layout.header) all += fmt::format(" (its first line is not {})", phenotype_header);
  return all;
}

std::size_t column_named(const std::string& path, const PhenotypeLayout& layout, const std::string& name) {
  const auto& names = layout.names;
  const auto count = std::count(names.begin(), names.end(), name);
  if (count == 1) return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  throw Error(ErrorKind::mismatch,
              count > 0 ? fmt::format("{}: more than one column is named \"{}\"", path, name)
                        : fmt::format("{}: no column \"{}\"; there are {}", path, name, listed_names(layout)));
}

PeopleColumns read_people_columns(const std::string& path, char decimal, const std::vector<std::string>& ids,
                                  const ChooseColumns& choose, const ParseCell& parse) {
  const Input input = open_input(path);
  refuse_foreign(input);
  const Text text = text_of(path, input.bytes);
  PhenotypeLayout layout;
  std::vector<std::size_t> columns;
  Cells cells;
  parse_in_parallel(text, 1, 1, [&](Index) {
    layout = lay_out_phenotypes(text.body, decimal, ids);
    if (layout.cells == 0) return;
    columns = choose(layout);
    cells = read_cells(layout, columns, parse);
  });
  if (layout.cells == 0) throw malformed({path}, phenotype_header, "", "an empty file");
  refuse_shared(path, layout, cells, ids);
  PeopleColumns found;
  for (const std::size_t column : columns) found.names.push_back(layout.names[column]);
  found.values.assign(columns.size(), std::vector<double>(ids.size(), std::numeric_limits<double>::quiet_NaN()));
  Index known = 0;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto at = cells.rows.find(key_of(layout, ids[i]));
    if (at == cells.rows.end()) continue;
    ++known;
    for (std::size_t k = 0; k < columns.size(); ++k) {
      found.values[k][i] = cells.values[at->second * columns.size() + k];
    }
  }
  if (known == 0) throw Error(ErrorKind::mismatch, path + ": " + unknown(layout, cells, ids));
  found.others = static_cast<Index>(cells.rows.size()) - known;
  for (const auto& note : layout.notes) found.notes.push_back(fmt::format("{}: {}", path, note));
  return found;
}

}  // namespace strads::io
