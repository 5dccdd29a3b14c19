// All lines of a table of ratings.
#pragma once

#include "io/ratings/layout.hpp"
#include "io/ratings/ratings.hpp"
#include "io/text.hpp"

namespace strads::io {

// The ratings of layout.body, part of `text`, without a name of the format. Throws Error (malformed).
[[nodiscard]] RatingsFile read_rating_table(const Text& text, const RatingLayout& layout,
                                            const RatingsOptions& options);

}  // namespace strads::io
