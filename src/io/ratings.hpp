// Ratings from a text file: `user item rating` lines, whatever the separator, with ids of any kind.
//
// Formats, told by content; .gz and .zst too (input.hpp):
//   lines         user, item and rating separated by "::", tab, comma, semicolon or blanks (the first of these that the
//                 first line holds); further cells (a timestamp) are passed over. So MovieLens u.data, ratings.dat and
//                 ratings.csv, LIBMF triplets, and any table. Cells may be quoted ("" inside is one quote); blanks
//                 around them do not count. Lines that start with % or #, and empty ones, are passed over.
//   with header   the first line, when no cell of it is a number; columns are found by name
//   MatrixMarket  coordinate; users are rows, items columns; ids are the 1-based numbers in the file
//
// Ids are kept as they stand in the file (without quotes). They get positions in the order of first appearance in the
// file, whatever the number of threads.
//
// Throws Error: file; malformed with line and column (a rating that is not a finite number, too few cells, an empty
// id or one with control characters), binary data; mismatch (a named column is not there). Cost: O(bytes), parsed on
// all threads.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "strads/linalg/ratings.hpp"

namespace strads::io {

// The original ids of one side, by position; and back.
class Ids {
 public:
  Ids();
  ~Ids();
  Ids(Ids&&) noexcept;
  Ids& operator=(Ids&&) noexcept;

  [[nodiscard]] Index size() const;
  [[nodiscard]] std::string_view name(Index position) const;
  [[nodiscard]] Index find(std::string_view id) const;  // -1 when it is not there
  Index insert(std::string_view id);                    // its position, a new one at the end when it was not there
  Index insert_number(Index id);                        // the same for a whole number's decimal form

 private:
  struct Table;
  std::unique_ptr<Table> table_;
};

struct RatingsOptions {
  // Names of columns in a header; by default user, userId, user_id, uid (case does not count), likewise item or movie,
  // rating, score or value. Without a header, or where no name is known: the first columns that nothing has taken.
  // Naming columns of a file that has no names is an Error (mismatch).
  std::optional<std::string> user_column;
  std::optional<std::string> item_column;
  std::optional<std::string> rating_column;
  int threads = 1;
};

struct RatingsFile {
  Ids users;
  Ids items;
  RatingBlocks ratings;  // in the order of the file, repeated ones too; no block is empty
  std::string format;    // "tab-separated ratings", "MatrixMarket", ...
};

[[nodiscard]] RatingsFile read_ratings(const std::string& path, const RatingsOptions& options);

// Pairs to predict or to test on, with the positions of known ids: -1 for ids that `users` or `items` do not hold.
struct PairsFile {
  BigVector<Rating> pairs;        // in the order of the file; value is 0 when not rated
  std::vector<std::string> text;  // of each pair when not rated: its two ids as they stand, tab-separated
};

// Ratings to test on: of one pair given several times (unknown ids too) the last counts, at the place of the last.
[[nodiscard]] PairsFile read_rated_pairs(const std::string& path, const Ids& users, const Ids& items,
                                         const RatingsOptions& options);

// Pairs to predict, every line of them: two cells suffice, further ones are passed over.
[[nodiscard]] PairsFile read_pairs(const std::string& path, const Ids& users, const Ids& items,
                                   const RatingsOptions& options);

}  // namespace strads::io
