// What is wrong with a command line, in one line that helps.
#pragma once

#include <string>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace strads::cli {

// `error` came from app.parse(argc, argv). Names the nearest option or command where one was mistyped, and ends with
// where to read on.
[[nodiscard]] std::string explain(const CLI::ParseError& error, const CLI::App& app, int argc, const char* const* argv);

}  // namespace strads::cli
