#include "io/tables/sample.hpp"

#include <algorithm>
#include <string>

namespace strads::io {

SampledTable::SampledTable(const std::vector<std::string_view>& texts, TableForm the_form) : form(the_form) {
  for (const auto text : texts) lines.push_back({text, cells_of(text, form)});
  const auto width = [](const SampledLine& line) { return static_cast<Index>(line.cells.size()); };
  columns = width(lines.front());
  if (lines.size() < 2 || width(lines[1]) != columns + 1) return;
  const bool alike =
      std::all_of(lines.begin() + 1, lines.end(), [&](const SampledLine& line) { return width(line) == columns + 1; });
  if (alike) ++columns;
}

bool SampledTable::counts_rows() const {
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const auto& cells = lines[i].cells;
    if (cells.empty() || (cells[0] != std::to_string(i - 1) && cells[0] != std::to_string(i))) return false;
  }
  return lines.size() > 1;
}

}  // namespace strads::io
