// Ratings to test on, and pairs to predict.
#include <algorithm>
#include <unordered_set>

#include "io/input.hpp"
#include "io/matrix_market_header.hpp"
#include "io/rating_lines.hpp"
#include "io/readers.hpp"

namespace strads::io {
namespace {

// use(line, cells) for each line with a pair.
template <class Use>
void for_pairs(const std::string& path, bool rated, const RatingsOptions& options, const Use& use) {
  const Input input = open_input(path);
  const Text text = ratings_text(input);
  try {
    Text entries = text;
    if (looks_like_matrix_market(text.body)) entries.body = ratings_header(text, options).body;
    const RatingLines lines(entries, rated, options);
    for_lines(lines.body(), [&](std::string_view line) {
      if (!RatingLines::holds(line)) return;
      std::string scratch[2];
      use(line, lines.cells(line, scratch));
    });
  } catch (const Complaint& complaint) {
    raise(text, complaint);
  }
}

// Numbers for ids that the model does not know: -2, -3, ...
class Strangers {
 public:
  std::int32_t number(const Ids& known, std::string_view id) {
    const Index position = known.find(id);
    return static_cast<std::int32_t>(position >= 0 ? position : -2 - ids_.insert(id));
  }

 private:
  Ids ids_;
};

}  // namespace

PairsFile read_rated_pairs(const std::string& path, const Ids& users, const Ids& items, const RatingsOptions& options) {
  PairsFile file;
  Strangers strange_users;
  Strangers strange_items;
  for_pairs(path, true, options, [&](std::string_view line, const RatingCells& cells) {
    file.pairs.push_back({strange_users.number(users, cells.user), strange_items.number(items, cells.item),
                          parse_rating(cells.rating, line)});
  });
  // From the back, so that the last of several counts.
  std::unordered_set<std::uint64_t> seen;
  seen.reserve(file.pairs.size());
  const auto repeated = [&](const Rating& pair) {
    const auto key = static_cast<std::uint64_t>(static_cast<std::uint32_t>(pair.user)) << 32U |
                     static_cast<std::uint32_t>(pair.item);
    return !seen.insert(key).second;
  };
  std::reverse(file.pairs.begin(), file.pairs.end());
  file.pairs.erase(std::remove_if(file.pairs.begin(), file.pairs.end(), repeated), file.pairs.end());
  std::reverse(file.pairs.begin(), file.pairs.end());
  for (Rating& pair : file.pairs) {
    pair.user = std::max(pair.user, -1);
    pair.item = std::max(pair.item, -1);
  }
  return file;
}

PairsFile read_pairs(const std::string& path, const Ids& users, const Ids& items, const RatingsOptions& options) {
  PairsFile file;
  for_pairs(path, false, options, [&](std::string_view /*line*/, const RatingCells& cells) {
    file.pairs.push_back(
        {static_cast<std::int32_t>(users.find(cells.user)), static_cast<std::int32_t>(items.find(cells.item)), 0.0F});
    file.text.push_back(std::string(cells.user) + "\t" + std::string(cells.item));
  });
  return file;
}

}  // namespace strads::io
