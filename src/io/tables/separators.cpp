#include "io/tables/separators.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "io/separator.hpp"
#include "io/table_cells.hpp"
#include "io/text.hpp"

namespace strads::io {
namespace {

constexpr std::string_view table_separators = "\t,;| ";

// How a separator that cuts all lines alike does it: the less, the better.
struct Cut {
  bool tears = false;  // a cell
  double words = 0;    // the share of cells below the first line
  [[nodiscard]] bool operator<(const Cut& other) const {
    return std::tie(tears, words) < std::tie(other.tears, other.words);
  }
};

// A bare word that another separator stands in.
bool is_torn(std::string_view cell, std::string_view line) {
  const bool quoted = cell.data() > line.data() && *(cell.data() - 1) == '"';
  return !quoted && cell.find_first_of("\t,;|") != std::string_view::npos;
}

// None where lines differ, or are one cell.
std::optional<Cut> cut_by(const std::vector<std::string_view>& lines, TableForm form) {
  std::size_t columns = 0;
  double cells = 0;
  Cut cut;
  try {
    for (std::size_t k = lines.size(); k-- > 0;) {
      const auto row = cells_of(lines[k], form);
      if (columns == 0) columns = row.size();
      const bool short_header = k == 0 && row.size() + 1 == columns;
      if (columns < 2 || (row.size() != columns && !short_header)) return std::nullopt;
      if (k == 0 && lines.size() > 1) continue;
      for (const auto cell : row) {
        ++cells;
        if (kind_of(cell, form) != CellKind::word) continue;
        ++cut.words;
        cut.tears = cut.tears || is_torn(cell, lines[k]);
      }
    }
  } catch (const Complaint&) {
    return std::nullopt;
  }
  cut.words /= cells;
  return cut;
}

// "1,5","2,5": commas cut, and those of numbers stand in quotes.
bool has_quoted_commas(const std::vector<std::string_view>& lines) {
  const TableForm form{',', ','};
  return cut_by(lines, form) && std::ranges::any_of(lines, [&](std::string_view line) {
           return std::ranges::any_of(cells_of(line, form), has_inner_comma);
         });
}

// How many rows have as many cells as most of them, and more than one.
std::size_t rows_alike(const std::vector<std::string_view>& lines, TableForm form) {
  std::map<std::size_t, std::size_t> rows;
  std::size_t most = 0;
  for (std::size_t k = lines.size() > 1 ? 1 : 0; k < lines.size(); ++k) {
    try {
      const auto cells = cells_of(lines[k], form).size();
      if (cells > 1) most = std::max(most, ++rows[cells]);
    } catch (const Complaint&) {  // a row that says nothing
    }
  }
  return most;
}

std::size_t cells_in(std::string_view line, char separator) {
  try {
    return cells_of(line, {separator}).size();
  } catch (const Complaint&) {
    return 0;
  }
}

}  // namespace

char table_separator(const std::vector<std::string_view>& lines, char decimal) {
  char best = 0;
  std::optional<Cut> least;
  for (const char separator : table_separators) {
    if (separator == decimal) continue;
    const auto cut = cut_by(lines, {separator, decimal});
    if (!cut || (least && !(*cut < *least))) continue;
    best = separator;
    least = cut;
  }
  if (best != 0) return best;
  if (decimal == ',' && has_quoted_commas(lines)) return ',';
  std::size_t most = 0;
  for (const char separator : table_separators) {
    if (separator == decimal) continue;
    const auto rows = rows_alike(lines, {separator, decimal});
    if (rows <= most) continue;
    best = separator;
    most = rows;
  }
  return best != 0 ? best : decimal == ',' ? ';' : ',';
}

void check_header_separator(const std::vector<std::string_view>& lines, char separator) {
  if (lines.size() < 2 || cells_in(lines[0], separator) != 1) return;
  const auto cells = cells_in(lines[1], separator);
  if (cells < 2) return;
  for (const char other : table_separators) {
    const auto names = cells_in(lines[0], other);
    if (other == separator || names < 2 || (names != cells && names + 1 != cells)) continue;
    throw Complaint{
        lines[0].data(),
        fmt::format("a first line cut as the rows are, by {}", plural_name(static_cast<Separator>(separator))),
        lines[0]};
  }
}

}  // namespace strads::io
