// A line of libsvm or svmlight.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <string_view>
#include <vector>

#include "io/number.hpp"
#include "io/text.hpp"

namespace strads::io {

inline constexpr Index most_libsvm_columns = std::numeric_limits<std::int32_t>::max();

// How lines are read.
struct LibsvmForm {
  Index base = 1;              // the index of the first column
  bool labelled = true;        // the label has to be a number; else it may be missing, or not be there
  bool may_miss = false;       // values
  std::vector<char> needed{};  // of each column: a value must not be missing in spite of that
  const char* to_impute = "";  // how values may be missing, if they may not

  [[nodiscard]] bool may_miss_in(Index column) const {
    return may_miss && (column >= static_cast<Index>(needed.size()) || needed[static_cast<std::size_t>(column)] == 0);
  }
};

inline bool ends_word(const char* at, const char* end) { return at == end || is_blank(*at) || *at == '#'; }

inline const char* skip_blanks(const char* at, const char* end) {
  while (at < end && is_blank(*at)) ++at;
  return at;
}

// `at` is at a word; says what is wrong with its index.
[[noreturn]] inline void refuse_index(const char* at, const char* end, Index base, Index index, Index last) {
  const auto word = word_at(at, end);
  if (index < base) {
    throw Complaint{at, "an index from 1 up (libsvm counts columns from 1)", word, "",
                    "--index-base 0 reads a file that counts from 0"};
  }
  if (index > most_libsvm_columns) throw Complaint{at, fmt::format("an index up to {}", most_libsvm_columns), word};
  throw Complaint{at, fmt::format("an index above {} (indices ascend, none twice)", last), word};
}

// Calls use.entry(column, value) with columns from 0, zeros left out. `base` is the index of the first.
template <class Use>
const char* parse_entry(const char* at, const char* end, const LibsvmForm& form, Index& last, Use& use) {
  const Whole index = parse_whole(at, end);
  if (index.end == at || index.end == end || *index.end != ':') {
    throw Complaint{at, "index:value", word_at(at, end)};
  }
  if (index.value <= last || index.value > most_libsvm_columns) refuse_index(at, end, form.base, index.value, last);
  const char* digits = index.end + 1;
  Number value = parse_number(digits, end);
  if (value.state != NumberState::finite) {
    const auto word = word_at(digits, end);
    if (word.empty() || !is_missing(word)) {
      if (value.state == NumberState::none) throw Complaint{at, "index:value", word_at(at, end)};
      throw Complaint{digits, expected_number(value.state), word};
    }
    if (!form.may_miss_in(index.value - form.base)) throw Complaint{digits, "a number", word, "", form.to_impute};
    value = {std::numeric_limits<double>::quiet_NaN(), word.data() + word.size(), NumberState::finite};
  }
  if (!ends_word(value.end, end)) throw Complaint{at, "index:value", word_at(at, end)};
  last = index.value;
  if (value.value != 0) use.entry(index.value - form.base, value.value);
  return value.end;
}

// NaN where there is none and none is needed; `at` moves behind it.
inline double parse_label(const char*& at, const char* end, bool needed) {
  const Number label = parse_number(at, end);
  if (label.state == NumberState::finite && ends_word(label.end, end)) {
    at = label.end;
    return label.value;
  }
  const auto word = word_at(at, end);
  if (!needed && (is_missing(word) || word.find(':') != std::string_view::npos)) {
    if (is_missing(word)) at += word.size();
    return std::numeric_limits<double>::quiet_NaN();
  }
  const bool numeric = label.state == NumberState::too_large || label.state == NumberState::not_finite;
  throw Complaint{at, numeric ? expected_number(label.state) : "a number as the label", word};
}

// Calls use.row(label, columns), with the columns up to its last index, behind the row's entries.
template <class Use>
void parse_line(std::string_view line, const LibsvmForm& form, Use& use) {
  const char* end = line.data() + line.size();
  const char* at = skip_blanks(line.data(), end);
  if (at == end || *at == '#') return;
  const double label = parse_label(at, end, form.labelled);
  at = skip_blanks(at, end);
  if (std::string_view(at, static_cast<std::size_t>(end - at)).starts_with("qid:")) {
    at = skip_blanks(at + word_at(at, end).size(), end);
  }
  Index last = form.base - 1;
  while (at < end && *at != '#') at = skip_blanks(parse_entry(at, end, form, last, use), end);
  use.row(label, last + 1 - form.base);
}

}  // namespace strads::io
