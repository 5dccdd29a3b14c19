#include "io/ratings/ratings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "core/in_parallel.hpp"
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

constexpr std::size_t block_size = (std::size_t{1} << 22U) / sizeof(Rating);  // two huge pages

// One part of the file: its ratings with positions of its own, numbered by first appearance in it.
struct Part {
  Ids users;
  Ids items;
  RatingBlocks blocks;
  PassedOver passed;
  RatingSpread spread;
  std::optional<Complaint> complaint;
  const char* stop = nullptr;  // behind its last row

  void append(Index user, Index item, double given) {
    const auto value = static_cast<float>(given);
    spread.take(given, value);
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
    file.passed.blank_rows += part.passed.blank_rows;
    file.passed.missing += part.passed.missing;
    file.spread.take(part.spread);
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

// take(at, end, quotes, part) for all rows of the body, which adds what the row at `at` says to the part and moves `at`
// to the next one; `quotes` says whether a cell near may hold line ends. The text's pages go when they are read, so
// that it and its ratings are not both in memory.
//
// Where a row may span lines, each part is read as if its first line began a row, up to the end of the last row that
// begins in it; a part that the one before reaches into is read again from there.
template <class Take>
RatingsFile read_rows(const Text& text, std::string_view body, bool spans_lines, const RatingsOptions& options,
                      const Take& take) {
  const std::vector<std::string_view> ranges = cut(body, options.range_bytes);
  const Index groups =
      std::min<Index>(options.threads <= 1 ? 1 : 2 * options.threads, static_cast<Index>(ranges.size()));
  std::vector<Part> parts(static_cast<std::size_t>(groups));
  const auto read = [&](Index g, const char* at) {
    Part part;
    try {
      for (const std::string_view range : share(ranges, g, groups)) {
        map_pages(range);
        const bool quotes = spans_lines && range.find('"') != std::string_view::npos;
        const char* last = range.data() + range.size();
        while (at < last) take(at, body.data() + body.size(), quotes, part);
        if (text.mapped) release_pages(range);
      }
    } catch (const Complaint& complaint) {
      part.complaint = complaint;
    }
    part.stop = at;
    parts[g] = std::move(part);
  };
  const auto start = [&](Index g) { return share(ranges, g, groups).front().data(); };
  in_parallel(groups, options.threads, [&](Index g) { read(g, start(g)); });
  for (Index g = 0; g < groups; ++g) {
    if (g > 0 && parts[g - 1].stop != start(g)) read(g, parts[g - 1].stop);
    if (parts[g].complaint) raise(text, *parts[g].complaint);
  }
  return joined(parts, options.threads);
}

RatingsFile read_table(const Text& text, const RatingsOptions& options) {
  const RatingLayout layout = find_layout(text, true, options);
  RatingsFile file = read_rating_table(text, layout, options);
  const Separator separator = layout.cells.separator();
  file.format =
      separator == Separator::colons ? "ratings separated by ::" : fmt::format("{}-separated ratings", name(separator));
  file.columns = layout.columns;
  return file;
}

RatingsFile read_matrix(const Text& text, const RatingsOptions& options) {
  const MatrixMarketHeader header = ratings_header(text, options);
  const RatingValue values(options);
  const auto take = [&](const char*& at, const char* end, bool /*quotes*/, Part& part) {
    const std::string_view line = take_line(at, end);
    if (trimmed(line).empty() || line.front() == '%') return;
    Words words(line);
    const Index row = words.size("a row from 1 to {}", 1, header.rows);
    const Index column = words.size("a column from 1 to {}", 1, header.columns);
    const double value = words.number();
    words.finish();
    if (values.missing(value)) {
      ++part.passed.missing;
    } else {
      part.append(part.users.insert_number(row), part.items.insert_number(column), value);
    }
  };
  RatingsFile file = read_rows(text, header.body, false, options, take);
  Index entries = 0;
  for (const BigVector<Rating>& block : file.ratings) entries += static_cast<Index>(block.size());
  entries += file.passed.missing;
  if (entries != header.entries) {
    throw malformed({text.path}, fmt::format("{} entries, as its header says", header.entries),
                    fmt::format("{}", entries));
  }
  file.format = "MatrixMarket";
  return file;
}

}  // namespace

RatingsFile read_rating_table(const Text& text, const RatingLayout& layout, const RatingsOptions& options) {
  const RatingLines lines(layout);
  const RatingValue values(options);
  const auto take = [&](const char*& at, const char* end, bool quotes, Part& part) {
    PlainRating plain{};
    if (values.with_point() && lines.take_plain(at, end, quotes, plain)) {
      if (values.any_missing() && values.missing(plain.value)) {
        ++part.passed.missing;
      } else {
        part.append(part.users.insert_number(plain.user), part.items.insert_number(plain.item), plain.value);
      }
      return;
    }
    const std::string_view row = lines.cells().take_row(at, end);
    if (lines.cells().blank(row)) {
      ++part.passed.blank_rows;
      return;
    }
    std::string scratch[2];
    const RatingCells cells = lines.cells(row, scratch);
    if (cells.rating.data() == nullptr) lines.complain_of_end(row, "a rating");
    if (values.missing(cells.rating)) {
      ++part.passed.missing;
    } else {
      const double value = values.parse(cells.rating);
      part.append(part.users.insert(cells.user), part.items.insert(cells.item), value);
    }
  };
  RatingsFile file = read_rows(text, layout.body, lines.cells().spans_lines(), options, take);
  file.passed.comments += layout.passed.comments;
  file.passed.blank_rows += layout.passed.blank_rows;
  return file;
}

RatingsFile read_ratings(const std::string& path, const RatingsOptions& options) {
  Input input = open_input(path);
  const Text text = ratings_text(input);
  try {
    RatingsFile file = looks_like_matrix_market(input.bytes) ? read_matrix(text, options) : read_table(text, options);
    if (file.ratings.empty()) {
      throw Complaint{text.body.data(), "ratings", {}, file.passed.missing > 0 ? "missing ones only" : "a header only"};
    }
    require_floats(path, file.spread);
    return file;
  } catch (const Complaint& complaint) {
    raise(text, complaint);
  }
}

}  // namespace strads::io
