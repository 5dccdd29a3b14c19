// Wide tables of ratings: a row a user, a column an item (or the other way round).
#pragma once

#include <string>

#include "io/ratings/first_rows.hpp"
#include "io/ratings/ratings.hpp"

namespace strads::io {

// Throws Error (malformed), with a command that makes rows, when the first rows are those of a wide table. They are
// when
//   - the header has numbers behind one word, or leaves columns of numbers unexplained;
//   - there is no header, and four columns or more hold numbers of one scale, behind ids that are there once each or
//     from the first column on, such as rows `user item rating further` do not: these have times, counts or ids behind
//     or among them, and pairs that are there once each;
//   - what would be items are numbers with fractions, or the columns of numbers are eight or more.
// Not where the options name the columns, nor, but for the header, where other files of a model are read.
void refuse_wide(const std::string& path, const FirstRows& look, bool rated, const RatingsOptions& options);

}  // namespace strads::io
