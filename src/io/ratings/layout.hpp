// What the first rows of a file tell of the others: separator, header, columns.
#pragma once

#include <string_view>

#include "io/ratings/cells.hpp"
#include "io/ratings/ratings.hpp"
#include "io/text.hpp"

namespace strads::io {

struct RatingLayout {
  Cells cells{Separator::blanks};
  RatingColumns columns;  // of a row of the body
  std::string_view body;  // behind comments and header
  PassedOver passed;      // in front of it
  // The first rows end with what is read, all of them: a longer one is shifted. Where others stand behind, these may be
  // text that holds the separator.
  bool closed = false;
};

// By the separator, of those that the options leave, by which the first rows all have as many cells, and a rating if
// `rated`; of several the first in `separators`. The first row is a header when no cell of it is a number or every role
// has a known name in it; of pairs without ratings only when names or the rows below it say so. A line that starts with
// # or % is a comment unless it has the cells of a row. Throws Complaint (no row); Error: malformed (a form of ratings
// that is none of ours), mismatch (columns).
[[nodiscard]] RatingLayout find_layout(const Text& text, bool rated, const RatingsOptions& options);

}  // namespace strads::io
