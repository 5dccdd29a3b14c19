#include "cli/column_names.hpp"

#include <fmt/format.h>

#include "cli/words.hpp"
#include "io/input.hpp"
#include "io/text.hpp"
#include "strads/error.hpp"

namespace strads::cli {

std::vector<std::string> read_column_names(const std::string& path, Index columns) {
  const io::Input input = io::open_input(path);
  const io::Text text = io::text_of(path, input.bytes);
  std::vector<std::string> names;
  io::for_lines(text.body, [&](std::string_view line) {
    const auto name = io::trimmed(line);
    const auto number = static_cast<Index>(names.size()) + 1;
    if (name.empty()) throw malformed({path, number}, "a column's name", "", "an empty line");
    names.emplace_back(name);
  });
  const auto found = static_cast<Index>(names.size());
  if (found != columns) {
    throw Error(ErrorKind::mismatch,
                fmt::format("{} has {}, but there are {}", path, plural(found, "name"), plural(columns, "column")));
  }
  return names;
}

}  // namespace strads::cli
