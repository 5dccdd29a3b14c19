#include "io/ratings/value.hpp"

#include <algorithm>
#include <cmath>

#include "io/ratings/cells.hpp"
#include "io/text.hpp"

namespace strads::io {
namespace {

// The number that all of the text is.
Number whole_number(std::string_view text) {
  const char* end = text.data() + text.size();
  const Number number = parse_number(text.data(), end);
  return number.end == end ? number : Number{};
}

bool are_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

RatingValue::RatingValue(const RatingsOptions& options) : decimal_(options.decimal), words_(options.missing) {
  for (const std::string& word : words_) {
    nothing_ = nothing_ || is_missing(word);
    const Number number = whole_number(word);
    if (number.state == NumberState::finite) numbers_.push_back(number.value);
  }
}

bool RatingValue::missing(double value) const {
  return std::find(numbers_.begin(), numbers_.end(), value) != numbers_.end();
}

bool RatingValue::missing(std::string_view cell) const {
  if (words_.empty()) return false;
  if (nothing_ && is_missing(cell)) return true;
  if (std::find(words_.begin(), words_.end(), cell) != words_.end()) return true;
  const Number value = number(cell);
  return value.state == NumberState::finite && missing(value.value);
}

bool RatingValue::may_part_thousands(std::string_view cell) const {
  if (decimal_) return false;
  if (cell.starts_with('-') || cell.starts_with('+')) cell.remove_prefix(1);
  const auto comma = cell.find(',');
  if (comma == std::string_view::npos || comma == 0 || comma > 3 || cell.front() == '0') return false;
  return cell.size() == comma + 4 && are_digits(cell.substr(0, comma)) && are_digits(cell.substr(comma + 1));
}

Number RatingValue::number(std::string_view cell) const {
  const auto comma = cell.find(',');
  if (decimal_ == ',' && cell.find('.') != std::string_view::npos) return {};
  if (comma == std::string_view::npos || decimal_ == '.') return whole_number(cell);
  if (may_part_thousands(cell)) return {};
  std::string pointed(cell);
  pointed[comma] = '.';
  Number number = whole_number(pointed);
  number.end = cell.data() + cell.size();
  return number;
}

bool RatingValue::is_number(std::string_view cell) const { return number(unquoted(cell)).state != NumberState::none; }

std::optional<double> RatingValue::finite(std::string_view cell) const {
  const Number found = number(unquoted(cell));
  return found.state == NumberState::finite ? std::optional(found.value) : std::nullopt;
}

double RatingValue::parse(std::string_view cell) const {
  const Number found = number(cell);
  if (found.state == NumberState::finite && std::isfinite(static_cast<float>(found.value))) return found.value;
  if (is_missing(cell)) {
    throw Complaint{cell.data(), "a rating (--missing-value NA leaves out rows without one)", cell, "nothing"};
  }
  if (may_part_thousands(cell)) throw Complaint{cell.data(), "a rating (with --decimal , this is one)", cell};
  if (found.state == NumberState::none) throw Complaint{cell.data(), "a rating", cell};
  if (found.state == NumberState::not_finite) throw Complaint{cell.data(), "a finite rating", cell};
  throw Complaint{cell.data(), "a rating below 1e37 (divide all by a constant)", cell};
}

bool is_time(std::string_view cell) {
  cell = unquoted(cell);
  const Whole whole = parse_whole(cell.data(), cell.data() + cell.size());
  if (cell.empty() || whole.end != cell.data() + cell.size()) return false;
  const Index value = whole.value >= 100'000'000'000 ? whole.value / 1000 : whole.value;
  return value >= 100'000'000 && value < 4'000'000'000;
}

}  // namespace strads::io
