// All lines of a table of ratings.
#pragma once

#include "io/rating_lines.hpp"
#include "io/ratings.hpp"
#include "io/text.hpp"

namespace strads::io {

constexpr Index rating_range_bytes = Index{1} << 20;  // of text that is parsed, then given back

// The ratings of lines.body(), part of `text`, without a name of the format. Throws Error (malformed).
[[nodiscard]] RatingsFile read_rating_table(const Text& text, const RatingLines& lines, int threads);

}  // namespace strads::io
