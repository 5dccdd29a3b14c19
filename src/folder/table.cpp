#include "folder/table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "io/input.hpp"
#include "io/number.hpp"
#include "io/text.hpp"
#include "strads/error.hpp"

namespace strads::folder {
namespace {

std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  for (std::size_t comma = 0; comma != std::string_view::npos;) {
    comma = line.find(',');
    cells.push_back(line.substr(0, comma));
    if (comma != std::string_view::npos) line.remove_prefix(comma + 1);
  }
  return cells;
}

std::string expected_in(const Column& column) {
  switch (column.cell) {
    case Cell::whole:
      return fmt::format("a whole number from {:.0f} to {:.0f}", column.least, column.most);
    case Cell::word:
      return fmt::format("one of {}", fmt::join(column.words, ", "));
    case Cell::number:
    case Cell::maybe:
      break;
  }
  return "a number";
}

std::optional<double> value_of(std::string_view cell, const Column& column) {
  if (column.cell == Cell::word) {
    const auto at = std::find(column.words.begin(), column.words.end(), cell);
    if (at == column.words.end()) return {};
    return static_cast<double>(at - column.words.begin());
  }
  if (cell.empty() && column.cell == Cell::maybe) return std::numeric_limits<double>::quiet_NaN();
  const io::Number number = io::parse_number(cell.data(), cell.data() + cell.size());
  const bool is_number = (number.state == io::NumberState::finite || number.state == io::NumberState::not_finite) &&
                         number.end == cell.data() + cell.size();
  if (!is_number) return {};
  const bool whole =
      number.value >= column.least && number.value <= column.most && std::floor(number.value) == number.value;
  if (column.cell == Cell::whole && !whole) return {};
  return number.value;
}

double required_value(std::string_view cell, const Column& column) {
  if (const auto value = value_of(cell, column)) return *value;
  throw io::Complaint{cell.data(), fmt::format("{} in column {}", expected_in(column), column.name), cell, "nothing"};
}

// Places of `columns` in the header.
std::vector<std::size_t> places_of(std::string_view header, std::span<const Column> columns) {
  const auto names = cells_of(header);
  std::vector<std::size_t> places;
  for (const auto& column : columns) {
    const auto at = std::find(names.begin(), names.end(), column.name);
    if (at == names.end()) {
      throw io::Complaint{header.data(), fmt::format("a header with the column {}", column.name), header, "nothing"};
    }
    places.push_back(static_cast<std::size_t>(at - names.begin()));
  }
  return places;
}

void parse(std::string_view body, std::span<const Column> columns, Table& table) {
  const char* at = body.data();
  const char* end = at + body.size();
  const auto next = [&] {
    ++table.first_line;
    return at < end ? io::take_line(at, end) : body.substr(body.size());
  };
  std::string_view header = next();
  while (header.starts_with('#') && at < end) header = next();
  const auto places = places_of(header, columns);
  const auto width = cells_of(header).size();
  ++table.first_line;

  while (at < end) {
    const auto line = io::take_line(at, end);
    const auto cells = cells_of(line);
    if (cells.size() != width) {
      throw io::Complaint{line.data(), fmt::format("{} cells", width), line, "an empty line"};
    }
    for (std::size_t k = 0; k < places.size(); ++k)
      table.columns[k].push_back(required_value(cells[places[k]], columns[k]));
  }
  if (!body.ends_with('\n')) throw io::Complaint{end, "a line break at the end", "", "the end of the file"};
}

}  // namespace

const std::vector<double>& Table::operator[](std::string_view name) const {
  return columns[static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin())];
}

std::vector<double>& Table::operator[](std::string_view name) {
  return columns[static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin())];
}

void Table::add(std::string_view name, std::vector<double> values) {
  names.emplace_back(name);
  columns.push_back(std::move(values));
}

Table read_table(const std::string& path, std::span<const Column> columns) {
  const io::Input input = io::open_input(path);
  const io::Text text = io::text_of(path, input.bytes);
  Table table;
  table.path = path;
  for (const auto& column : columns) table.add(column.name, {});
  try {
    parse(text.body, columns, table);
  } catch (const io::Complaint& complaint) {
    io::raise(text, complaint);
  }
  return table;
}

void require_ascending(const Table& table, std::string_view column, bool strictly) {
  const auto& values = table[column];
  for (std::size_t k = 1; k < values.size(); ++k) {
    if (strictly ? values[k] > values[k - 1] : values[k] >= values[k - 1]) continue;
    throw malformed({table.path, table.first_line + static_cast<Index>(k)},
                    fmt::format("a {} {} {}", column, strictly ? "above" : "not below", values[k - 1]),
                    fmt::format("{}", values[k]));
  }
}

}  // namespace strads::folder
