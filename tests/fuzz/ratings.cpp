#include "io/ratings.hpp"

#include <cmath>
#include <string>
#include <utility>
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

io::RatingsOptions options_of(const Parts& parts, int threads) {
  return {.user_column = find(parts, "user_col"),
          .item_column = find(parts, "item_col"),
          .rating_column = {},
          .threads = threads};
}

}  // namespace

void ratings(std::string_view input) {
  const io::Files files;
  const Parts parts = split(input);
  const std::string path = files.write("ratings.txt", parts.front().bytes);
  const auto read = [&](int threads) {
    return outcome_of([&] {
      const io::RatingsFile file = io::read_ratings(path, options_of(parts, threads));
      check(file.users);
      check(file.items);
      return std::pair(lines_of(file), file.format);
    });
  };
  const auto first = read(1);
  require_same(first, read(1), "read twice");
  if (on_threads(input)) require_same(first, read(2), "read on two threads");
}

void pairs(std::string_view input) {
  const io::Files files;
  const Parts parts = split(input);
  const std::string path = files.write("pairs.txt", parts.front().bytes);
  const io::Ids users = known(find(parts, "users").value_or("1\n2\n"));
  const io::Ids items = known(find(parts, "items").value_or("1\n2\n"));
  const auto check_pairs = [&](const auto& reader, bool rated) {
    const auto read = [&](int threads) {
      return outcome_of([&] {
        const io::PairsFile file = reader(path, users, items, options_of(parts, threads));
        std::vector<std::pair<std::pair<Index, Index>, float>> found;
        for (const Rating& pair : file.pairs) {
          require(pair.user >= -1 && pair.user < users.size() && pair.item >= -1 && pair.item < items.size(),
                  "known or -1");
          require(std::isfinite(pair.value), "finite ratings");
          found.push_back({{pair.user, pair.item}, pair.value});
        }
        require(rated || file.text.size() == file.pairs.size(), "a text a pair");
        return std::pair(found, file.text);
      });
    };
    const auto first = read(1);
    require_same(first, read(1), "read twice");
    if (on_threads(input)) require_same(first, read(2), "read on two threads");
  };
  check_pairs(io::read_pairs, false);
  check_pairs(io::read_rated_pairs, true);
}

}  // namespace strads::fuzz
