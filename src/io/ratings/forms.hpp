// What a file of ratings may be at all, and what it is told that it is when it may not.
#pragma once

#include <string_view>
#include <vector>

#include "io/input.hpp"
#include "io/matrix_market_header.hpp"
#include "io/ratings/ratings.hpp"
#include "io/text.hpp"

namespace strads::io {

// The text of a file, its lines ended by LF. Throws Error (malformed) when it is binary data, UTF-16 or JSON.
[[nodiscard]] Text ratings_text(Input& input);

// The header of a MatrixMarket file. Throws Complaint, Error: malformed when its entries are not ratings of pairs each
// (array, pattern, symmetric), mismatch when the options name columns.
[[nodiscard]] MatrixMarketHeader ratings_header(const Text& text, const RatingsOptions& options);

// Throws Error (malformed) when the first row heads a block of rows: "123:" of Netflix, "7|285" of Yahoo! Music.
void refuse_blocks(const Text& text, std::string_view first_row);

}  // namespace strads::io
