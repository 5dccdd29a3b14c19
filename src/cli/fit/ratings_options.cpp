#include "cli/fit/ratings_options.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/fit/json.hpp"
#include "strads/error.hpp"

namespace strads::cli {
namespace {

Json column_json(const io::RatingColumn& column) {
  return {{"name", column.name.empty() ? Json() : Json(column.name)}, {"number", column.position + 1}};
}

io::RatingColumn column_of(const Json& json) {
  const auto& name = json.at("name");
  return {name.is_null() ? std::string() : name.get<std::string>(), json.at("number").get<Index>() - 1};
}

std::optional<io::RatingColumns> columns_of(const Json& summary) {
  const auto found = summary.find("columns");
  if (found == summary.end() || found->is_null()) return std::nullopt;
  return io::RatingColumns{column_of(found->at("user")), column_of(found->at("item")), column_of(found->at("rating")),
                           found->at("count").get<Index>()};
}

std::string column_text(const char* role, const io::RatingColumn& column) {
  return column.name.empty() ? fmt::format("{} {}", role, column.position + 1)
                             : fmt::format("{} \"{}\"", role, column.name);
}

}  // namespace

void add_columns(OptionTable& table, const std::string& heading, RatingsColumns& columns) {
  Group files(table, heading, Chapter::files);
  files.text("--user-col", columns.user_col, "COLUMN",
             "Column of the users, by its name in the header or by number\n"
             "from 1 (default: user, userId, ..., else the first)",
             {.mark = false});
  files.text("--item-col", columns.item_col, "COLUMN",
             "Column of the items (default: item, movieId, ..., else the\nsecond)", {.mark = false});
  const std::string marks = "tab, comma, semicolon, bar, blank or ::";
  Group(table, heading, Chapter::form)
      .add({"--separator",
            "MARK",
            "What parts the cells: tab, comma, semicolon, bar, blank or\n"
            "\"::\", as a word or the mark itself (default: that by which\n"
            "the first rows have the same number of cells)",
            marks,
            [&columns, marks](const std::string& text) {
              columns.separator = io::separator_of(text);
              if (!columns.separator) refuse("--separator", marks, text);
            },
            [&columns] { return columns.separator ? Value(std::string(io::name(*columns.separator))) : Value(); },
            {.mark = false}});
}

void require_one_input(const std::vector<std::optional<std::string>>& files) {
  if (std::count(files.begin(), files.end(), "-") < 2) return;
  throw Error(ErrorKind::usage, "- is standard input, which is read once: it can be one file only");
}

io::RatingsOptions reading(const RatingsColumns& columns, int threads) {
  io::RatingsOptions how;
  how.user_column = columns.user_col;
  how.item_column = columns.item_col;
  how.separator = columns.separator;
  how.threads = threads;
  return how;
}

io::RatingsOptions reading(const RatingsColumns& columns, int threads, const folder::FitFolder& model) {
  io::RatingsOptions how = reading(columns, threads);
  how.like = model.from_summary(columns_of);
  return how;
}

Json columns_json(const std::optional<io::RatingColumns>& columns) {
  if (!columns) return {};
  return {{"user", column_json(columns->user)},
          {"item", column_json(columns->item)},
          {"rating", column_json(columns->rating)},
          {"count", columns->count}};
}

std::string columns_text(const io::RatingColumns& columns) {
  return fmt::format("{}, {}, {}{}", column_text("user", columns.user), column_text("item", columns.item),
                     column_text("rating", columns.rating), columns.user.name.empty() ? " (no header)" : "");
}

std::string pair_columns_text(const io::RatingColumns& columns) {
  return fmt::format("{}, {}", column_text("user", columns.user), column_text("item", columns.item));
}

}  // namespace strads::cli
