#include <algorithm>

#include "cli/column_names.hpp"
#include "cli/mf_model.hpp"
#include "fuzz/harness.hpp"
#include "io/files.hpp"

namespace strads::fuzz {

void names(std::string_view input) {
  const io::Files files;
  const std::string path = files.write("names.txt", input);
  const auto ids = [&] { return outcome_of([&] { return cli::read_ids(path); }); };
  require_same(ids(), ids(), "ids read twice");
  const Index lines = std::count(input.begin(), input.end(), '\n') + (!input.empty() && input.back() != '\n' ? 1 : 0);
  const auto columns = [&] { return outcome_of([&] { return cli::read_column_names(path, lines); }); };
  require_same(columns(), columns(), "names of columns read twice");
}

}  // namespace strads::fuzz
