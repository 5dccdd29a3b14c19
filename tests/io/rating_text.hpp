// What was read of ratings, as text to compare.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "io/ratings/ratings.hpp"

namespace strads::io {

// "user|item|value" of each rating, in order.
inline std::vector<std::string> lines_of(const RatingsFile& file) {
  std::vector<std::string> lines;
  for (const auto& block : file.ratings) {
    for (const Rating& rating : block) {
      lines.push_back(
          fmt::format("{}|{}|{}", file.users.name(rating.user), file.items.name(rating.item), rating.value));
    }
  }
  return lines;
}

// "2 \"who\", 1, 3": number and name of user, item and rating.
inline std::string columns_of(const RatingsFile& file) {
  if (!file.columns) return "none";
  std::string text;
  for (const RatingColumn* column : {&file.columns->user, &file.columns->item, &file.columns->rating}) {
    text += fmt::format("{}{}", text.empty() ? "" : ", ", column->position + 1);
    if (!column->name.empty()) text += fmt::format(" \"{}\"", column->name);
  }
  return text;
}

}  // namespace strads::io
