// How the rows of a file of ratings are read, once its layout is known.
#pragma once

#include <string>
#include <string_view>

#include "io/ratings/layout.hpp"
#include "io/ratings/ratings.hpp"
#include "io/text.hpp"

namespace strads::io {

// What counts of a row `user item rating`.
struct RatingCells {
  std::string_view user;
  std::string_view item;
  std::string_view rating;  // without data when there is none
};

// A line whose ids are whole numbers in plain decimal form.
struct PlainRating {
  Index user;
  Index item;
  double value;
};

class RatingLines {
 public:
  explicit RatingLines(const RatingLayout& layout);

  [[nodiscard]] const Cells& cells() const { return cells_; }
  // The cells of one row; ids are complete and not empty, the rating may be missing. `scratch` keeps the text of
  // quoted cells. Throws Complaint.
  [[nodiscard]] RatingCells cells(std::string_view row, std::string (&scratch)[2]) const;
  // Reads the line at `at` at once and moves `at` behind it, if it is one of the common kind: user, item and rating
  // first, ids plain numbers, no quotes, no needless blanks. Else it is left to cells(). With `quotes`, further cells
  // may hold some.
  [[nodiscard]] bool take_plain(const char*& at, const char* end, bool quotes, PlainRating& rating) const;
  // The complaint about a row that ends before the cell that was expected.
  [[noreturn]] void complain_of_end(std::string_view row, const char* expected) const;

 private:
  // Cells from `at` on are too many, unless they are empty. Throws Complaint.
  void refuse_further(const char* at, const char* end, Index read) const;

  Cells cells_;
  Index user_;
  Index item_;
  Index rating_;  // -1: none
  bool closed_;   // no cell is behind these
};

}  // namespace strads::io
