#include "io/ratings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/in_parallel.hpp"
#include "io/input.hpp"
#include "io/matrix_market_header.hpp"
#include "io/rating_lines.hpp"
#include "io/readers.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

constexpr Index range_bytes = Index{1} << 20;

// One part of the file: its ratings with positions of its own, numbered by first appearance in it.
struct Part {
  Ids users;
  Ids items;
  std::span<Rating> ratings;  // room for one a line
  std::size_t count = 0;
};

std::vector<std::int32_t> merge(Ids& into, const Ids& from) {
  std::vector<std::int32_t> positions(static_cast<std::size_t>(from.size()));
  for (Index k = 0; k < from.size(); ++k) positions[k] = static_cast<std::int32_t>(into.insert(from.name(k)));
  return positions;
}

// parse(line, part) for all lines, which appends the rating; then one numbering for all parts. Each part's numbers
// follow from the text before it alone, so the result does not depend on how the text was cut.
template <class Parse>
RatingsFile read_lines(const Text& text, std::string_view body, int threads, const Parse& parse) {
  const std::vector<std::string_view> ranges = cut(body, range_bytes);
  const Index groups = std::min<Index>(threads <= 1 ? 1 : 2 * threads, static_cast<Index>(ranges.size()));
  std::vector<Index> lines(static_cast<std::size_t>(groups) + 1, 0);
  in_parallel(groups, threads, [&](Index g) {
    for (const std::string_view range : share(ranges, g, groups)) {
      lines[g + 1] += std::count(range.begin(), range.end(), '\n') + (range.ends_with('\n') ? 0 : 1);
    }
  });
  for (Index g = 0; g < groups; ++g) lines[g + 1] += lines[g];

  RatingsFile file;
  file.ratings.resize(static_cast<std::size_t>(lines.back()));
  std::vector<Part> parts(static_cast<std::size_t>(groups));
  parse_in_parallel(text, groups, threads, [&](Index g) {
    parts[g].ratings =
        std::span(file.ratings)
            .subspan(static_cast<std::size_t>(lines[g]), static_cast<std::size_t>(lines[g + 1] - lines[g]));
    for_lines(share(ranges, g, groups), [&](std::string_view line) { parse(line, parts[g]); });
  });

  std::vector<std::vector<std::int32_t>> users;
  std::vector<std::vector<std::int32_t>> items;
  for (const Part& part : parts) {
    users.push_back(merge(file.users, part.users));
    items.push_back(merge(file.items, part.items));
  }
  in_parallel(groups, threads, [&](Index g) {
    for (Rating& rating : parts[g].ratings.first(parts[g].count)) {
      rating.user = users[g][rating.user];
      rating.item = items[g][rating.item];
    }
  });
  // Lines passed over have left gaps.
  std::size_t kept = 0;
  for (const Part& part : parts) {
    std::copy_n(part.ratings.begin(), part.count, file.ratings.begin() + static_cast<std::ptrdiff_t>(kept));
    kept += part.count;
  }
  file.ratings.resize(kept);
  return file;
}

void append(Part& part, std::string_view user, std::string_view item, float value) {
  part.ratings[part.count++] = {static_cast<std::int32_t>(part.users.insert(user)),
                                static_cast<std::int32_t>(part.items.insert(item)), value};
}

RatingsFile read_table(const Text& text, const RatingsOptions& options) {
  const RatingLines lines(text, true, options);
  RatingsFile file = read_lines(text, lines.body(), options.threads, [&](std::string_view line, Part& part) {
    if (!RatingLines::holds(line)) return;
    std::string scratch[2];
    const RatingCells cells = lines.cells(line, scratch);
    append(part, cells.user, cells.item, parse_rating(cells.rating, line));
  });
  file.format = lines.name();
  return file;
}

RatingsFile read_matrix(const Text& text, const RatingsOptions& options) {
  const MatrixMarketHeader header = ratings_header(text, options);
  RatingsFile file = read_lines(text, header.body, options.threads, [&](std::string_view line, Part& part) {
    if (!RatingLines::holds(line)) return;
    Words words(line);
    const Index row = words.size("a row from 1 to {}", 1, header.rows);
    const Index column = words.size("a column from 1 to {}", 1, header.columns);
    const auto value = static_cast<float>(words.number());
    words.finish();
    append(part, fmt::format_int(row).c_str(), fmt::format_int(column).c_str(), value);
  });
  if (static_cast<Index>(file.ratings.size()) != header.entries) {
    throw malformed({text.path}, fmt::format("{} entries, as its header says", header.entries),
                    fmt::format("{}", file.ratings.size()));
  }
  file.format = "MatrixMarket";
  return file;
}

}  // namespace

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
