// Ratings to test on, and pairs to predict.
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <utility>
#include <vector>

#include "io/input.hpp"
#include "io/matrix_market_header.hpp"
#include "io/ratings/forms.hpp"
#include "io/ratings/lines.hpp"
#include "io/ratings/table.hpp"
#include "io/ratings/value.hpp"
#include "io/readers.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

// use(text, layout) with a file of pairs.
template <class Use>
void open_pairs(const std::string& path, bool rated, const RatingsOptions& options, const Use& use) {
  Input input = open_input(path);
  const Text text = ratings_text(input);
  try {
    if (looks_like_matrix_market(text.body)) {
      Text entries = text;
      entries.body = ratings_header(text, options).body;
      RatingsOptions plain;
      plain.separator = Separator::blanks;
      use(text, find_layout(entries, rated, plain));
    } else {
      use(text, find_layout(text, rated, options));
    }
  } catch (const Complaint& complaint) {
    raise(text, complaint);
  }
}

// Pairs of positions that were met: open addressing, a power of two of slots, a third of them or more free.
class PairSet {
 public:
  explicit PairSet(std::size_t most)
      : slots_(std::bit_ceil(most + most / 2 + 1), none), shift_(64 - std::countr_zero(slots_.size())) {}

  // True when it is new.
  bool insert(const Rating& pair) {
    const auto key = static_cast<std::uint64_t>(pair.user) << 32U | static_cast<std::uint32_t>(pair.item);
    std::size_t at = (key * 0x9E3779B97F4A7C15U) >> static_cast<unsigned>(shift_);
    while (slots_[at] != none && slots_[at] != key) at = (at + 1) & (slots_.size() - 1);
    return std::exchange(slots_[at], key) == none;
  }

 private:
  static constexpr std::uint64_t none = ~std::uint64_t{0};
  std::vector<std::uint64_t> slots_;
  int shift_;  // that leaves as many bits as number the slots
};

BigVector<Rating> joined(RatingBlocks&& blocks) {
  const RatingBlocks owned = std::move(blocks);
  std::size_t count = 0;
  for (const auto& block : owned) count += block.size();
  BigVector<Rating> all;
  all.reserve(count);
  for (const auto& block : owned) all.insert(all.end(), block.begin(), block.end());
  return all;
}

void keep_last_of_repeated(BigVector<Rating>& pairs) {
  PairSet seen(pairs.size());
  auto kept = pairs.end();
  for (auto at = pairs.end(); at != pairs.begin();) {
    if (seen.insert(*--at)) *--kept = *at;
  }
  pairs.erase(pairs.begin(), kept);
}

Index position(std::string_view id, const Ids& known, Ids& unknown) {
  const Index found = known.find(id);
  if (found < 0) unknown.insert(id);
  return found;
}

// Where the names of `ids` are in `known`; -1 when they are not, and `unknown` gets them.
std::vector<std::int32_t> positions(const Ids& ids, const Ids& known, Ids& unknown) {
  std::vector<std::int32_t> result(static_cast<std::size_t>(ids.size()));
  for (Index k = 0; k < ids.size(); ++k) result[k] = static_cast<std::int32_t>(position(ids.name(k), known, unknown));
  return result;
}

// A row that the model knows nothing of above rows of which it knows everything may be a header in words of its own.
void refuse_header(const std::string& path, const PairsFile& file) {
  const auto& pairs = file.pairs;
  const auto known = [](const Rating& pair) { return pair.user >= 0 && pair.item >= 0; };
  if (pairs.size() < 2 || pairs[0].user >= 0 || pairs[0].item >= 0) return;
  if (!std::all_of(pairs.begin() + 1, pairs.end(), known)) return;
  throw Error(
      ErrorKind::mismatch,
      fmt::format(R"({}: the model knows both ids of all rows but the first, "{}" and "{}"; give --user-col and )"
                  "--item-col, by name if they head their columns, else by number",
                  path, file.unknown_users.name(0), file.unknown_items.name(0)));
}

}  // namespace

PairsFile read_rated_pairs(const std::string& path, const Ids& users, const Ids& items, const RatingsOptions& options) {
  PairsFile file;
  open_pairs(path, true, options, [&](const Text& text, const RatingLayout& layout) {
    RatingsFile table = read_rating_table(text, layout, options);
    if (!looks_like_matrix_market(text.body)) file.columns = layout.columns;
    if (table.ratings.empty()) throw Complaint{text.body.data(), "ratings", {}, "none"};
    file.pairs = joined(std::move(table.ratings));
    keep_last_of_repeated(file.pairs);
    const std::vector<std::int32_t> user = positions(table.users, users, file.unknown_users);
    const std::vector<std::int32_t> item = positions(table.items, items, file.unknown_items);
    for (Rating& pair : file.pairs) pair = {user[pair.user], item[pair.item], pair.value};
  });
  return file;
}

PairsFile read_pairs(const std::string& path, const Ids& users, const Ids& items, const RatingsOptions& options) {
  PairsFile file;
  open_pairs(path, false, options, [&](const Text& text, const RatingLayout& layout) {
    if (!looks_like_matrix_market(text.body)) file.columns = layout.columns;
    const RatingLines lines(layout);
    const RatingValue values(options);
    const char* at = layout.body.data();
    const char* end = at + layout.body.size();
    for (const std::string_view range : cut(layout.body, options.range_bytes)) {
      while (at < range.data() + range.size()) {
        const std::string_view row = lines.cells().take_row(at, end);
        if (lines.cells().blank(row)) continue;
        std::string scratch[2];
        const RatingCells cells = lines.cells(row, scratch);
        if (cells.rating.data() != nullptr && values.missing(cells.rating)) continue;
        file.pairs.push_back({static_cast<std::int32_t>(position(cells.user, users, file.unknown_users)),
                              static_cast<std::int32_t>(position(cells.item, items, file.unknown_items)), 0.0F});
        file.text.push_back(std::string(cells.user) + "\t" + std::string(cells.item));
      }
      if (text.mapped) release_pages(range);
    }
    const bool given = options.user_column || options.item_column;
    if (!given && layout.columns.user.name.empty()) refuse_header(path, file);
  });
  return file;
}

}  // namespace strads::io
