// How `--help` looks: a usage line written by hand, groups, no machine noise.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace strads::cli {

// Gives `app` our layout, with `usage` after "Usage: " and a help flag.
void use_help(CLI::App& app, const std::string& usage);

}  // namespace strads::cli
