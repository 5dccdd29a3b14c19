// How files of ratings and of pairs are read: the options that all commands on them share.
#pragma once

#include <optional>
#include <string>

#include "cli/arguments.hpp"
#include "io/ratings.hpp"

namespace strads::cli {

struct RatingsColumns {
  std::optional<std::string> user_col;
  std::optional<std::string> item_col;
};

void add_columns(Group& input, RatingsColumns& columns);
[[nodiscard]] io::RatingsOptions reading(const RatingsColumns& columns, int threads);

}  // namespace strads::cli
