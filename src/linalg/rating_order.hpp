// The order within rows of ratings.
#pragma once

#include <utility>

#include "strads/linalg/ratings.hpp"

namespace strads {

// The rows [first, last) of one of so many parts with near-equal numbers of ratings.
[[nodiscard]] std::pair<Index, Index> rows_of_part(const RatingRows& rows, Index part, Index parts);

// Sorts each row by its others, which lie in [0, others), and keeps the last of repeated ones: returns how many went.
// O(ratings), on so many threads.
Index put_in_order(RatingRows& rows, Index others, int threads);

}  // namespace strads
