#include "io/phenotypes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <limits>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "io/foreign.hpp"
#include "io/input.hpp"
#include "io/plink.hpp"
#include "io/plink_rows.hpp"
#include "io/table_cells.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

constexpr const char* header_form = "a header: FID IID and names of phenotypes";
constexpr char blanks = ' ';  // any run of them, or of tabs

bool is_word(std::string_view cell, std::string_view word) {
  return std::equal(cell.begin(), cell.end(), word.begin(), word.end(),
                    [](char a, char b) { return std::toupper(static_cast<unsigned char>(a)) == b; });
}

bool is_id(std::string_view cell) { return !cell.empty() && cell.find_first_of(" \t") == std::string_view::npos; }

// What the first line tells of all.
struct Layout {
  char separator = blanks;
  std::size_t cells = 0;
  bool header = false;
  bool family = true;              // people go by family and own id
  std::size_t first = 2;           // the first phenotype
  std::vector<std::string> names;  // of phenotypes
  std::size_t column = 0;          // the one that is asked for
};

Layout lay_out(std::string_view line) {
  Layout layout;
  Words cells;
  for (const char separator : {',', ';', '\t', blanks}) {
    if (separator != blanks && line.find(separator) == std::string_view::npos) continue;
    layout.separator = separator;
    cells = cells_of(line, {separator});
    if (cells.size() > 1 && is_id(cells[0]) && (is_id(cells[1]) || is_word(cells[0], "IID"))) break;
  }
  layout.cells = cells.size();
  if (cells[0].starts_with('#')) cells[0].remove_prefix(1);
  layout.family = !is_word(cells[0], "IID");
  layout.header = !layout.family || (cells.size() > 1 && is_word(cells[0], "FID") && is_word(cells[1], "IID"));
  layout.first = layout.family ? 2 : 1;
  if (layout.header && cells.size() > layout.first && is_word(cells[layout.first], "SID")) ++layout.first;
  if (cells.size() <= layout.first) throw Complaint{line.data(), header_form, line};
  for (std::size_t c = layout.first; c < cells.size(); ++c) {
    layout.names.push_back(layout.header ? std::string(cells[c]) : std::to_string(c - layout.first + 1));
  }
  return layout;
}

std::size_t column_of(const std::string& path, const Layout& layout, const std::optional<std::string>& name) {
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
  if (!layout.header) all += fmt::format(" (its first line is not {})", header_form);
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

Values read_values(const Text& text, const std::optional<std::string>& name, Layout& layout) {
  Values values;
  const auto add = [&](std::string_view line) {
    const Words cells = cells_of(line, {layout.separator});
    if (cells.size() < layout.cells) {  // more than there are names for is PLINK's to ignore, and ours
      throw Complaint{
          line.data(), fmt::format("{} columns, as in the first line", layout.cells), {}, std::to_string(cells.size())};
    }
    const std::string person = std::string(cells[0]) + (layout.family ? "\t" + std::string(cells[1]) : "");
    if (!values.try_emplace(person, Value{phenotype(cells[layout.column])}).second) {
      throw Complaint{line.data(), "every person once", line};
    }
  };
  for_rows(text, [&](std::string_view line) {
    if (layout.cells > 0) return add(line);
    if (line.starts_with("##")) return;
    layout = lay_out(line);
    layout.column = column_of(text.path, layout, name);
    if (layout.header) return;
    try {
      add(line);
    } catch (Complaint& complaint) {
      complaint.expected += std::string(", or ") + header_form;
      throw;
    }
  });
  return values;
}

std::string_view own_id(std::string_view id) { return id.substr(id.find('\t') + 1); }

void refuse_shared(const std::string& path, const Values& values, const std::vector<std::string>& ids) {
  std::unordered_set<std::string_view> seen;
  for (const std::string& id : ids) {
    if (seen.insert(own_id(id)).second || !values.contains(std::string(own_id(id)))) continue;
    throw Error(
        ErrorKind::mismatch,
        fmt::format("{}: several people in the .fam file are called \"{}\"; give FID and IID", path, own_id(id)));
  }
}

// Why nobody of the file is known.
std::string unknown(const Layout& layout, const Values& values, const std::vector<std::string>& ids) {
  if (!layout.family) return "none of its people (IID) is in the .fam file";
  std::unordered_set<std::string_view> own;
  for (const auto& [id, value] : values) own.insert(own_id(id));
  const bool alike = std::any_of(ids.begin(), ids.end(), [&](const auto& id) { return own.contains(own_id(id)); });
  return std::string("none of its people (FID, IID) is in the .fam file") +
         (alike ? "; their IIDs are: a header of IID without FID goes by these" : "");
}

}  // namespace

Phenotypes read_phenotypes(const std::string& path, const std::optional<std::string>& name,
                           const std::vector<std::string>& ids) {
  const Input input = open_input(path);
  refuse_foreign(input);
  Layout layout;
  Values values = read_values(text_of(path, input.bytes), name, layout);
  if (layout.cells == 0) throw malformed({path}, header_form, "", "an empty file");
  if (!layout.family) refuse_shared(path, values, ids);
  Phenotypes result;
  result.values.reserve(ids.size());
  for (const std::string& id : ids) {
    const auto at = values.find(layout.family ? id : std::string(own_id(id)));
    result.values.push_back(at == values.end() ? std::numeric_limits<double>::quiet_NaN() : at->second.value);
    if (at != values.end()) at->second.used = true;
  }
  result.others = std::count_if(values.begin(), values.end(), [](const auto& value) { return !value.second.used; });
  if (result.others == static_cast<Index>(values.size())) {
    throw Error(ErrorKind::mismatch, path + ": " + unknown(layout, values, ids));
  }
  return result;
}

}  // namespace strads::io
