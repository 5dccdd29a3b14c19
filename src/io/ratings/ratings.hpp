// Ratings from a text file: `user item rating` lines, whatever the separator, with ids of any kind.
//
// Formats, told by content; .gz and .zst too (input.hpp):
//   lines         user, item and rating separated by tab, "::", comma, semicolon, bar or blanks: the separator by which
//                 the first rows have the same number of cells and a rating each (rating_layout.hpp). Further cells (a
//                 timestamp) are passed over. So MovieLens u.data, ratings.dat and ratings.csv, LIBMF triplets, and any
//                 table. Cells may be quoted (cells.hpp). Rows without any text are passed over, and in front of the
//                 first row lines that start with % or #. A line ends with LF, CRLF or, in files without LF, CR.
//   with header   the first row, when no cell of it is a number; columns are found by name
//   MatrixMarket  coordinate; users are rows, items columns; ids are the 1-based numbers in the file
// Other forms of ratings are refused by name (rating_forms.cpp).
//
// Ids are kept as they stand in the file (without quotes). They get positions in the order of first appearance in the
// file, whatever the number of threads.
//
// Throws Error: file; malformed with line and column (a rating that is not a finite number, too few cells, an empty
// id or one with control characters), other forms; mismatch (columns that are not there or cannot be told). Cost:
// O(bytes), parsed on all threads.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/ratings/spread.hpp"
#include "io/separator.hpp"
#include "strads/ids.hpp"
#include "strads/linalg/ratings.hpp"

namespace strads::io {

using strads::Ids;

// Whether an id can stand in a tab-separated file, one a line: without control characters.
[[nodiscard]] bool is_plain_id(std::string_view id);

// One column of a table.
struct RatingColumn {
  std::string name;     // in the header; empty without one
  Index position = -1;  // from 0; -1 when there is no such column
};

// What was taken for user, item and rating, of so many columns.
struct RatingColumns {
  RatingColumn user;
  RatingColumn item;
  RatingColumn rating;
  Index count = 0;
};

struct RatingsOptions {
  // Columns by name in the header, or by number from 1; a name that is a number wins. By default those of `like`, else
  // names that are known (column_roles.cpp), else, without header, the first columns that nothing has taken. A header
  // that leaves open which column is which is an Error (mismatch).
  std::optional<std::string> user_column;
  std::optional<std::string> item_column;
  std::optional<std::string> rating_column;
  std::optional<RatingColumns> like;  // those of the ratings that the model was fitted to
  std::optional<Separator> separator;
  // What parts the decimals of a rating. By default a point, or a comma that cannot part thousands.
  std::optional<char> decimal;
  // Ratings that mean there is none: rows with them are left out. A word as is_missing knows stands for all of them.
  std::vector<std::string> missing;
  int threads = 1;
  Index range_bytes = Index{1} << 20;  // of text that is parsed, then given back
};

// Lines that gave no rating.
struct PassedOver {
  Index comments = 0;
  Index blank_rows = 0;
  Index missing = 0;  // ratings
};

struct RatingsFile {
  Ids users;
  Ids items;
  RatingBlocks ratings;                  // in the order of the file, repeated ones too; no block is empty
  std::string format;                    // "tab-separated ratings", "MatrixMarket", ...
  std::optional<RatingColumns> columns;  // none in MatrixMarket
  PassedOver passed;
  RatingSpread spread;
};

[[nodiscard]] RatingsFile read_ratings(const std::string& path, const RatingsOptions& options);

// Pairs to predict or to test on, with the positions of known ids: -1 for ids that `users` or `items` do not hold.
struct PairsFile {
  BigVector<Rating> pairs;        // in the order of the file; value is 0 when not rated
  std::vector<std::string> text;  // of each pair when not rated: its two ids as they stand, tab-separated
  Ids unknown_users;              // those of the file that `users` does not hold
  Ids unknown_items;
  std::optional<RatingColumns> columns;  // that were taken; none in MatrixMarket
};

// Ratings to test on: of one pair given several times (unknown ids too) the last counts, at the place of the last.
[[nodiscard]] PairsFile read_rated_pairs(const std::string& path, const Ids& users, const Ids& items,
                                         const RatingsOptions& options);

// Pairs to predict, every line of them: two cells suffice, further ones are passed over. Only where the options name
// ratings that are missing do rows with them not count.
[[nodiscard]] PairsFile read_pairs(const std::string& path, const Ids& users, const Ids& items,
                                   const RatingsOptions& options);

// Users to recommend to, each once.
struct UserList {
  std::vector<std::string> ids;
  Index repeated = 0;                 // lines whose user is there already
  std::optional<std::string> header;  // the first line's cell, which names no user
};

// Users, one a line: the line, or its first cell or that of the column of users, whichever `users` holds more of. A
// first line that holds none of them is a header when it says so or all others are numbers. Throws Error (malformed)
// where all cells of lines with several are users.
[[nodiscard]] UserList read_users(const std::string& path, const Ids& users, const RatingsOptions& options);

}  // namespace strads::io
