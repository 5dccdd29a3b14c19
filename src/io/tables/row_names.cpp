#include "io/tables/row_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "io/text.hpp"

namespace strads::io {
namespace {

// The first cells are in quotes, and not all others.
bool has_quoted_names(const SampledTable& sample) {
  return std::all_of(sample.lines.begin() + 1, sample.lines.end(), [](const SampledLine& line) {
    bool bare = false;
    for (std::size_t k = 1; k < line.cells.size(); ++k) bare = bare || (!line.cells[k].empty() && !line.quoted(k));
    return line.quoted(0) && bare;
  });
}

bool has_words(const SampledTable& sample) {
  return std::any_of(sample.lines.begin() + 1, sample.lines.end(), [&](const SampledLine& line) {
    return kind_of(line.cells.front(), sample.form) == CellKind::word;
  });
}

bool is_empty(std::string_view name) { return name.empty(); }

bool first_cells_differ(const SampledTable& sample) {
  std::unordered_set<std::string_view> seen;
  return std::all_of(sample.lines.begin() + 1, sample.lines.end(),
                     [&](const SampledLine& line) { return seen.insert(line.cells.front()).second; });
}

// In all rows, so far as last characters tell.
bool ends_with_separator(std::string_view body, char separator) {
  if (separator == ' ') return false;
  const char* end = body.data() + body.size();
  for (const char* at = body.data(); at < end;) {
    auto line = take_line(at, end);
    while (!line.empty() && line.back() != separator && is_blank(line.back())) line.remove_suffix(1);
    if (line.ends_with("\"\"")) line.remove_suffix(2);
    if (!line.empty() && line.back() != separator) return false;
  }
  return true;
}

// 1,5 cut into 1 and 5: whole numbers side by side, and no point anywhere.
bool may_cut_decimals(const SampledTable& sample) {
  if (sample.form.separator != ',') return false;
  std::vector<char> pair(static_cast<std::size_t>(sample.columns), 1);
  for (std::size_t i = 1; i < sample.lines.size(); ++i) {
    const auto& cells = sample.lines[i].cells;
    for (std::size_t k = 1; k < cells.size(); ++k) {
      if (cells[k].find('.') != std::string_view::npos) return false;
      if (!may_be_decimals(cells[k - 1], cells[k])) pair[k] = 0;
    }
  }
  return std::any_of(pair.begin() + 1, pair.end(), [](char may) { return may != 0; });
}

[[noreturn]] void refuse(const SampledTable& sample, const char* hint) {
  throw Complaint{sample.lines.front().text.data(),
                  fmt::format("{} names, as rows have cells", sample.columns),
                  {},
                  std::to_string(sample.columns - 1),
                  hint};
}

}  // namespace

NamelessColumn nameless_column(const SampledTable& sample, std::string_view body) {
  if (has_quoted_names(sample)) return NamelessColumn::first;
  const bool names = has_words(sample) || sample.counts_rows();
  if (ends_with_separator(body, sample.form.separator)) {
    if (!names || !first_cells_differ(sample)) return NamelessColumn::last;
    refuse(sample, "an empty name (\"\") in front is that of row names, one behind that of the last column");
  }
  if (!names && may_cut_decimals(sample)) {
    refuse(sample, "an empty name (\"\") in front is that of row names, and decimal commas need quotes");
  }
  return NamelessColumn::first;
}

void check_last_name(const SampledTable& sample) {
  const auto& names = sample.lines.front().cells;
  const auto nameless = static_cast<std::size_t>(std::count_if(names.begin(), names.end(), is_empty));
  const bool filled = std::none_of(sample.lines.begin() + 1, sample.lines.end(), [](const SampledLine& line) {
    return line.cells.empty() || line.cells.back().empty();
  });
  if (nameless != 1 || !names.back().empty() || !filled || !(has_words(sample) || sample.counts_rows())) return;
  throw Complaint{sample.lines.front().text.data(),
                  "a name above the last column, which has values",
                  {},
                  "none",
                  "an empty name in front is that of row names"};
}

}  // namespace strads::io
