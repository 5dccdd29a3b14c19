#include <algorithm>

#include "cli/linear/column_names.hpp"
#include "fuzz/harness.hpp"
#include "io/files.hpp"

namespace strads::fuzz {

void names(std::string_view input) {
  const io::Files files;
  const std::string path = files.write("names.txt", input);
  const Index lines = std::count(input.begin(), input.end(), '\n') + (!input.empty() && input.back() != '\n' ? 1 : 0);
  const auto read = [&] { return outcome_of([&] { return cli::read_column_names(path, lines); }); };
  require_same(read(), read(), "read twice");
}

}  // namespace strads::fuzz
