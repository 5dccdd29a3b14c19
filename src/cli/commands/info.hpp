// `strads info FILE`.
#pragma once

#include <optional>
#include <string>

#include "cli/fit/table_options.hpp"
#include "cli/terminal/arguments.hpp"

namespace strads::cli {

struct InfoOptions {
  std::string data;
  TableOptions table;
  std::optional<Index> threads;
};

void add_options(CLI::App& app, InfoOptions& options);
void run_info(const InfoOptions& options);

}  // namespace strads::cli
