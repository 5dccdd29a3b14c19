#include "cli/linear/column_names.hpp"

#include <fmt/format.h>

#include "cli/terminal/words.hpp"
#include "io/encoding.hpp"
#include "io/foreign.hpp"
#include "io/input.hpp"
#include "io/table_cells.hpp"
#include "io/text.hpp"
#include "strads/error.hpp"

namespace strads::cli {
namespace {

// A line: one cell, in quotes or not.
std::string name_in(std::string_view line) {
  constexpr io::TableForm form{'\t', '.'};
  const auto cells = io::cells_of(line, form);
  if (cells.size() > 1) {
    throw io::Complaint{line.data(), "one name a line", "", fmt::format("{} columns", cells.size())};
  }
  if (cells[0].empty()) throw io::Complaint{line.data(), "a column's name", "", "an empty line"};
  const std::string name = line.front() == '"' ? io::unescaped(cells[0]) : std::string(cells[0]);
  return io::is_utf8(name) ? name : io::from_windows(name);
}

}  // namespace

std::vector<std::string> read_column_names(const std::string& path, Index columns) {
  const io::Input input = io::open_input(path);
  io::refuse_foreign(input);
  const io::Text text = io::text_of(path, input.bytes);
  std::vector<std::string> names;
  io::parse_in_parallel(text, 1, 1, [&](Index) {
    io::for_lines(text.body, [&](std::string_view line) { names.push_back(name_in(io::trimmed(line))); });
  });
  const auto found = static_cast<Index>(names.size());
  if (found != columns) {
    throw Error(ErrorKind::mismatch,
                fmt::format("{} has {}, but there are {}", path, plural(found, "name"), plural(columns, "column")));
  }
  return names;
}

}  // namespace strads::cli
