#include "io/ratings/ratings.hpp"

#include <cmath>
#include <string>
#include <tuple>
#include <vector>

#include "fuzz/harness.hpp"
#include "fuzz/parts.hpp"
#include "io/files.hpp"
#include "io/text.hpp"

namespace strads::fuzz {
namespace {

struct Line {
  std::string user;
  std::string item;
  float value;
  bool operator==(const Line&) const = default;
};

std::vector<Line> lines_of(const io::RatingsFile& file) {
  std::vector<Line> lines;
  for (const auto& block : file.ratings) {
    require(!block.empty(), "no block is empty");
    for (const Rating& rating : block) {
      require(std::isfinite(rating.value), "finite ratings");
      lines.push_back(
          {std::string(file.users.name(rating.user)), std::string(file.items.name(rating.item)), rating.value});
    }
  }
  require(!lines.empty(), "one rating or more");
  return lines;
}

// Every name has a position, and the position its name.
void check(const io::Ids& ids) {
  for (Index k = 0; k < ids.size(); ++k) require(ids.find(ids.name(k)) == k, "an id is found where it is");
}

io::Ids known(const std::string& text) {
  io::Ids ids;
  io::for_lines(text, [&](std::string_view line) { ids.insert(line); });
  check(ids);
  return ids;
}

io::RatingsOptions options_of(const Parts& parts) {
  io::RatingsOptions options;
  options.user_column = find(parts, "user_col");
  options.item_column = find(parts, "item_col");
  options.rating_column = find(parts, "rating_col");
  if (find(parts, "bars")) options.separator = io::Separator::bar;
  if (find(parts, "decimal_comma")) options.decimal = ',';
  if (const auto word = find(parts, "missing")) options.missing = {*word};
  return options;
}

// read(options) gives the same in ranges of any size and on any number of threads.
template <class Read>
void require_same_in_ranges(std::string_view input, io::RatingsOptions options, const Read& read) {
  const auto in = [&](Index range_bytes, int threads) {
    options.range_bytes = range_bytes;
    options.threads = threads;
    return outcome_of([&] { return read(options); });
  };
  constexpr Index whole = Index{1} << 20;
  const auto first = in(whole, 1);
  require_same(first, in(whole, 1), "read twice");
  require_same(first, in(1, 1), "read line by line");
  require_same(first, in(13, 1), "read in small ranges");
  if (on_threads(input)) require_same(first, in(7, 2), "read on two threads");
}

}  // namespace

void ratings(std::string_view input) {
  const io::Files files;
  const Parts parts = split(input);
  const std::string path = files.write("ratings.txt", parts.front().bytes);
  require_same_in_ranges(input, options_of(parts), [&](const io::RatingsOptions& options) {
    const io::RatingsFile file = io::read_ratings(path, options);
    check(file.users);
    check(file.items);
    return std::tuple(lines_of(file), file.format, file.passed.comments, file.passed.blank_rows, file.passed.missing);
  });
}

void pairs(std::string_view input) {
  const io::Files files;
  const Parts parts = split(input);
  const std::string path = files.write("pairs.txt", parts.front().bytes);
  const io::Ids users = known(find(parts, "users").value_or("1\n2\n"));
  const io::Ids items = known(find(parts, "items").value_or("1\n2\n"));
  for (const bool rated : {false, true}) {
    require_same_in_ranges(input, options_of(parts), [&](const io::RatingsOptions& options) {
      const auto& reader = rated ? io::read_rated_pairs : io::read_pairs;
      const io::PairsFile file = reader(path, users, items, options);
      std::vector<std::tuple<Index, Index, float>> found;
      for (const Rating& pair : file.pairs) {
        require(pair.user >= -1 && pair.user < users.size(), "a known user or -1");
        require(pair.item >= -1 && pair.item < items.size(), "a known item or -1");
        require(std::isfinite(pair.value), "finite ratings");
        found.emplace_back(pair.user, pair.item, pair.value);
      }
      require(rated || file.text.size() == file.pairs.size(), "a text a pair");
      check(file.unknown_users);
      check(file.unknown_items);
      return std::tuple(found, file.text, file.unknown_users.size(), file.unknown_items.size());
    });
  }
  require_same_in_ranges(input, options_of(parts), [&](const io::RatingsOptions& options) {
    const io::UserList list = io::read_users(path, users, options);
    return std::tuple(list.ids, list.repeated, list.header);
  });
}

}  // namespace strads::fuzz
