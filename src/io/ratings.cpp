#include "io/ratings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/in_parallel.hpp"
#include "io/input.hpp"
#include "io/matrix_market_header.hpp"
#include "io/rating_table.hpp"
#include "io/readers.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

constexpr std::size_t block_size = (std::size_t{1} << 22U) / sizeof(Rating);  // two huge pages

// One part of the file: its ratings with positions of its own, numbered by first appearance in it.
struct Part {
  Ids users;
  Ids items;
  RatingBlocks blocks;

  void append(Index user, Index item, float value) {
    if (blocks.empty() || blocks.back().size() == block_size) blocks.emplace_back().reserve(block_size);
    blocks.back().push_back({static_cast<std::int32_t>(user), static_cast<std::int32_t>(item), value});
  }
};

std::vector<std::int32_t> merge(Ids& into, const Ids& from) {
  std::vector<std::int32_t> positions(static_cast<std::size_t>(from.size()));
  for (Index k = 0; k < from.size(); ++k) positions[k] = static_cast<std::int32_t>(into.insert(from.name(k)));
  return positions;
}

// One numbering for all parts. Each part's numbers follow from the text before its end alone, so the result does not
// depend on how the text was cut.
RatingsFile joined(std::vector<Part>& parts, int threads) {
  RatingsFile file;
  std::vector<std::vector<std::int32_t>> users;
  std::vector<std::vector<std::int32_t>> items;
  for (const Part& part : parts) {
    users.push_back(merge(file.users, part.users));
    items.push_back(merge(file.items, part.items));
  }
  in_parallel(static_cast<Index>(parts.size()), threads, [&](Index p) {
    if (p == 0) return;  // it is the file's numbering already
    for (BigVector<Rating>& block : parts[p].blocks) {
      for (Rating& rating : block) {
        rating.user = users[p][rating.user];
        rating.item = items[p][rating.item];
      }
    }
  });
  for (Part& part : parts) std::move(part.blocks.begin(), part.blocks.end(), std::back_inserter(file.ratings));
  return file;
}

// take(at, end, part) for all lines, which appends the rating of the line at `at` and moves `at` to the next one. The
// text's pages go when they are read, so that it and its ratings are not both in memory.
template <class Take>
RatingsFile read_lines(const Text& text, std::string_view body, int threads, const Take& take) {
  const std::vector<std::string_view> ranges = cut(body, rating_range_bytes);
  const Index groups = std::min<Index>(threads <= 1 ? 1 : 2 * threads, static_cast<Index>(ranges.size()));
  std::vector<Part> parts(static_cast<std::size_t>(groups));
  parse_in_parallel(text, groups, threads, [&](Index g) {
    for (const std::string_view range : share(ranges, g, groups)) {
      map_pages(range);
      const char* at = range.data();
      while (at < range.data() + range.size()) take(at, range.data() + range.size(), parts[g]);
      if (text.mapped) release_pages(range);
    }
  });
  return joined(parts, threads);
}

RatingsFile read_table(const Text& text, const RatingsOptions& options) {
  const RatingLines lines(text, true, options);
  RatingsFile file = read_rating_table(text, lines, options.threads);
  file.format = lines.name();
  return file;
}

RatingsFile read_matrix(const Text& text, const RatingsOptions& options) {
  const MatrixMarketHeader header = ratings_header(text, options);
  RatingsFile file = read_lines(text, header.body, options.threads, [&](const char*& at, const char* end, Part& part) {
    const std::string_view line = take_line(at, end);
    if (!RatingLines::holds(line)) return;
    Words words(line);
    const Index row = words.size("a row from 1 to {}", 1, header.rows);
    const Index column = words.size("a column from 1 to {}", 1, header.columns);
    const auto value = static_cast<float>(words.number());
    words.finish();
    part.append(part.users.insert_number(row), part.items.insert_number(column), value);
  });
  Index entries = 0;
  for (const BigVector<Rating>& block : file.ratings) entries += static_cast<Index>(block.size());
  if (entries != header.entries) {
    throw malformed({text.path}, fmt::format("{} entries, as its header says", header.entries),
                    fmt::format("{}", entries));
  }
  file.format = "MatrixMarket";
  return file;
}

}  // namespace

RatingsFile read_rating_table(const Text& text, const RatingLines& lines, int threads) {
  return read_lines(text, lines.body(), threads, [&](const char*& at, const char* end, Part& part) {
    PlainRating plain{};
    if (lines.take_plain(at, end, plain)) {
      part.append(part.users.insert_number(plain.user), part.items.insert_number(plain.item), plain.value);
      return;
    }
    const std::string_view line = take_line(at, end);
    if (!RatingLines::holds(line)) return;
    std::string scratch[2];
    const RatingCells cells = lines.cells(line, scratch);
    part.append(part.users.insert(cells.user), part.items.insert(cells.item), parse_rating(cells.rating, line));
  });
}

RatingsFile read_ratings(const std::string& path, const RatingsOptions& options) {
  const Input input = open_input(path);
  const Text text = ratings_text(input);
  try {
    RatingsFile file = looks_like_matrix_market(input.bytes) ? read_matrix(text, options) : read_table(text, options);
    if (file.ratings.empty()) throw Complaint{text.body.data(), "ratings", {}, "a header only"};
    return file;
  } catch (const Complaint& complaint) {
    raise(text, complaint);
  }
}

}  // namespace strads::io
