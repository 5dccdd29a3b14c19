// How tables of text and libsvm files were written: what lasso, predict and info are told of it.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/terminal/option_table.hpp"
#include "io/dataset.hpp"

namespace strads::cli {

struct TableOptions {
  std::optional<bool> header;
  std::optional<char> decimal;
  std::optional<std::string> drop;  // columns, commas between
  std::optional<Index> index_base;
};

void add_table_options(OptionTable& table, const std::string& heading, TableOptions& options);

// Names between commas, quoted where they hold some, as `option` has them. Throws Error (usage) at a quote without end.
[[nodiscard]] std::vector<std::string> columns_in(const std::string& list, const char* option = "--drop");

// All but `drop`: what was given, else what `before` was.
void take_form(const TableOptions& given, const TableOptions& before, io::ReadOptions& how);
// Throws Error (mismatch) when something was given that does not go with data of this format.
void check_format(const TableOptions& given, const std::string& path, const std::string& format);

// As a fit's settings tell them.
[[nodiscard]] TableOptions table_of(const nlohmann::ordered_json& settings);

}  // namespace strads::cli
