#include "io/tables/layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "core/one_line.hpp"
#include "io/encoding.hpp"
#include "io/tables/header.hpp"
#include "io/tables/preamble.hpp"
#include "io/tables/row_names.hpp"
#include "io/tables/separators.hpp"
#include "io/text.hpp"

namespace strads::io {
namespace {

std::vector<std::string> names_of(const std::vector<std::string_view>& cells, std::vector<std::string>& notes) {
  const bool good = std::all_of(cells.begin(), cells.end(), is_utf8);
  if (!good) notes.emplace_back("names read as Windows-1252 (Latin-1), for they are not UTF-8");
  std::vector<std::string> names;
  for (const auto cell : cells) {
    std::string name = unescaped(cell);
    names.push_back(one_line(good ? name : from_windows(name)));
  }
  return names;
}

bool all_words(const std::vector<std::string_view>& cells, TableForm form) {
  return std::all_of(cells.begin(), cells.end(),
                     [&](std::string_view cell) { return kind_of(cell, form) == CellKind::word; });
}

// numpy.savetxt(header=...) writes the names as a comment.
void take_comment(std::string_view comment, const ReadOptions& options, TableLayout& layout) {
  if (comment.empty() || layout.columns < 2 || options.header == std::optional(false)) return;
  std::vector<std::string_view> cells;
  try {
    cells = cells_of(comment, layout.form);
  } catch (const Complaint&) {  // a sentence with quotes
    return;
  }
  if (static_cast<Index>(cells.size()) != layout.columns || !all_words(cells, layout.form)) return;
  std::vector<std::string> notes = {fmt::format("names read from the comment \"{}\"", one_line(comment))};
  auto names = names_of(cells, notes);
  if (options.target && std::count(names.begin(), names.end(), *options.target) == 0) return;
  layout.names = std::move(names);
  layout.notes = std::move(notes);
}

void take_header(const SampledTable& sample, TableLayout& layout) {
  const auto& header = sample.lines.front();
  layout.names = names_of(header.cells, layout.notes);
  const char* end = layout.body.data() + layout.body.size();
  const char* at = header.text.data();
  take_line(at, end);
  layout.body = {at, static_cast<std::size_t>(end - at)};
  const auto number = std::find_if(header.cells.begin(), header.cells.end(), [&](std::string_view cell) {
    return kind_of(cell, layout.form) == CellKind::number;
  });
  if (number != header.cells.end()) {
    layout.notes.push_back(
        fmt::format("names read from the first line, though \"{}\" is a number (--header no: it is data)", *number));
  }
  if (!sample.lacks_name()) {
    check_last_name(sample);
    return;
  }
  const bool first = nameless_column(sample, layout.body) == NamelessColumn::first;
  layout.names.emplace(first ? layout.names.begin() : layout.names.end());
}

}  // namespace

TableLayout lay_out(std::string_view body, const ReadOptions& options) {
  const Preamble preamble = pass_preamble(body);
  TableLayout layout;
  layout.form.decimal = options.decimal;
  layout.body = preamble.rest;
  const auto lines = first_lines(preamble.rest);
  if (lines.empty()) return layout;
  layout.form.separator = preamble.separator.value_or(table_separator(lines, options.decimal));
  check_header_separator(lines, layout.form.separator);
  const SampledTable sample(lines, layout.form);
  layout.columns = sample.columns;
  const FirstLine first = judge_first_line(sample, options);
  if (first == FirstLine::unclear) {
    throw Complaint{lines.front().data(), "a first line that is plainly names or plainly data", lines.front(), "",
                    "--header yes or no says which"};
  }
  if (first == FirstLine::header) {
    take_header(sample, layout);
  } else {
    take_comment(preamble.comment, options, layout);
  }
  return layout;
}

}  // namespace strads::io
