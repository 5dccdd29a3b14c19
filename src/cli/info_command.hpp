// `strads info FILE`.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "strads/problem.hpp"

namespace strads::cli {

struct InfoOptions {
  std::string data;
  std::optional<Index> threads;
};

void add_options(CLI::App& app, InfoOptions& options);
void run_info(const InfoOptions& options);

}  // namespace strads::cli
