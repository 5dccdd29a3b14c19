#include "io/ratings/layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "io/ratings/column_roles.hpp"
#include "io/ratings/first_rows.hpp"
#include "io/ratings/forms.hpp"
#include "io/ratings/value.hpp"
#include "io/ratings/wide.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

// The line that Excel reads: "sep=;". Nothing when there is none.
std::optional<Separator> separator_line(std::string_view& text) {
  if (!text.starts_with("sep=")) return std::nullopt;
  const char* at = text.data();
  const std::string_view line = take_line(at, text.data() + text.size());
  const std::optional<Separator> separator = separator_of(line.substr(4));
  if (separator) text.remove_prefix(static_cast<std::size_t>(at - text.data()));
  return separator;
}

FirstRows best_look(std::string_view text, bool rated, const RatingsOptions& options, std::optional<Separator> only) {
  std::optional<FirstRows> best;
  for (const Separator separator : separators) {
    if (only && separator != *only) continue;
    FirstRows look = first_rows(text, separator, rated, options);
    const auto merit = [](const FirstRows& l) {
      return std::tuple(l.grade, l.long_enough, l.long_enough == 0 ? l.parts : 0);
    };
    if (!best || merit(look) > merit(*best)) best = std::move(look);
  }
  return *best;
}

// One to three figures, as a comma parts them from a whole number: 3,5 and 1,234.
bool is_part(std::string_view cell) {
  return !cell.empty() && cell.size() <= 3 && cell.find_first_not_of("0123456789") == std::string_view::npos;
}

// Commas cut only some rows' ratings in two: decimal ones, or between thousands.
void refuse_parted(const FirstRows& look) {
  if (look.even || look.cells.separator() != Separator::comma) return;
  const auto at = static_cast<std::size_t>(look.found.columns->rating.position);
  const auto ends = [&](const FirstRow& row) { return row.cells.size() == at + 1; };
  if (std::none_of(look.rows.begin(), look.rows.end(), ends)) return;
  for (const FirstRow& row : look.rows) {
    if (row.cells.size() != at + 2 || !is_part(row.cells[at + 1])) continue;
    throw Complaint{
        row.cells[at].data(),
        "the rating to end the line, as in other rows",
        {row.cells[at].data(), static_cast<std::size_t>(row.text.data() + row.text.size() - row.cells[at].data())},
        {},
        "a comma within a number wants quotes"};
  }
}

}  // namespace

RatingLayout find_layout(const Text& text, bool rated, const RatingsOptions& options) {
  std::string_view body = text.body;
  const std::optional<Separator> told = separator_line(body);
  const FirstRows look = best_look(body, rated, options, options.separator ? options.separator : told);
  const auto& rows = look.rows;
  if (!look.header && rows.empty()) throw Complaint{text.body.data(), "ratings", {}, "no line with any"};
  if (!rows.empty()) refuse_blocks(text, rows.front().text);
  refuse_wide(text.path, look, rated, options);
  if (!look.found.columns) throw Error(ErrorKind::mismatch, text.path + ": " + look.found.problem);
  if (rated) refuse_parted(look);
  const RatingColumns& columns = *look.found.columns;
  const auto times = [&](const FirstRow& row) {
    return is_time(row.cells[static_cast<std::size_t>(columns.rating.position)]);
  };
  if (rated && !look.header && !options.rating_column && look.grade > 1 &&
      std::all_of(rows.begin(), rows.end(), times)) {
    throw Error(ErrorKind::mismatch, fmt::format("{}: column {} would be the rating, but holds times; give it with "
                                                 "--rating-col, by number from 1",
                                                 text.path, columns.rating.position + 1));
  }
  RatingLayout layout{
      look.cells, columns, {look.body, static_cast<std::size_t>(body.data() + body.size() - look.body)}, look.passed};
  layout.passed.comments += told ? 1 : 0;
  layout.closed = look.even && columns.count == 1 + std::max({columns.user.position, columns.item.position,
                                                              columns.rating.position});
  return layout;
}

}  // namespace strads::io
