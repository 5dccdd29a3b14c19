#include "io/table_layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "core/one_line.hpp"
#include "io/encoding.hpp"
#include "io/table_header.hpp"
#include "io/text.hpp"

namespace strads::io {
namespace {

// How much is looked at: two lines at least.
constexpr std::size_t sampled_lines = 32;
constexpr std::size_t sampled_bytes = 65536;

struct Preamble {
  std::string_view comment{};  // in the line before the table
  std::optional<char> separator{};
  std::string_view rest;
};

std::string_view without_marks(std::string_view comment) {
  while (comment.starts_with('#')) comment.remove_prefix(1);
  return trimmed(comment);
}

// `sep=;` or `"sep=;"`: the separator.
std::optional<char> told_separator(std::string_view line) {
  if (line.size() > 1 && line.front() == '"' && line.back() == '"') line = line.substr(1, line.size() - 2);
  const bool tells = line.size() == 5 && (line.starts_with("sep=") || line.starts_with("SEP="));
  return tells ? std::optional(line.back()) : std::nullopt;
}

Preamble pass_preamble(std::string_view body) {
  while (!body.empty() && (body.back() == '\n' || body.back() == '\r' || body.back() == ' ')) body.remove_suffix(1);
  Preamble preamble{.rest = body};
  const char* end = body.data() + body.size();
  for (const char* at = body.data(); at < end;) {
    const char* start = at;
    const auto whole = take_line(at, end);
    const auto told = told_separator(whole);
    const auto line = trimmed(whole);
    if (!line.empty() && line.front() != '#' && !told) {
      preamble.rest = {start, static_cast<std::size_t>(end - start)};
      return preamble;
    }
    if (told) preamble.separator = told;
    preamble.comment = line.starts_with('#') ? without_marks(line) : std::string_view{};
  }
  preamble.rest = {};
  return preamble;
}

std::vector<std::string_view> first_lines(std::string_view body) {
  std::vector<std::string_view> lines;
  const char* end = body.data() + body.size();
  for (const char* at = body.data(); at < end && lines.size() < sampled_lines;) {
    if (lines.size() > 1 && static_cast<std::size_t>(at - body.data()) > sampled_bytes) break;
    const auto line = take_line(at, end);
    if (!trimmed(line).empty()) lines.push_back(line);
  }
  return lines;
}

// The share of cells below the first line that are no words, where this separator cuts all lines alike into more than
// one cell. The first line may lack one. Else -1.
double fit_of(const std::vector<std::string_view>& lines, TableForm form) {
  std::size_t columns = 0;
  double cells = 0;
  double words = 0;
  try {
    for (std::size_t k = lines.size(); k-- > 0;) {
      const auto row = cells_of(lines[k], form);
      if (columns == 0) columns = row.size();
      const bool short_header = k == 0 && row.size() + 1 == columns;
      if (columns < 2 || (row.size() != columns && !short_header)) return -1;
      if (k == 0 && lines.size() > 1) continue;
      cells += static_cast<double>(row.size());
      words += static_cast<double>(std::count_if(
          row.begin(), row.end(), [&](std::string_view cell) { return kind_of(cell, form) == CellKind::word; }));
    }
  } catch (const Complaint&) {
    return -1;
  }
  return 1 - words / cells;
}

// "1,5","2,5": commas cut, and those of numbers stand in quotes.
bool has_quoted_commas(const std::vector<std::string_view>& lines) {
  const TableForm form{',', ','};
  return fit_of(lines, form) >= 0 && std::ranges::any_of(lines, [&](std::string_view line) {
           return std::ranges::any_of(cells_of(line, form), has_inner_comma);
         });
}

// What cuts all lines alike and leaves most numbers; of several the first; commas beside decimal commas, where nothing
// else does. Else what the first line has.
char separator_of(const std::vector<std::string_view>& lines, char decimal) {
  constexpr std::string_view separators = "\t,;| ";
  char best = 0;
  double most = -1;
  for (const char separator : separators) {
    if (separator == decimal) continue;
    const double fit = fit_of(lines, {separator, decimal});
    if (fit > most) best = separator;
    most = std::max(most, fit);
  }
  if (best == 0 && decimal == ',' && has_quoted_commas(lines)) return ',';
  for (std::size_t k = 0; best == 0 && k + 1 < separators.size(); ++k) {
    const bool stands = lines.front().find(separators[k]) != std::string_view::npos;
    if (stands && separators[k] != decimal) best = separators[k];
  }
  if (best == 0) best = decimal == ',' ? ';' : ',';
  return best;
}

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
  if (static_cast<Index>(layout.names.size()) + 1 != layout.columns) return;
  if (sample.last_is_empty()) {
    layout.names.emplace_back();
  } else {
    layout.names.emplace(layout.names.begin());
  }
}

}  // namespace

TableLayout lay_out(std::string_view body, const ReadOptions& options) {
  const Preamble preamble = pass_preamble(body);
  TableLayout layout;
  layout.form.decimal = options.decimal;
  layout.body = preamble.rest;
  const auto lines = first_lines(preamble.rest);
  if (lines.empty()) return layout;
  layout.form.separator = preamble.separator.value_or(separator_of(lines, options.decimal));
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
