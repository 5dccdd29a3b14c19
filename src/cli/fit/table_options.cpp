#include "cli/fit/table_options.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "io/table_cells.hpp"
#include "io/text.hpp"
#include "strads/error.hpp"

namespace strads::cli {

void add_table_options(OptionTable& table, const std::string& heading, TableOptions& o) {
  Group group(table, heading, Chapter::form);
  group.text("--drop", o.drop, "COLUMNS",
             "Columns of a table to leave out: names with commas between,\n"
             "or numbers from 1 where there is no header",
             {.mark = false, .data = "dropped columns"});
  group.choice("--header", o.header, {{"yes", true}, {"no", false}}, "yes|no",
               "Whether a table's first line names its columns\n(default: found out, and said where it is not plain)",
               {.mark = false});
  group.choice("--decimal", o.decimal, {{".", '.'}, {",", ','}}, "CHAR",
               "What parts the decimals in a table: . or , (default .)", {.mark = false});
  group.choice("--index-base", o.index_base, {{"0", 0}, {"1", 1}}, "0|1",
               "Number of the first column in libsvm data (default 1)",
               {.told = [&o] { return value_of(o.index_base); }, .mark = false});
}

std::vector<std::string> columns_in(const std::string& list, const char* option) {
  std::vector<std::string> names;
  try {
    for (const auto cell : io::cells_of(list, {})) names.push_back(io::unescaped(cell));
  } catch (const io::Complaint& complaint) {
    throw Error(ErrorKind::usage,
                fmt::format("{}: expected {}, found \"{}\"", option, complaint.expected, complaint.found));
  }
  return names;
}

void take_form(const TableOptions& given, const TableOptions& before, io::ReadOptions& how) {
  how.header = given.header ? given.header : before.header;
  how.decimal = given.decimal.value_or(before.decimal.value_or(how.decimal));
  how.index_base = given.index_base.value_or(before.index_base.value_or(how.index_base));
}

void check_format(const TableOptions& given, const std::string& path, const std::string& format) {
  const auto refuse = [&](bool there, const char* option, const char* data) {
    if (there)
      throw Error(ErrorKind::mismatch, fmt::format("{}: {} is for {}, and this is {}", path, option, data, format));
  };
  if (format != "CSV") {
    refuse(given.header.has_value(), "--header", "tables of text");
    refuse(given.decimal.has_value(), "--decimal", "tables of text");
  }
  if (format != "libsvm") refuse(given.index_base.has_value(), "--index-base", "libsvm data");
}

TableOptions table_of(const nlohmann::ordered_json& settings) {
  TableOptions options;
  const auto given = [&](const char* name) { return settings.contains(name) && !settings.at(name).is_null(); };
  if (given("drop")) options.drop = settings.at("drop").get<std::string>();
  if (given("header")) options.header = settings.at("header").get<std::string>() == "yes";
  if (given("decimal")) options.decimal = settings.at("decimal").get<std::string>() == "," ? ',' : '.';
  if (given("index_base")) options.index_base = settings.at("index_base").get<Index>();
  return options;
}

}  // namespace strads::cli
