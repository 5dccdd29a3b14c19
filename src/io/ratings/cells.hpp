// How text is cut into rows, and a row into cells.
//
// A cell is what stands between separators, without blanks around it. Where a cell starts with a quote, all up to the
// closing one belongs to it: separators, doubled quotes, and line ends too where commas, semicolons or bars separate.
// Tabs and "::" part cells whatever quotes there are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/separator.hpp"

namespace strads::io {

class Cells {
 public:
  explicit Cells(Separator separator)
      : separator_(separator),
        quoted_(separator != Separator::tab && separator != Separator::colons),
        spans_lines_(quoted_ && separator != Separator::blanks) {}

  [[nodiscard]] Separator separator() const { return separator_; }
  // A row may be longer than its first line.
  [[nodiscard]] bool spans_lines() const { return spans_lines_; }

  // Takes the row at `at`, without its line end; `at` moves to the next one. Throws Complaint (a quote without end).
  [[nodiscard]] std::string_view take_row(const char*& at, const char* end) const;
  // Takes the cell at `at` of a row that ends at `end`, trimmed, quotes still on; `at` moves behind its separator, or
  // to null behind the last cell. Throws Complaint.
  [[nodiscard]] std::string_view next(const char*& at, const char* end) const;
  // Nothing stands in any cell.
  [[nodiscard]] bool blank(std::string_view row) const;

 private:
  Separator separator_;
  bool quoted_;
  bool spans_lines_;
};

// What the quotes hold: the cell itself unless it has some at both ends and only doubled ones between them.
[[nodiscard]] std::string_view unquoted(std::string_view cell);
// The same with "" as one quote; `scratch` keeps the text where it differs from the cell's.
[[nodiscard]] std::string_view without_quotes(std::string_view cell, std::string& scratch);

}  // namespace strads::io
