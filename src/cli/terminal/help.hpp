// How `--help` looks: a usage line written by hand, groups, no machine noise.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace strads::cli {

// Gives `app` our layout, with `usage` after "Usage: ", a help flag and, at the end, `footer`.
void use_help(CLI::App& app, const std::string& usage, const std::string& footer = "");

}  // namespace strads::cli
