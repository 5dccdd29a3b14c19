// The cells of a line of a table, and what one may hold.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/number.hpp"

namespace strads::io {

struct TableForm {
  char separator = ',';  // ' ': any run of blanks and tabs
  char decimal = '.';    // or ','
};

// One after another. A cell is what stands between separators, without blanks around it and without its quotes; doubled
// quotes inside stay doubled.
class TableCells {
 public:
  TableCells(std::string_view line, TableForm form);

  [[nodiscard]] bool more() const { return at_ <= end_; }
  // A bare finite number, by far the most common cell: its value and true. Else nothing is taken.
  bool take_number(double& value) {
    if (form_.decimal != '.') return false;
    const Number number = parse_number(at_, end_);
    if (number.state != NumberState::finite || (number.end < end_ && !parts(*number.end))) return false;
    value = number.value;
    pass(number.end);
    return true;
  }
  // Throws Complaint (a quote without end).
  std::string_view next();

 private:
  [[nodiscard]] bool parts(char c) const { return c == form_.separator || (form_.separator == ' ' && c == '\t'); }
  void pass(const char* separator) {
    at_ = separator + 1;
    if (form_.separator == ' ') pass_blanks();
  }
  void pass_blanks();
  std::string_view quoted(const char* open);

  const char* at_;
  const char* end_;
  TableForm form_;
};

// Of one line. Throws Complaint.
[[nodiscard]] std::vector<std::string_view> cells_of(std::string_view line, TableForm form);
// With doubled quotes as one.
[[nodiscard]] std::string unescaped(std::string_view cell);

// As far as the cell's number goes, with this decimal sign.
[[nodiscard]] Number number_in(std::string_view cell, char decimal);

enum class CellKind { number, missing, word };
// A logical is a number, and so is 1,5 where commas do not separate: it wants `--decimal ,`.
[[nodiscard]] CellKind kind_of(std::string_view cell, TableForm form);
// Digits with commas between them.
[[nodiscard]] bool has_inner_comma(std::string_view cell);
inline constexpr const char* reads_decimal_commas = "--decimal , reads decimal commas";
// At the way out for a cell that would be a number with the other decimal sign; else nothing.
[[nodiscard]] std::string hint_at_decimals(std::string_view cell, char decimal);
// Two cells that a comma parts may be one number, whose decimals it parts.
[[nodiscard]] bool may_be_decimals(std::string_view whole, std::string_view fraction);

}  // namespace strads::io
