// From entries as files list them to compressed columns, by counting sorts.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "strads/linalg/sparse.hpp"

namespace strads::io {

// Some consecutive rows of a matrix; columns ascend inside a row.
struct RowPart {
  std::vector<Index> ends;  // of each row, in `columns`
  std::vector<std::int32_t> columns;
  std::vector<double> values;
};

// Frees the parts.
[[nodiscard]] Sparse from_rows(std::vector<RowPart>&& parts, Index columns, int threads);

struct Entries {
  std::vector<std::int32_t> rows;
  std::vector<std::int32_t> columns;
  std::vector<double> values;
};

// Entries in any order; nothing when some entry is there twice.
[[nodiscard]] std::optional<Sparse> from_entries(const Entries& entries, Index rows, Index columns);

// The position of the first entry that repeats an earlier one, which must exist. With `mirrored`, (i, j) repeats
// (j, i) too.
[[nodiscard]] Index first_repeated(const Entries& entries, bool mirrored);

}  // namespace strads::io
