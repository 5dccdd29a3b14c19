#include "io/table_cells.hpp"

#include <algorithm>
#include <cstring>

#include "io/text.hpp"

namespace strads::io {
namespace {

bool is_figure(char c) { return c >= '0' && c <= '9'; }

std::string_view span_of(const char* first, const char* last) {
  return {first, static_cast<std::size_t>(last - first)};
}

}  // namespace

TableCells::TableCells(std::string_view line, TableForm form)
    : at_(line.data()), end_(line.data() + line.size()), form_(form) {
  if (form_.separator != ' ') return;
  while (end_ > at_ && is_blank(end_[-1])) --end_;
  pass_blanks();
  if (at_ == end_) ++at_;  // no cell at all
}

void TableCells::pass_blanks() {
  while (at_ < end_ && is_blank(*at_)) ++at_;
}

std::string_view TableCells::next() {
  const char* start = at_;
  while (start < end_ && !parts(*start) && is_blank(*start)) ++start;
  if (start < end_ && *start == '"') return quoted(start);
  const char* stop = nullptr;
  if (form_.separator == ' ') {
    stop = std::find_if(start, end_, is_blank);
  } else if (start < end_) {  // an empty line may have no address
    stop = static_cast<const char*>(std::memchr(start, form_.separator, static_cast<std::size_t>(end_ - start)));
  }
  if (stop == nullptr) stop = end_;
  pass(stop);
  return trimmed(span_of(start, stop));
}

std::string_view TableCells::quoted(const char* open) {
  const char* close = std::find(open + 1, end_, '"');
  while (close + 1 < end_ && close[1] == '"') close = std::find(close + 2, end_, '"');
  if (close >= end_) throw Complaint{open, "a closing quote in the same line", span_of(open, end_)};
  const char* stop = close + 1;
  while (stop < end_ && !parts(*stop) && is_blank(*stop)) ++stop;
  if (stop < end_ && !parts(*stop)) throw Complaint{stop, "a separator after the quote", word_at(stop, end_)};
  pass(stop);
  return span_of(open + 1, close);
}

std::vector<std::string_view> cells_of(std::string_view line, TableForm form) {
  std::vector<std::string_view> result;
  for (TableCells cells(line, form); cells.more();) result.push_back(cells.next());
  return result;
}

std::string unescaped(std::string_view cell) {
  std::string text;
  for (std::size_t k = 0; k < cell.size(); ++k) {
    text += cell[k];
    if (cell.substr(k, 2) == "\"\"") ++k;
  }
  return text;
}

Number number_in(std::string_view cell, char decimal) {
  if (decimal == '.') return parse_number(cell.data(), cell.data() + cell.size());
  if (cell.find('.') != std::string_view::npos) return {};
  std::string pointed(cell);
  std::replace(pointed.begin(), pointed.end(), ',', '.');
  Number number = parse_number(pointed.data(), pointed.data() + pointed.size());
  if (number.state != NumberState::none) number.end = cell.data() + (number.end - pointed.data());
  return number;
}

CellKind kind_of(std::string_view cell, TableForm form) {
  cell = trimmed(cell);
  if (is_missing(cell)) return CellKind::missing;
  const Number number = number_in(cell, form.decimal);
  if (number.state != NumberState::none && number.end == cell.data() + cell.size()) return CellKind::number;
  if (logical(cell) || (form.separator != ',' && has_inner_comma(cell))) return CellKind::number;
  return CellKind::word;
}

bool has_inner_comma(std::string_view cell) {
  bool found = false;
  for (std::size_t k = 0; k < cell.size(); ++k) {
    if (std::string_view("0123456789,.eE+-").find(cell[k]) == std::string_view::npos) return false;
    if (cell[k] != ',') continue;
    if (k == 0 || k + 1 == cell.size() || !is_figure(cell[k - 1]) || !is_figure(cell[k + 1])) return false;
    found = true;
  }
  return found;
}

std::string hint_at_decimals(std::string_view cell, char decimal) {
  if (decimal == '.') return has_inner_comma(cell) ? reads_decimal_commas : "";
  const bool pointed =
      cell.find('.') != std::string_view::npos && cell.find_first_not_of("0123456789.,eE+-") == std::string_view::npos;
  return pointed ? "with --decimal , no number has a point" : "";
}

bool may_be_decimals(std::string_view whole, std::string_view fraction) {
  if (!whole.empty() && (whole.front() == '-' || whole.front() == '+')) whole.remove_prefix(1);
  return !whole.empty() && std::all_of(whole.begin(), whole.end(), is_figure) && !fraction.empty() &&
         is_figure(fraction.front()) && fraction.find_first_not_of("0123456789eE+-") == std::string_view::npos;
}

}  // namespace strads::io
