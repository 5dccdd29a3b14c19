#include "cli/fit/report_page.hpp"

#include <utility>
#include <vector>

#include "core/one_line.hpp"
#include "folder/names.hpp"
#include "report/compare/comparison.hpp"
#include "report/page/page.hpp"

namespace strads::cli {

void write_report(io::OutputDirectory& directory) {
  std::vector<folder::Run> runs;
  runs.push_back(folder::read_run(directory.written(), one_line(directory.name())));
  directory.write_text(folder::page_file, report::page(report::compare(std::move(runs))));
}

}  // namespace strads::cli
