// The first lines of a table.
#pragma once

#include <string_view>
#include <vector>

#include "io/table_cells.hpp"
#include "strads/index.hpp"

namespace strads::io {

struct SampledLine {
  std::string_view text;
  std::vector<std::string_view> cells;
  // In quotes.
  [[nodiscard]] bool quoted(std::size_t k) const {
    return cells[k].data() > text.data() && *(cells[k].data() - 1) == '"';
  }
};

// The first lines, cut into cells.
struct SampledTable {
  // Of a quote without end a Complaint is thrown.
  SampledTable(const std::vector<std::string_view>& texts, TableForm form);

  // The first line names a column less than the rows have.
  [[nodiscard]] bool lacks_name() const { return static_cast<Index>(lines.front().cells.size()) + 1 == columns; }
  // The first cell of row i is i or i + 1.
  [[nodiscard]] bool counts_rows() const;

  TableForm form;
  std::vector<SampledLine> lines;
  Index columns = 0;  // of the rows; of the first line when there are none, or when rows differ
};

}  // namespace strads::io
