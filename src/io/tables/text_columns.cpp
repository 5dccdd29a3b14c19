#include "io/tables/text_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "io/table_cells.hpp"

namespace strads::io {
namespace {

struct Column {
  Index words = 0;
  Index numbers = 0;
  [[nodiscard]] bool is_text() const { return words > numbers; }
};

// As --drop takes it.
std::string item(const TableLayout& layout, std::size_t k) {
  if (layout.names.empty()) return std::to_string(k + 1);
  const std::string& name = layout.names[k];
  if (name.find_first_of(",\"") == std::string::npos) return name;
  std::string quoted = "\"";
  for (const char c : name) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

// Quoted for a shell where it needs to be.
std::string argument(const std::string& list) {
  const bool plain = std::all_of(list.begin(), list.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(",._-+").find(c) != std::string_view::npos;
  });
  return plain ? list : "'" + list + "'";
}

}  // namespace

std::string hint_at_text_columns(const Complaint& complaint, const TableLayout& layout, const TableRow& row) {
  std::vector<Column> columns(static_cast<std::size_t>(layout.columns));
  std::size_t guilty = columns.size();
  for_lines(layout.body, [&](std::string_view line) {
    try {
      TableCells cells(line, row.form);
      for (std::size_t k = 0; k < columns.size() && cells.more(); ++k) {
        const auto cell = cells.next();
        const auto kind = kind_of(cell, row.form);
        if (kind == CellKind::word) ++columns[k].words;
        if (kind == CellKind::number) ++columns[k].numbers;
        if (cell.data() == complaint.at) guilty = k;
      }
    } catch (const Complaint&) {  // a line that no column follows from
    }
  });
  if (guilty == columns.size() || !columns[guilty].is_text()) return "";
  std::string list;
  std::size_t at = 0;
  Index number = 0;
  Index count = 0;
  for (const auto [passed, read] : row.runs) {
    at += static_cast<std::size_t>(passed);
    for (const std::size_t end = at + static_cast<std::size_t>(read); at < end; ++at) {
      const bool target = number++ == row.target;
      if (target && guilty == at) return "";
      if (target || !columns[at].is_text()) continue;
      list += (count++ > 0 ? "," : "") + item(layout, at);
    }
  }
  return fmt::format("--drop {} leaves out the {} of text", argument(list),
                     count == 1 ? "column" : fmt::format("{} columns", count));
}

}  // namespace strads::io
