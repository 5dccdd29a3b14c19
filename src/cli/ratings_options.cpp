#include "cli/ratings_options.hpp"

namespace strads::cli {

void add_columns(Group& input, RatingsColumns& columns) {
  input.text("--user-col", columns.user_col, "COLUMN",
             "Column of the users, by its name in the header\n(default: user, userId, ..., else the first)");
  input.text("--item-col", columns.item_col, "COLUMN",
             "Column of the items (default: item, movieId, ..., else the\nsecond)");
}

io::RatingsOptions reading(const RatingsColumns& columns, int threads) {
  return {.user_column = columns.user_col,
          .item_column = columns.item_col,
          .rating_column = std::nullopt,
          .threads = threads};
}

}  // namespace strads::cli
