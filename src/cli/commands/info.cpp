#include "cli/commands/info.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/fit/common_options.hpp"
#include "cli/terminal/help.hpp"
#include "cli/terminal/memory.hpp"
#include "cli/terminal/words.hpp"
#include "io/dataset.hpp"

namespace strads::cli {
namespace {

std::string share(Index part, Index of) {
  return fmt::format("{:.4g} %", of > 0 ? 100 * static_cast<double>(part) / static_cast<double>(of) : 0);
}

void print_genotypes(const io::Dataset& data) {
  const Index missing = data.missing_calls();
  fmt::print("people    {}\n", count(data.X.rows()));
  fmt::print("variants  {}\n", count(data.X.columns()));
  fmt::print("calls     {}, {} missing ({})\n", count(data.X.stored()), count(missing),
             share(missing, data.X.stored()));
  fmt::print("phenotype {}\n", data.phenotypes == 0 ? "none" : "of " + count(data.phenotypes) + " people in the .fam");
  for (const auto& note : data.notes) fmt::print("          {}\n", note);
}

void print_matrix(const io::Dataset& data) {
  fmt::print("rows      {}\n", count(data.X.rows()));
  fmt::print("columns   {}\n", count(data.X.columns()));
  fmt::print("stored    {}\n", count(data.X.stored()));
  fmt::print("density   {}\n", share(data.X.stored(), data.X.rows() * data.X.columns()));
  fmt::print("names     {}\n", data.names.empty() ? "none" : "of the columns");
  for (const auto& note : data.notes) fmt::print("          {}\n", note);
  if (data.missing) {
    fmt::print("missing   {}, for lasso --impute mean\n", plural(static_cast<Index>(data.missing->size()), "value"));
  }
  fmt::print("response  {}\n", data.y.empty() ? "none" : plural(static_cast<Index>(data.y.size()), "value"));
}

}  // namespace

void add_options(CLI::App& app, InfoOptions& o) {
  use_help(app, "strads info FILE [options]");
  OptionTable table;
  Group(table, "Arguments").required("FILE", o.data, "", "Data in any format that lasso reads");
  add_table_options(table, "Input", o.table);
  Group execution(table, "Execution");
  add_reading_threads(execution, o.threads);
  table.add_to(app);
}

void run_info(const InfoOptions& options) {
  const Index before = memory_bytes("VmRSS");
  io::ReadOptions how;
  how.response = false;
  how.impute_mean = true;  // so that missing values are counted
  take_form(options.table, {}, how);
  if (options.table.drop) how.drop = columns_in(*options.table.drop);
  how.threads = reading_threads(options.threads);
  const io::Dataset data = io::read_dataset(options.data, how);
  check_format(options.table, options.data, data.format);
  const Index held = std::max(memory_bytes("VmRSS") - before, Index{0});

  fmt::print("format    {}\n", data.format);
  data.format == "PLINK" ? print_genotypes(data) : print_matrix(data);
  fmt::print("memory    {}\n", bytes(static_cast<double>(held)));
}

}  // namespace strads::cli
