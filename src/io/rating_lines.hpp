// How a line of ratings is cut into cells, and which of them count.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/input.hpp"
#include "io/matrix_market_header.hpp"
#include "io/ratings.hpp"
#include "io/text.hpp"

namespace strads::io {

// A line `user item rating`, whose cells may be empty only where the line ends early.
struct RatingCells {
  std::string_view user;
  std::string_view item;
  std::string_view rating;
};

// A line whose ids are whole numbers in plain decimal form.
struct PlainRating {
  Index user;
  Index item;
  float value;
};

class RatingLines {
 public:
  // Looks at the first line that is neither empty nor a comment; `body()` starts behind it when it is a header: no cell
  // is a number, and, for pairs without ratings, some column has a known name or the next line has a rating. Throws
  // Complaint, Error (mismatch).
  RatingLines(const Text& text, bool rated, const RatingsOptions& options);

  [[nodiscard]] std::string_view body() const { return body_; }
  [[nodiscard]] const char* name() const;  // "tab-separated ratings"

  // Not a line to pass over.
  [[nodiscard]] static bool holds(std::string_view line) {
    return !line.empty() && line.front() != '%' && line.front() != '#' && !trimmed(line).empty();
  }
  // The cells of one line; ids are complete and not empty, the rating may be missing. `scratch` keeps the text of
  // quoted cells. Throws Complaint.
  [[nodiscard]] RatingCells cells(std::string_view line, std::string (&scratch)[2]) const;
  // Reads the line at `at` at once and moves `at` behind it, if it is one of the common kind: user, item and rating
  // first, ids plain numbers, no quotes, no needless blanks. Else it is left to cells().
  [[nodiscard]] bool take_plain(const char*& at, const char* end, PlainRating& rating) const;

 private:
  enum class Separator : char { colons = ':', tab = '\t', comma = ',', semicolon = ';', blanks = ' ' };

  void split(std::string_view line, std::vector<std::string_view>& cells) const;
  [[nodiscard]] std::string_view next(const char*& at, const char* end) const;
  [[nodiscard]] bool heads_ratings(const std::vector<std::string_view>& header, std::string_view rest) const;
  // True when any was found by name.
  bool find_columns(const std::vector<std::string_view>& header, bool rated, const Text& text,
                    const RatingsOptions& options);

  Separator separator_ = Separator::blanks;
  std::size_t user_ = 0;
  std::size_t item_ = 1;
  std::size_t rating_ = 2;
  std::string_view body_;
};

// The text of a file. Throws Error (malformed) when it is binary data.
[[nodiscard]] Text ratings_text(const Input& input);

// The header of a MatrixMarket file. Throws Complaint, Error: malformed when its entries are not ratings of pairs each
// (array, pattern, symmetric), mismatch when the options name columns.
[[nodiscard]] MatrixMarketHeader ratings_header(const Text& text, const RatingsOptions& options);

// The text of a rating as a number. Throws Complaint; `line` says where a missing one is missing.
[[nodiscard]] float parse_rating(std::string_view cell, std::string_view line);

}  // namespace strads::io
