// Users to recommend to.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "io/input.hpp"
#include "io/number.hpp"
#include "io/ratings/cells.hpp"
#include "io/ratings/column_roles.hpp"
#include "io/ratings/forms.hpp"
#include "io/ratings/ratings.hpp"
#include "io/text.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

using Lines = std::vector<std::string_view>;
using Row = std::vector<std::string_view>;

// The lines as one way to cut them reads them.
struct Reading {
  std::vector<std::string> ids;
  Index known = -1;  // of them
  std::optional<std::string> header;
};

bool is_number(std::string_view text) {
  const Number number = parse_number(text.data(), text.data() + text.size());
  return number.state != NumberState::none && number.end == text.data() + text.size();
}

// The cells of each line; a line is one cell without a separator. None when the separator does not explain a line.
std::vector<Row> rows_of(const Lines& lines, std::optional<Separator> separator) {
  std::vector<Row> rows;
  for (const std::string_view line : lines) {
    Row row;
    if (!separator) row.push_back(line);
    const char* at = separator ? line.data() : nullptr;
    try {
      while (at != nullptr) row.push_back(Cells(*separator).next(at, line.data() + line.size()));
    } catch (const Complaint&) {
      return {};
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

Index column_without_header(Index width, const RatingsOptions& options) {
  if (options.user_column) {
    const Whole number =
        parse_whole(options.user_column->data(), options.user_column->data() + options.user_column->size());
    if (number.value >= 1 && number.value <= width) return number.value - 1;
  }
  return options.like && options.like->count == width ? options.like->user.position : 0;
}

// Nothing known when the lines differ in their number of cells.
Reading read_by(std::optional<Separator> separator, const Lines& lines, const Ids& users,
                const RatingsOptions& options) {
  const std::vector<Row> rows = rows_of(lines, separator);
  if (rows.empty()) return {};
  const std::size_t width = rows.front().size();
  const auto fits = [&](const Row& row) { return row.size() == width; };
  if ((separator && width < 2) || !std::all_of(rows.begin(), rows.end(), fits)) return {};
  const NamedRoles named = named_roles(rows.front(), options);
  const Index column = named.user ? *named.user : column_without_header(static_cast<Index>(width), options);
  Reading reading{{}, 0, {}};
  std::string scratch;
  std::size_t numbers = 0;
  for (const Row& row : rows) {
    reading.ids.emplace_back(without_quotes(row[static_cast<std::size_t>(column)], scratch));
    reading.known += users.find(reading.ids.back()) >= 0 ? 1 : 0;
    numbers += is_number(reading.ids.back()) ? 1 : 0;
  }
  const std::string& first = reading.ids.front();
  const bool heads = named.user || (numbers + 1 == rows.size() && rows.size() > 1 && !is_number(first));
  if (heads && users.find(first) < 0) {
    reading.header = first;
    reading.ids.erase(reading.ids.begin());
  }
  return reading;
}

// Lines of several cells, all of which are users, as no line is: not one id a line.
void refuse_lists(const std::string& path, Lines lines, const Ids& users, const RatingsOptions& options) {
  if (options.user_column) return;
  const auto known = [&](std::string_view cell) {
    std::string scratch;
    return users.find(without_quotes(cell, scratch)) >= 0;
  };
  lines.erase(std::remove_if(lines.begin(), lines.end(), known), lines.end());
  for (const Separator separator : separators) {
    if (options.separator && separator != *options.separator) continue;
    const std::vector<Row> rows = rows_of(lines, separator);
    const auto several = std::find_if(rows.begin(), rows.end(), [](const Row& row) { return row.size() > 1; });
    const auto all = [&](const Row& row) { return std::all_of(row.begin(), row.end(), known); };
    if (several == rows.end() || !std::all_of(rows.begin(), rows.end(), all)) continue;
    const std::string_view line = lines[static_cast<std::size_t>(several - rows.begin())];
    throw Error(ErrorKind::malformed, std::string(malformed({path}, "an id of a user a line", line).what()) +
                                          fmt::format(", of several users; --user-col 1{} takes the first column only",
                                                      separator == Separator::blanks ? " --separator blank" : ""));
  }
}

}  // namespace

UserList read_users(const std::string& path, const Ids& users, const RatingsOptions& options) {
  Input input = open_input(path);
  const Text text = ratings_text(input);
  Lines lines;
  for_lines(text.body, [&](std::string_view line) {
    line = trimmed(line);
    const bool comment = lines.empty() && (line.starts_with("# ") || line.starts_with("% "));
    if (!line.empty() && (!comment || users.find(line) >= 0)) lines.push_back(line);
  });
  if (lines.empty()) throw malformed({path}, "ids of users, one a line", "", "none");
  refuse_lists(path, lines, users, options);
  Reading best;
  if (!options.separator) best = read_by(std::nullopt, lines, users, options);
  bool whole_lines = !options.separator;
  for (const Separator separator : separators) {
    if (options.separator ? separator != *options.separator : separator == Separator::blanks) continue;
    Reading reading = read_by(separator, lines, users, options);
    if (reading.known < best.known || (reading.known == best.known && (best.known != 0 || !whole_lines))) continue;
    best = std::move(reading);
    whole_lines = false;
  }
  if (best.known < 0) {
    throw malformed({path}, fmt::format("rows of cells separated by {}", plural_name(*options.separator)), "",
                    "rows that differ in their number of cells");
  }
  if (best.ids.empty()) throw malformed({path}, "ids of users, one a line", "", "a header only");
  for (const std::string& id : best.ids) {
    if (id.empty() || !is_plain_id(id)) {
      throw malformed({path}, "ids of users without control characters", id, "an empty one");
    }
  }
  UserList list;
  list.header = best.header;
  Ids seen;
  for (std::string& id : best.ids) {
    const Index before = seen.size();
    if (seen.insert(id) == before) {
      list.ids.push_back(std::move(id));
    } else {
      ++list.repeated;
    }
  }
  return list;
}

}  // namespace strads::io
