// What the cell of a rating says.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/number.hpp"
#include "io/ratings/ratings.hpp"

namespace strads::io {

class RatingValue {
 public:
  explicit RatingValue(const RatingsOptions& options);

  // A number with a decimal point may be taken as it stands.
  [[nodiscard]] bool with_point() const { return decimal_ != ','; }
  [[nodiscard]] bool any_missing() const { return !words_.empty(); }
  // There is no rating, by the options.
  [[nodiscard]] bool missing(double value) const;
  [[nodiscard]] bool missing(std::string_view cell) const;
  [[nodiscard]] bool is_number(std::string_view cell) const;
  // The number that the cell is.
  [[nodiscard]] std::optional<double> finite(std::string_view cell) const;
  // A number within the range of floats. Throws Complaint.
  [[nodiscard]] double parse(std::string_view cell) const;

 private:
  [[nodiscard]] Number number(std::string_view cell) const;
  // 1,234 may be a thousand and more.
  [[nodiscard]] bool may_part_thousands(std::string_view cell) const;

  std::optional<char> decimal_;
  std::vector<std::string> words_;
  std::vector<double> numbers_;  // those of the words that are numbers
  bool nothing_ = false;         // empty cells and the like are missing
};

// Seconds or milliseconds since 1970, as a whole number.
[[nodiscard]] bool is_time(std::string_view cell);

}  // namespace strads::io
