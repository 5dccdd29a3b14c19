#include "io/tables/header.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_set>

#include "core/one_line.hpp"
#include "io/tables/number_header.hpp"

namespace strads::io {
namespace {

bool names_all(const std::vector<std::string_view>& cells, const std::vector<std::string>& names) {
  std::unordered_set<std::string> named;
  for (const auto cell : cells) named.insert(one_line(unescaped(cell)));
  return std::all_of(names.begin(), names.end(), [&](const auto& name) { return named.count(name) > 0; });
}

bool differ(const std::vector<std::string_view>& cells) {
  const std::unordered_set<std::string_view> seen(cells.begin(), cells.end());
  return seen.size() == cells.size();
}

bool is_number(const std::string& name) {
  return parse_number(name.data(), name.data() + name.size()).end == name.data() + name.size();
}

// What the columns of the model that predicts tell, where the first line has them all. Few names that are numbers may
// be found in a row.
std::optional<FirstLine> judge_by_model(const SampledTable& table, const std::optional<WantedColumns>& model) {
  const auto& cells = table.lines.front().cells;
  if (!model || !model->by_name || model->names.empty() || !names_all(cells, model->names)) return std::nullopt;
  const bool words = !std::all_of(model->names.begin(), model->names.end(), is_number);
  if (words || quoted_over_bare(table) || counts_columns(table)) return FirstLine::header;
  if (!differ(cells)) return std::nullopt;
  return is_like_rows(table) && !goes_like_scale(table, 0) ? FirstLine::unclear : FirstLine::header;
}

// A name that is no column's number.
bool is_plain_name(const std::string& name, Index columns) {
  const Whole whole = parse_whole(name.data(), name.data() + name.size());
  return whole.end != name.data() + name.size() || whole.value < 1 || whole.value > columns;
}

// Of a first line without words.
FirstLine judge_numbers(const SampledTable& table, const ReadOptions& options) {
  const auto& header = table.lines.front();
  if (const auto told = judge_by_model(table, options.wanted)) return *told;
  if (quoted_over_bare(table) || is_scale(table, 0) || counts_columns(table)) return FirstLine::header;
  if (static_cast<Index>(header.cells.size()) < table.columns) return FirstLine::unclear;
  if (header.cells[0].empty() && below(table, 0).rows + 1 == static_cast<Index>(table.lines.size())) {
    return is_scale(table, 1) || table.counts_rows() ? FirstLine::header : FirstLine::unclear;
  }
  if (options.target && names_all(header.cells, {*options.target})) {
    if (is_plain_name(*options.target, table.columns)) return FirstLine::header;
    return is_like_rows(table) ? FirstLine::data : FirstLine::unclear;
  }
  return FirstLine::data;
}

// Of a first line with words and numbers, whose words stand over words.
FirstLine judge_mixed(const SampledTable& table, const ReadOptions& options) {
  const auto& header = table.lines.front();
  if (const auto told = judge_by_model(table, options.wanted)) return *told;
  if (options.target && is_plain_name(*options.target, table.columns) && names_all(header.cells, {*options.target})) {
    return FirstLine::header;
  }
  if (is_scale(table, 0) || quoted_over_bare(table) || counts_columns(table)) return FirstLine::header;
  return is_like_rows(table) ? FirstLine::data : FirstLine::unclear;
}

}  // namespace

FirstLine judge_first_line(const SampledTable& table, const ReadOptions& options) {
  if (options.header) return *options.header ? FirstLine::header : FirstLine::data;
  const auto& cells = table.lines.front().cells;
  std::size_t words = 0;
  std::size_t numbers = 0;
  for (std::size_t k = 0; k < cells.size(); ++k) {
    const auto kind = kind_of(cells[k], table.form);
    numbers += kind == CellKind::number ? 1U : 0U;
    if (kind != CellKind::word) continue;
    ++words;
    const bool shifted = static_cast<Index>(cells.size()) < table.columns;
    const Below column = below(table, shifted ? k + 1 : k);
    if (2 * column.words <= column.rows) return FirstLine::header;
  }
  if (words == 0) return judge_numbers(table, options);
  return numbers == 0 ? FirstLine::header : judge_mixed(table, options);
}

}  // namespace strads::io
