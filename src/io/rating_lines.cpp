#include "io/rating_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "io/number.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

constexpr std::array user_names{"user", "userid", "user_id", "uid"};
constexpr std::array item_names{"item", "itemid", "item_id", "movie", "movieid", "movie_id", "iid"};
constexpr std::array rating_names{"rating", "score", "value"};
constexpr std::size_t unknown = static_cast<std::size_t>(-1);  // no column yet

// What the quotes hold: the cell itself unless it has some at both ends and only doubled ones between them.
std::string_view unquoted(std::string_view cell) {
  if (cell.size() < 2 || cell.front() != '"' || cell.back() != '"') return cell;
  const std::string_view inside = cell.substr(1, cell.size() - 2);
  for (std::size_t k = inside.find('"'); k != std::string_view::npos; k = inside.find('"', k + 2)) {
    if (k + 1 == inside.size() || inside[k + 1] != '"') return cell;
  }
  return inside;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return result;
}

bool is_number(std::string_view cell) {
  cell = unquoted(cell);
  const Number number = parse_number(cell.data(), cell.data() + cell.size());
  return number.state != NumberState::none && number.end == cell.data() + cell.size();
}

template <std::size_t N>
std::optional<std::size_t> position(const std::vector<std::string_view>& header,
                                    const std::array<const char*, N>& names) {
  for (std::size_t k = 0; k < header.size(); ++k) {
    const std::string cell = lower(unquoted(header[k]));
    if (std::find(names.begin(), names.end(), cell) != names.end()) return k;
  }
  return std::nullopt;
}

// "" inside quotes is one quote.
std::string_view without_quotes(std::string_view cell, std::string& scratch) {
  if (cell.empty() || cell.front() != '"') return cell;
  const std::string_view inside = unquoted(cell);
  if (inside.size() == cell.size() || inside.find('"') == std::string_view::npos) return inside;
  scratch.clear();
  for (std::size_t k = 0; k < inside.size(); ++k) {
    scratch += inside[k];
    if (inside[k] == '"') ++k;
  }
  return scratch;
}

// Ids go to tab-separated files, one a line.
void check_id(std::string_view id, std::string_view cell, const char* which) {
  if (id.empty()) throw Complaint{cell.data(), fmt::format("{} id", which), {}, "nothing"};
  const auto control = std::find_if(id.begin(), id.end(), [](char c) { return (c >= 0 && c < ' ') || c == '\x7F'; });
  if (control != id.end()) {
    throw Complaint{cell.data(), fmt::format("{} id without tabs and control characters", which), cell};
  }
}

// Takes the next line that is not to be passed over off `rest`; empty when there is none.
std::string_view next_line(std::string_view& rest) {
  while (!rest.empty()) {
    const auto stop = rest.find('\n');
    std::string_view line = rest.substr(0, stop);
    rest.remove_prefix(stop == std::string_view::npos ? rest.size() : stop + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (RatingLines::holds(line)) return line;
  }
  return {};
}

}  // namespace

const char* RatingLines::name() const {
  switch (separator_) {
    case Separator::colons:
      return "ratings separated by ::";
    case Separator::tab:
      return "tab-separated ratings";
    case Separator::comma:
      return "comma-separated ratings";
    case Separator::semicolon:
      return "semicolon-separated ratings";
    case Separator::blanks:
      return "blank-separated ratings";
  }
  return "";
}

// The cell at `at`, trimmed, quotes still on; `at` moves behind its separator, or to null behind the last cell.
std::string_view RatingLines::next(const char*& at, const char* end) const {
  while (at < end && (*at == ' ' || (separator_ != Separator::tab && is_blank(*at)))) ++at;
  const char* first = at;
  const char* stop = at;
  const bool blanks = separator_ == Separator::blanks;
  const bool quoted = separator_ != Separator::tab && separator_ != Separator::colons && stop < end && *stop == '"';
  if (blanks && !quoted) {
    while (stop < end && !is_blank(*stop)) ++stop;
    at = stop;
    while (at < end && is_blank(*at)) ++at;
    if (at == end) at = nullptr;
    return {first, static_cast<std::size_t>(stop - first)};
  }
  const char mark = static_cast<char>(separator_);
  if (quoted) {
    do {
      stop = std::find(stop + 1, end, '"');
      if (stop == end) {
        throw Complaint{first, "a closing quote in the same line", {first, static_cast<std::size_t>(end - first)}};
      }
      ++stop;
    } while (stop < end && *stop == '"');
    const char* behind = stop;
    while (behind < end && is_blank(*behind)) ++behind;
    const bool separated = blanks ? behind > stop : behind < end && *behind == mark;
    if (behind < end && !separated) throw Complaint{behind, "a separator after the quote", word_at(behind, end)};
    at = behind == end ? nullptr : blanks ? behind : behind + 1;
    return {first, static_cast<std::size_t>(stop - first)};
  }
  while (stop < end && !(*stop == mark && (mark != ':' || (stop + 1 < end && stop[1] == ':')))) ++stop;
  at = stop < end ? stop + (mark == ':' ? 2 : 1) : nullptr;
  return trimmed({first, static_cast<std::size_t>(stop - first)});
}

void RatingLines::split(std::string_view line, std::vector<std::string_view>& cells) const {
  cells.clear();
  const char* at = line.data();
  while (at != nullptr) cells.push_back(next(at, line.data() + line.size()));
}

bool RatingLines::find_columns(const std::vector<std::string_view>& header, bool rated, const Text& text,
                               const RatingsOptions& options) {
  const auto named = [&](const std::optional<std::string>& name, const auto& names) {
    if (!name) return position(header, names).value_or(unknown);
    for (std::size_t k = 0; k < header.size(); ++k) {
      if (unquoted(header[k]) == *name) return k;
    }
    std::string all;
    for (const std::string_view cell : header) all += fmt::format("{}\"{}\"", all.empty() ? "" : ", ", unquoted(cell));
    throw Error(ErrorKind::mismatch, fmt::format("{}: no column \"{}\"; there are {}", text.path, *name, all));
  };
  std::array<std::size_t, 3> columns{named(options.user_column, user_names), named(options.item_column, item_names),
                                     rated ? named(options.rating_column, rating_names) : unknown};
  bool any = false;
  for (std::size_t k = 0; k < columns.size(); ++k) {
    if (columns[k] == unknown) continue;
    any = true;
    for (std::size_t other = 0; other < k; ++other) {
      if (columns[k] != columns[other]) continue;
      throw Error(ErrorKind::mismatch, fmt::format("{}: column \"{}\" cannot be two of user, item and rating",
                                                   text.path, unquoted(header[columns[k]])));
    }
  }
  // The others are the first columns that nothing has taken.
  for (std::size_t& column : columns) {
    for (std::size_t k = 0; column == unknown; ++k) {
      if (std::find(columns.begin(), columns.end(), k) == columns.end()) column = k;
    }
  }
  user_ = columns[0];
  item_ = columns[1];
  rating_ = columns[2];
  return any;
}

RatingLines::RatingLines(const Text& text, bool rated, const RatingsOptions& options) : body_(text.body) {
  std::string_view rest = text.body;
  const std::string_view line = next_line(rest);
  if (line.empty()) throw Complaint{text.body.data(), "ratings", {}, "no line with any"};
  separator_ = line.find("::") != std::string_view::npos   ? Separator::colons
               : line.find('\t') != std::string_view::npos ? Separator::tab
               : line.find(',') != std::string_view::npos  ? Separator::comma
               : line.find(';') != std::string_view::npos  ? Separator::semicolon
                                                           : Separator::blanks;
  std::vector<std::string_view> first;
  split(line, first);
  if (std::none_of(first.begin(), first.end(), is_number)) {
    const bool named = find_columns(first, rated, text, options);
    const bool lacks_rating = first.size() < 3 || is_missing(unquoted(first[2]));  // so it is a broken line, no header
    if (named || (rated ? !lacks_rating : heads_ratings(first, rest))) body_ = rest;
  } else if (options.user_column || options.item_column || options.rating_column) {
    throw Error(ErrorKind::mismatch, text.path + ": columns are named, but the file has no header");
  }
}

// A third cell that is no number above one that is.
bool RatingLines::heads_ratings(const std::vector<std::string_view>& header, std::string_view rest) const {
  std::vector<std::string_view> second;
  split(next_line(rest), second);
  return header.size() > 2 && second.size() > 2 && is_number(second[2]);
}

RatingCells RatingLines::cells(std::string_view line, std::string (&scratch)[2]) const {
  std::string_view found[3];
  const std::size_t last = std::max({user_, item_, rating_});
  const char* at = line.data();
  const char* end = at + line.size();
  for (std::size_t k = 0; k <= last && at != nullptr; ++k) {
    const std::string_view cell = next(at, end);
    if (k == user_) found[0] = cell;
    if (k == item_) found[1] = cell;
    if (k == rating_) found[2] = cell;
  }
  RatingCells result;
  for (int k = 0; k < 2; ++k) {
    const std::string_view cell = found[k].data() == nullptr ? line.substr(line.size()) : found[k];
    const std::string_view id = without_quotes(cell, scratch[k]);
    check_id(id, cell, k == 0 ? "a user" : "an item");
    (k == 0 ? result.user : result.item) = id;
  }
  result.rating = unquoted(found[2]);
  return result;
}

float parse_rating(std::string_view cell, std::string_view line) {
  if (cell.empty()) {
    const char* at = cell.data() == nullptr ? line.data() + line.size() : cell.data();
    throw Complaint{at, "a rating", {}, cell.data() == nullptr ? "the end of the line" : "nothing"};
  }
  const Number number = parse_number(cell.data(), cell.data() + cell.size());
  const bool whole = number.state != NumberState::none && number.end == cell.data() + cell.size();
  const auto value = static_cast<float>(number.value);
  if (!whole) throw Complaint{cell.data(), "a rating", cell};
  if (number.state != NumberState::finite || !std::isfinite(value))
    throw Complaint{cell.data(), "a finite rating", cell};
  return value;
}

}  // namespace strads::io
