// The first rows of a file of ratings, cut by one separator, and how well that explains them.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "io/ratings/cells.hpp"
#include "io/ratings/column_roles.hpp"
#include "io/ratings/ratings.hpp"

namespace strads::io {

struct FirstRow {
  std::string_view text;
  const char* next = nullptr;  // behind it
  std::vector<std::string_view> cells;
};

struct FirstRows {
  Cells cells{Separator::blanks};
  std::vector<FirstRow> rows;  // without the header
  std::optional<FirstRow> header;
  PassedOver passed;
  const char* body = nullptr;
  FoundColumns found;
  bool even = false;  // all rows have as many cells
  // How well the separator explains the rows: 3 as many cells and what is looked for in each, 2 that, in rows that may
  // be longer (not where blanks separate, as they are in any text), 1 as many cells.
  int grade = 0;
  std::size_t long_enough = 0;  // rows
  std::size_t parts = 0;        // cells of all rows
};

[[nodiscard]] FirstRows first_rows(std::string_view text, Separator separator, bool rated,
                                   const RatingsOptions& options);

}  // namespace strads::io
