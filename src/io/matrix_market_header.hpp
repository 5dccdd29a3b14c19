// The first lines of a MatrixMarket file, and the words of any line.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "io/number.hpp"
#include "io/text.hpp"

namespace strads::io {

struct MatrixMarketHeader {
  bool coordinate = false;
  bool pattern = false;
  bool symmetric = false;  // or skew-symmetric
  bool skew = false;
  Index rows = 0;
  Index columns = 0;
  Index entries = 0;  // that the file must hold
  std::string_view body;
};

// Throws Complaint.
[[nodiscard]] MatrixMarketHeader parse_matrix_market_header(std::string_view text);

// Words of one line, taken one after another. Throws Complaint.
class Words {
 public:
  explicit Words(std::string_view line) : at_(line.data()), end_(line.data() + line.size()) {}
  std::string_view next() {
    skip_blanks();
    const auto word = word_at(at_, end_);
    at_ += word.size();
    return word;
  }
  // A whole number from `least` to `largest`; `expected` may name the latter as {}.
  Index size(std::string_view expected, Index least, Index largest) {
    skip_blanks();
    const Whole whole = parse_whole(at_, end_);
    if (whole.end == at_ || !ends_word(whole.end) || whole.value < least || whole.value > largest) {
      throw Complaint{at_, fmt::format(fmt::runtime(expected), largest), word_at(at_, end_)};
    }
    at_ = whole.end;
    return whole.value;
  }
  double number() {
    skip_blanks();
    const Number number = parse_number(at_, end_);
    const bool ends = number.state != NumberState::none && ends_word(number.end);
    if (number.state != NumberState::finite || !ends) {
      throw Complaint{at_, expected_number(ends ? number.state : NumberState::none), word_at(at_, end_)};
    }
    at_ = number.end;
    return number.value;
  }
  void finish() {
    skip_blanks();
    if (at_ < end_) throw Complaint{at_, "the end of the line", word_at(at_, end_)};
  }

 private:
  void skip_blanks() {
    while (at_ < end_ && is_blank(*at_)) ++at_;
  }
  [[nodiscard]] bool ends_word(const char* at) const { return at == end_ || is_blank(*at); }

  const char* at_;
  const char* end_;
};

}  // namespace strads::io
