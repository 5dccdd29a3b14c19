#include "io/genotypes/phenotype_layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <unordered_set>

#include "io/genotypes/plink_rows.hpp"
#include "io/tables/columns.hpp"
#include "io/tables/preamble.hpp"
#include "io/tables/separators.hpp"

namespace strads::io {
namespace {

bool is_named(std::string_view cell, std::string_view name) {
  if (cell.starts_with('#')) cell.remove_prefix(1);
  return std::equal(cell.begin(), cell.end(), name.begin(), name.end(),
                    [](char a, char b) { return std::toupper(static_cast<unsigned char>(a)) == b; });
}

// Whether they name ids, behind row names or not: where, and by which ids people go.
bool take_header(const Words& cells, PhenotypeLayout& layout) {
  const std::size_t at = cells.size() > 1 && is_nameless(cells[0]) ? 1 : 0;
  const bool family = cells.size() > at + 1 && is_named(cells[at], "FID") && is_named(cells[at + 1], "IID");
  if (!family && !is_named(cells[at], "IID")) return false;
  layout.header = true;
  layout.family = family;
  layout.person = at;
  return true;
}

bool is_header(std::string_view line, char decimal) {
  PhenotypeLayout layout;
  return take_header(cells_of(line, {table_separator({line}, decimal), decimal}), layout);
}

bool tears_decimals(const Words& row, std::string_view line, TableForm form) {
  return form.separator == ',' && line.find('.') == std::string_view::npos &&
         std::adjacent_find(row.begin(), row.end(), may_be_decimals) != row.end();
}

// Rows have a cell more than the header: row names in front, or nothing behind. More people are known by their ids when
// these are taken from the right cells.
void find_extra_cell(const std::vector<std::string>& ids, PhenotypeLayout& layout) {
  std::unordered_set<std::string_view> known;
  for (const std::string& id : ids) known.insert(layout.family ? id : own_id(id));
  PhenotypeLayout behind = layout;
  ++behind.person;
  Index here = 0;
  Index there = 0;
  bool empty = true;
  bool torn = true;
  std::string_view sample;
  for_rows(layout.body, [&](std::string_view line) {
    const Words row = cells_of(line, layout.form);
    if (row.size() != layout.cells + 1) refuse_length(line, row, layout);
    if (sample.empty()) sample = line;
    here += known.contains(layout.person_in(row)) ? 1 : 0;
    there += known.contains(behind.person_in(row)) ? 1 : 0;
    empty = empty && row.back().empty();
    torn = torn && tears_decimals(row, line, layout.form);
  });
  const bool last = empty && (here > there || here + there == 0);
  const bool first = there > here || (there == here && there > 0 && !empty && !torn);
  if (!last && !first) refuse_length(sample, cells_of(sample, layout.form), layout);
  ++layout.cells;
  if (!first) return;
  ++layout.person;
  ++layout.first;
  layout.notes.emplace_back(row_names_left_out);
}

}  // namespace

std::string_view own_id(std::string_view id) { return id.substr(id.find('\t') + 1); }

std::string PhenotypeLayout::person_in(const Words& row) const {
  return std::string(row[person]) + (family ? "\t" + std::string(row[person + 1]) : "");
}

void refuse_length(std::string_view line, const Words& row, const PhenotypeLayout& layout) {
  throw Complaint{line.data(),
                  fmt::format("{} columns, as in the first line", layout.cells),
                  {},
                  std::to_string(row.size()),
                  row.size() > layout.cells && tears_decimals(row, line, layout.form)
                      ? "decimal commas need quotes where commas separate"
                      : ""};
}

PhenotypeLayout lay_out_phenotypes(std::string_view text, char decimal, const std::vector<std::string>& ids) {
  const Preamble preamble = pass_preamble(text);
  PhenotypeLayout layout;
  layout.body = preamble.rest;
  auto lines = first_lines(preamble.rest);
  // #FID IID ..., as PLINK 2 has it, looks like a comment.
  const bool marked = !preamble.comment.empty() && is_header(preamble.comment, decimal) &&
                      (lines.empty() || !is_header(lines.front(), decimal));
  if (marked) lines.insert(lines.begin(), preamble.comment);
  if (lines.empty()) return layout;
  layout.form = {preamble.separator.value_or(table_separator(lines, decimal)), decimal};
  check_header_separator(lines, layout.form.separator);
  const std::string_view line = lines.front();
  const Words cells = cells_of(line, layout.form);
  layout.cells = cells.size();
  if (take_header(cells, layout) && !marked) {
    const char* end = layout.body.data() + layout.body.size();
    const char* at = line.data();
    take_line(at, end);
    layout.body = {at, static_cast<std::size_t>(end - at)};
  }
  layout.first = layout.person + (layout.family ? 2 : 1);
  if (layout.header && cells.size() > layout.first && is_named(cells[layout.first], "SID")) ++layout.first;
  for (std::size_t c = layout.first; c < cells.size(); ++c) {
    layout.names.push_back(layout.header ? unescaped(cells[c]) : std::to_string(c - layout.first + 1));
  }
  while (!layout.names.empty() && layout.names.back().empty()) layout.names.pop_back();
  if (layout.names.empty()) throw Complaint{line.data(), phenotype_header, line};
  if (layout.person > 0) layout.notes.emplace_back(row_names_left_out);
  const auto longer = [&](std::string_view row) { return cells_of(row, layout.form).size() == layout.cells + 1; };
  if (layout.header && lines.size() > 1 && std::all_of(lines.begin() + 1, lines.end(), longer)) {
    find_extra_cell(ids, layout);
  }
  return layout;
}

}  // namespace strads::io
