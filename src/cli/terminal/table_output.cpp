#include "cli/terminal/table_output.hpp"

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "strads/error.hpp"

namespace strads::cli {
namespace {

void check_stdout(bool good) {
  if (good) return;
  throw Error(ErrorKind::file, "standard output cannot be written: " + std::generic_category().message(errno));
}

}  // namespace

TableOutput::TableOutput(const std::optional<std::string>& file, bool force) {
  if (file) file_.emplace(*file, force);
}

void TableOutput::write(std::string_view text) {
  if (file_) {
    file_->write(text);
  } else {
    check_stdout(std::fwrite(text.data(), 1, text.size(), stdout) == text.size());
  }
}

void TableOutput::finish() {
  if (file_) {
    file_->commit();
  } else {
    check_stdout(std::fflush(stdout) == 0);
  }
}

void add_table_output(OptionTable& table, std::optional<std::string>& file, bool& force, const std::string& columns) {
  Group output(table, "Output");
  output.text("-o,--out", file, "FILE",
              "Where the table goes, tab-separated: " + columns + "\n(default: standard output)");
  output.flag("--force", force, true, "Replace an existing FILE");
}

}  // namespace strads::cli
