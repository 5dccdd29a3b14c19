// Where a command's table goes: a file that appears whole or not at all, or standard output.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/terminal/option_table.hpp"
#include "io/output/file.hpp"

namespace strads::cli {

class TableOutput {
 public:
  // Refuses an existing `file` unless `force`. Throws Error (file), as do the others.
  TableOutput(const std::optional<std::string>& file, bool force);
  void write(std::string_view text);
  void finish();

 private:
  std::optional<io::AtomicFile> file_;
};

// --out FILE and --force; `columns` are those of the table.
void add_table_output(OptionTable& table, std::optional<std::string>& file, bool& force, const std::string& columns);

}  // namespace strads::cli
