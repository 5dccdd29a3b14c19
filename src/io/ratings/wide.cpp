#include "io/ratings/wide.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "io/ratings/cells.hpp"
#include "io/ratings/column_roles.hpp"
#include "io/ratings/number_table.hpp"
#include "io/ratings/role_names.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

constexpr std::size_t surely_wide = 8;  // columns of numbers
constexpr std::size_t least_width = 4;  // of a table without header: three columns are user, item and rating
constexpr std::size_t least_rows = 3;   // that show a scale

using Rows = NumberTable::Rows;

enum class Form { matrix, ids_first, headed, headed_short, headed_matrix };

std::optional<Form> form_without_header(Rows rows, const RatingsOptions& options) {
  if (rows.size() < least_rows) return std::nullopt;
  const NumberTable table(rows, options);
  if (table.width() < least_width || !table.numbers_from(1) || table.times_from(1)) return std::nullopt;
  if (!table.has_fractions(1) && !table.share_scale()) return std::nullopt;
  if (!table.numbers_from(0)) return table.once_each(0) ? std::optional(Form::ids_first) : std::nullopt;
  const bool scale = table.has_fractions(0) || table.first_on_scale();
  if (table.once_each(0) && (!scale || table.counts(0))) return Form::ids_first;
  return scale && !table.pairs_once_each() ? std::optional(Form::matrix) : std::nullopt;
}

bool is_word(std::string_view cell) { return cell.find_first_of("0123456789") == std::string_view::npos; }

// A word above what users or items are called, and numbers, each once, above numbers.
bool numbers_head(Rows rows, const RatingsOptions& options) {
  if (rows.size() < 2 || rows.front().cells.size() < 3) return false;
  const NumberTable head(rows.first(1), options);
  const NumberTable body(rows.subspan(1), options);
  const std::string_view word = unquoted(rows.front().cells.front());
  std::size_t different = 0;
  for (std::size_t k = 1; k < head.width(); ++k) different += head.number(rows.front(), k) ? 1 : 0;
  const bool once = std::set<std::string_view>(rows.front().cells.begin(), rows.front().cells.end()).size() ==
                    rows.front().cells.size();
  if (!is_word(word) || different + 1 != head.width() || !once) return false;
  if (!body.numbers_from(1) || body.times_from(1)) return false;
  const bool known = word.empty() || holds(roles[0].known[0], word) || holds(roles[1].known[0], word);
  return known || body.numbers_from(0);
}

// Each number of the first row is larger than all those below.
bool above_all(Rows rows, const RatingsOptions& options) {
  const NumberTable table(rows, options);
  for (std::size_t k = 0; k < table.width(); ++k) {
    const auto head = table.number(rows.front(), k);
    if (!head || *head <= NumberTable(rows.subspan(1), options).largest()) return false;
  }
  return true;
}

std::optional<Form> form_of(const FirstRows& look, bool rated, const RatingsOptions& options) {
  const Rows rows(look.rows);
  if (rows.size() < 2 || options.rating_column || (options.user_column && options.item_column)) return std::nullopt;
  if (look.header && look.found.columns) return std::nullopt;
  // R heads all columns but that of the ids.
  const bool short_head = !look.header && !look.even && rows.front().cells.size() + 1 == rows[1].cells.size() &&
                          std::all_of(rows.begin() + 1, rows.end(),
                                      [&](const FirstRow& row) { return row.cells.size() == rows[1].cells.size(); });
  if (!look.even && !short_head) return std::nullopt;
  if (look.even && !look.header && numbers_head(rows, options)) return Form::headed;
  if (!rated || options.like) return std::nullopt;
  if (short_head) {
    return form_without_header(rows.subspan(1), options) ? std::optional(Form::headed_short) : std::nullopt;
  }
  const NumberTable table(rows, options);
  const std::size_t width = table.width();
  if (look.header) {
    const NamedRoles named = named_roles(look.header->cells, options);
    if (named.item || named.rating || !table.numbers_from(1)) return std::nullopt;
    const bool wide = width >= surely_wide || (width >= least_width && (table.gaps_from(1) || named.user));
    return wide || form_without_header(rows, options) ? std::optional(Form::headed) : std::nullopt;
  }
  const auto below = form_without_header(rows.subspan(1), options);
  if (below == Form::matrix && above_all(rows, options)) return Form::headed_matrix;
  if (const auto form = form_without_header(rows, options)) return form;
  if (below == Form::ids_first) return Form::headed;
  return width >= surely_wide && table.numbers_from(0) ? std::optional(Form::matrix) : std::nullopt;
}

// That makes rows, between tabs.
std::string command(Form form, Separator separator) {
  const char mark = mark_of(separator);
  const std::string cut = separator == Separator::blanks  ? ""
                          : separator == Separator::tab   ? R"( -F '\t')"
                          : separator == Separator::comma ? " -F,"
                                                          : fmt::format(" -F '{}{}'", mark, mark == ':' ? ":" : "");
  const bool ids = form != Form::matrix && form != Form::headed_matrix;
  const bool headed = form != Form::matrix && form != Form::ids_first;
  const std::string user = ids ? "$1" : headed ? "NR - 1" : "NR";
  const std::string column = form == Form::ids_first || form == Form::headed_short ? "i - 1" : "i";
  const std::string rows = fmt::format("{}{{for (i = {}; i <= NF; i++) if ($i != \"\") print {}, {}, $i}}",
                                       headed ? "NR == 1 {split($0, item); next} " : "", ids ? 2 : 1, user,
                                       headed ? fmt::format("item[{}]", column) : column);
  return fmt::format(R"(awk{} -v OFS='\t' '{}')", cut, rows);
}

}  // namespace

void refuse_wide(const std::string& path, const FirstRows& look, bool rated, const RatingsOptions& options) {
  const std::optional<Form> form = form_of(look, rated, options);
  if (!form) return;
  throw malformed({path}, "a row for each rating: user, item, rating", "",
                  fmt::format("a wide table: {} columns, a column an item ({} makes rows; or name columns with "
                              "--user-col, --item-col and --rating-col)",
                              look.rows.back().cells.size(), command(*form, look.cells.separator())));
}

}  // namespace strads::io
