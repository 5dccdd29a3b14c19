// Ratings read as one line of text says they are, or refused with a sentence.
#pragma once

#include <string>
#include <vector>

#include "io/files.hpp"
#include "io/rating_text.hpp"
#include "strads/error.hpp"

namespace strads::io {

using Lines = std::vector<std::string>;

struct Taken {
  const char* content;
  const char* format;
  const char* columns;
  Lines ratings;
};

inline RatingsOptions taking(const char* user, const char* item = nullptr, const char* rating = nullptr) {
  RatingsOptions options;
  if (user != nullptr) options.user_column = user;
  if (item != nullptr) options.item_column = item;
  if (rating != nullptr) options.rating_column = rating;
  return options;
}

inline RatingsOptions like(const RatingsFile& file) {
  RatingsOptions options;
  options.like = file.columns;
  return options;
}

inline std::string refusal(const std::string& path, const RatingsOptions& options, ErrorKind kind) {
  try {
    return "accepted: " + columns_of(read_ratings(path, options));
  } catch (const Error& error) {
    CHECK(error.kind() == kind);
    return std::string(error.what()).substr(path.size());
  }
}

}  // namespace strads::io
