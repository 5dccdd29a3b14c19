// Whether the first line of a table names its columns.
#pragma once

#include <string_view>
#include <vector>

#include "io/dataset.hpp"
#include "io/table_cells.hpp"

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

  // Every row ends with a separator.
  [[nodiscard]] bool last_is_empty() const;

  TableForm form;
  std::vector<SampledLine> lines;
  Index columns = 0;  // of the rows; of the first line when there are none, or when rows differ
};

enum class FirstLine { data, header, unclear };

// A header has words over numbers, or nothing but words. Numbers are a header, too,
//   - when the model that predicts calls its columns so, or the target is called so;
//   - when they are quoted and the numbers below are not;
//   - when they are of another kind than the rows: wavelengths, years, 0 1 2 ...;
// and `options.header` is always right.
[[nodiscard]] FirstLine judge_first_line(const SampledTable& table, const ReadOptions& options);

}  // namespace strads::io
