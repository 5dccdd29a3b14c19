#include "io/ratings/ratings.hpp"

#include <utility>

#include "io/door/words.hpp"
#include "strads/io.hpp"

namespace strads {
namespace {

io::RatingsOptions readable(const RatingsOptions& options) {
  io::require_threads(options.threads);
  if (options.decimal) io::require_decimal(*options.decimal);
  io::RatingsOptions how;
  how.user_column = options.user_col;
  how.item_column = options.item_col;
  how.rating_column = options.rating_col;
  if (options.separator) how.separator = io::separator_of(*options.separator);
  io::require_option(how.separator || !options.separator,
                     "`separator` must be tab, comma, semicolon, bar, blank or ::");
  how.decimal = options.decimal;
  how.missing = options.missing_values;
  how.threads = options.threads;
  return how;
}

}  // namespace

RatingsFile read_ratings(const std::string& path, const RatingsOptions& options) {
  io::RatingsFile read = io::told_with_options([&] { return io::read_ratings(path, readable(options)); });
  RatingsFile file;
  file.ratings = Ratings::consume(read.users.size(), read.items.size(), std::move(read.ratings), options.threads);
  file.users = std::move(read.users);
  file.items = std::move(read.items);
  file.format = std::move(read.format);
  file.missing = read.passed.missing;
  return file;
}

BigVector<Rating> read_rated_pairs(const std::string& path, const Ids& users, const Ids& items,
                                   const RatingsOptions& options) {
  return io::told_with_options([&] { return io::read_rated_pairs(path, users, items, readable(options)).pairs; });
}

BigVector<Rating> read_pairs(const std::string& path, const Ids& users, const Ids& items,
                             const RatingsOptions& options) {
  return io::told_with_options([&] { return io::read_pairs(path, users, items, readable(options)).pairs; });
}

}  // namespace strads
