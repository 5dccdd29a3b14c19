#include "io/ratings/first_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "io/number.hpp"
#include "io/ratings/value.hpp"
#include "io/text.hpp"

namespace strads::io {
namespace {

constexpr std::size_t most_rows = 100;  // that are looked at

using Row = FirstRow;

class Looker {
 public:
  Looker(std::string_view text, Separator separator, bool rated, const RatingsOptions& options)
      : end_(text.data() + text.size()), cells_(separator), rated_(rated), options_(options), values_(options) {
    look_.cells = cells_;
    pass_comments(text.data());
    take_header();
    find_columns();
    judge();
  }

  [[nodiscard]] const FirstRows& look() const { return look_; }

 private:
  [[nodiscard]] std::size_t least() const { return rated_ ? 3 : 2; }
  [[nodiscard]] bool number(std::string_view cell) const { return values_.is_number(cell); }

  // Its cells up to one that is broken, which is refused where it is used.
  [[nodiscard]] Row split(std::string_view text, const char* next) const {
    Row row{text, next, {}};
    try {
      for (const char* at = text.data(); at != nullptr;)
        row.cells.push_back(cells_.next(at, text.data() + text.size()));
    } catch (const Complaint&) {
      row.cells.push_back(text.substr(text.size()));
    }
    return row;
  }

  // Rows from `at` on; blank ones in front of the first are counted.
  [[nodiscard]] std::vector<Row> rows_from(const char* at) {
    std::vector<Row> rows;
    while (at < end_ && rows.size() < most_rows) {
      const char* first = at;
      std::string_view text;
      try {
        text = cells_.take_row(at, end_);
      } catch (const Complaint&) {
        at = first;
        text = take_line(at, end_);
      }
      if (!cells_.blank(text)) {
        rows.push_back(split(text, at));
      } else if (rows.empty()) {
        ++look_.passed.blank_rows;
      }
    }
    return rows;
  }

  // A mark that no blank follows, and as many cells as `row` has, numbers where it has numbers.
  [[nodiscard]] bool is_row(const Row& comment, const Row& row) const {
    if (comment.text.size() < 2 || is_blank(comment.text[1]) || comment.text[1] == comment.text[0]) return false;
    if (comment.cells.size() != row.cells.size() || row.cells.size() < least()) return false;
    bool any = !rated_;
    for (std::size_t k = 1; k < row.cells.size(); ++k) {
      if (number(comment.cells[k]) != number(row.cells[k])) return false;
      any = any || number(row.cells[k]);
    }
    return any;
  }

  void pass_comments(const char* at) {
    std::vector<Row> comments;
    for (const char* next = at; at < end_; at = next) {
      const std::string_view line = take_line(next, end_);
      if (cells_.blank(line)) {
        ++look_.passed.blank_rows;
      } else if (line.front() == '#' || line.front() == '%') {
        comments.push_back(split(line, next));
      } else {
        break;
      }
    }
    look_.rows = rows_from(at);
    if (comments.empty()) return;
    const Row& sample = look_.rows.empty() ? comments.front() : look_.rows.front();
    const auto first = std::find_if(comments.begin(), comments.end(), [&](const Row& c) { return is_row(c, sample); });
    look_.passed.comments = first - comments.begin();
    if (first != comments.end()) {
      look_.rows = rows_from(first->text.data());
    } else if (!look_.rows.empty()) {
      std::string_view line = comments.back().text;
      line.remove_prefix(std::min(line.find_first_not_of("#% \t"), line.size()));
      Row names = split(line, comments.back().next);
      const NamedRoles named = named_roles(names.cells, options_);
      if (!named.user || !named.item || (rated_ && !named.rating) || heads(look_.rows)) return;
      look_.header = std::move(names);
      --look_.passed.comments;
    }
  }

  [[nodiscard]] bool missing(std::string_view cell) const {
    return is_missing(unquoted(cell)) || values_.missing(unquoted(cell));
  }

  [[nodiscard]] bool heads(const std::vector<Row>& rows) const {
    const auto& first = rows.front().cells;
    const NamedRoles named = named_roles(first, options_);
    const bool numbers = std::any_of(first.begin(), first.end(), [&](auto cell) { return number(cell); });
    if (numbers) return rated_ ? named.rating && (named.user || named.item) : named.user && named.item;
    if (named.user && named.item) return true;
    if (rated_) return named.user || named.item || named.rating || (first.size() >= least() && !missing(first[2]));
    for (std::size_t k = 0; k < first.size() && rows.size() > 1; ++k) {
      const auto has_number = [&](const Row& row) { return row.cells.size() > k && number(row.cells[k]); };
      if (std::all_of(rows.begin() + 1, rows.end(), has_number)) return true;
    }
    return false;
  }

  void take_header() {
    if (!look_.header && !look_.rows.empty() && heads(look_.rows)) {
      look_.header = std::move(look_.rows.front());
      look_.rows.erase(look_.rows.begin());
    }
    look_.body = look_.header ? look_.header->next : look_.rows.empty() ? end_ : look_.rows.front().text.data();
  }

  void find_columns() {
    const auto& rows = look_.rows;
    if (rows.empty() && !look_.header) return;
    const std::size_t width = (rows.empty() ? *look_.header : rows.front()).cells.size();
    look_.even = std::all_of(rows.begin(), rows.end(), [&](const Row& row) { return row.cells.size() == width; });
    if (!look_.header) {
      look_.found = columns_by_position(static_cast<Index>(width), rated_, options_);
      return;
    }
    const std::size_t names = look_.header->cells.size();
    look_.found = columns_by_name(look_.header->cells, rated_, options_);
    say_why_header();
    const bool trails = std::all_of(rows.begin(), rows.end(), [](const Row& row) { return row.cells.back().empty(); });
    if (names != width && names + 1 != width) look_.even = false;
    if (names >= width || trails || !look_.found.columns) return;
    if (!look_.even || !has_row_names()) {
      look_.found = {{}, fmt::format("the header names {} columns, but the first row has {}", names, width)};
      return;
    }
    RatingColumns& columns = *look_.found.columns;
    for (RatingColumn* column : {&columns.user, &columns.item, &columns.rating}) {
      if (column->position >= 0) ++column->position;
    }
    ++columns.count;
  }

  // A first row without any name that is known may be one with a rating that is none.
  void say_why_header() {
    const auto& cells = look_.header->cells;
    const NamedRoles named = named_roles(cells, options_);
    if (look_.found.problem.empty() || !rated_ || cells.size() < least() || named.user || named.item || named.rating) {
      return;
    }
    look_.found.problem +=
        fmt::format(R"(; the first row is taken for one, since "{}" is no number)", unquoted(cells[2]));
  }

  // R names rows, each otherwise, in a column that has no name: in quotes, or by numbers. Times are no ratings, so
  // where they come last it is their column that has none.
  [[nodiscard]] bool has_row_names() const {
    std::set<std::string_view> found;
    return std::all_of(look_.rows.begin(), look_.rows.end(), [&](const Row& row) {
      const std::string_view name = row.cells.front();
      const bool quoted = !name.empty() && name.front() == '"';
      return (quoted || number(name)) && found.insert(name).second && !is_time(row.cells.back());
    });
  }

  [[nodiscard]] bool reads(const Row& row) const {
    const Index rating = look_.found.columns->rating.position;
    if (row.cells.size() < least()) return false;
    if (!rated_) return true;
    if (static_cast<Index>(row.cells.size()) <= rating) return false;
    const std::string_view cell = row.cells[static_cast<std::size_t>(rating)];
    return number(cell) || missing(cell);
  }

  void judge() {
    const auto& rows = look_.rows;
    look_.long_enough = static_cast<std::size_t>(
        std::count_if(rows.begin(), rows.end(), [&](const Row& row) { return row.cells.size() >= least(); }));
    look_.parts = look_.header ? look_.header->cells.size() : 0;
    for (const Row& row : rows) look_.parts += row.cells.size();
    const bool good =
        look_.found.columns && std::all_of(rows.begin(), rows.end(), [&](const Row& r) { return reads(r); });
    const bool wide_enough = look_.long_enough == rows.size();
    const bool ragged = cells_.separator() != Separator::blanks;
    look_.grade = good && look_.even ? 3 : good && ragged ? 2 : look_.even && wide_enough ? 1 : 0;
  }

  const char* end_;
  Cells cells_;
  bool rated_;
  const RatingsOptions& options_;
  RatingValue values_;
  FirstRows look_;
};

}  // namespace

FirstRows first_rows(std::string_view text, Separator separator, bool rated, const RatingsOptions& options) {
  return Looker(text, separator, rated, options).look();
}

}  // namespace strads::io
