#include "cli/commands/report.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "cli/terminal/help.hpp"
#include "cli/terminal/words.hpp"
#include "core/one_line.hpp"
#include "folder/names.hpp"
#include "io/output/directory.hpp"
#include "io/output/file.hpp"
#include "report/compare/comparison.hpp"
#include "report/page/page.hpp"
#include "report/svg/figures.hpp"
#include "strads/error.hpp"

namespace strads::cli {
namespace {

// The names of the directories, or, where two are called alike, all as they were typed.
std::vector<std::string> run_names(const std::vector<std::string>& directories) {
  std::vector<std::string> names;
  std::set<std::string> different;
  for (const auto& directory : directories) {
    std::error_code ignored;
    auto path = std::filesystem::weakly_canonical(directory, ignored);
    if (!path.has_filename()) path = path.parent_path();
    names.push_back(one_line(path.filename().string()));
    different.insert(names.back());
  }
  if (different.size() == names.size()) return names;
  names.clear();
  for (const auto& directory : directories) names.push_back(one_line(directory));
  return names;
}

report::Comparison read(const std::vector<std::string>& directories) {
  const auto names = run_names(directories);
  std::vector<folder::Run> runs;
  for (std::size_t k = 0; k < directories.size(); ++k) runs.push_back(folder::read_run(directories[k], names[k]));
  report::Comparison comparison = report::compare(std::move(runs));
  for (const auto& warning : comparison.warnings) fmt::print(stderr, "strads: {}\n", warning);
  return comparison;
}

void write_page(const ReportOptions& options) {
  const std::string path = options.out.value_or(folder::page_file);
  io::AtomicFile file(path, options.force);
  file.write(report::page(read(options.runs)));
  file.commit();
  fmt::print("page      {}\n", path);
}

void write_figures(const ReportOptions& options) {
  const std::string path = options.out.value_or("report");
  io::OutputDirectory directory(path, options.force);
  const auto figures = report::figures(read(options.runs), options.log);
  if (figures.empty()) throw Error(ErrorKind::mismatch, "no run holds anything to draw");
  for (const auto& [file, svg] : figures) directory.write_text(file, svg);
  directory.commit();
  fmt::print("figures   {} in {}\n", count(static_cast<Index>(figures.size())), path);
}

}  // namespace

void add_options(CLI::App& app, ReportOptions& o) {
  use_help(app, "strads report DIR... [options]");
  Group(app, "Arguments")
      .several("DIR", o.runs, "",
               "What strads lasso --out or strads mf --out made; several are\n"
               "laid over each other, all of one kind");
  Group output(app, "Output");
  output.text("-o,--out", o.out, "PATH",
              "Where the page goes (default: report.html), or with --svg\nthe folder of the charts (default: report)");
  output.flag("--svg", o.svg, "Write each chart as an SVG file instead of one page");
  output.flag("--log", o.log, "With --svg: seconds, rounds and updates on a log scale, as the\npage does on demand");
  output.flag("--force", o.force, "Replace files of the same names");
}

void run_report(const ReportOptions& options) {
  if (options.log && !options.svg) throw Error(ErrorKind::usage, "--log needs --svg; the page has a switch for it");
  options.svg ? write_figures(options) : write_page(options);
}

}  // namespace strads::cli
