#include "cli/terminal/usage_error.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <string_view>
#include <vector>

#include "core/nearest.hpp"

namespace strads::cli {
namespace {

// "; did you mean NAME?", or nothing when no name is near.
std::string suggestion(std::string_view word, const std::vector<std::string>& names) {
  const std::string best = nearest(word, names);
  return best.empty() ? "" : fmt::format("; did you mean {}?", best);
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const auto* option : command.get_options()) {
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* command : app.get_subcommands([](const CLI::App* /*command*/) { return true; })) {
    names.push_back(command->get_name());
  }
  return names;
}

bool looks_like_option(const std::string& word) {
  return word.size() > 1 && word[0] == '-' && word != "--" && std::isdigit(static_cast<unsigned char>(word[1])) == 0;
}

// `argv` starts with the command's own name.
std::string reason(const CLI::ParseError& error, const CLI::App& command, int argc, const char* const* argv) {
  const auto commands = command_names(command);
  if (!commands.empty() && argc < 2) return fmt::format("expected a command: {}", fmt::join(commands, ", "));
  if (!commands.empty() && argv[1][0] != '-') {
    return fmt::format("there is no command \"{}\"{}", argv[1], suggestion(argv[1], commands));
  }
  const auto rest = command.remaining();
  const auto option = std::find_if(rest.begin(), rest.end(), looks_like_option);
  if (option != rest.end()) {
    const std::string name = option->substr(0, option->find('='));
    return fmt::format("there is no option {}{}", name, suggestion(name, option_names(command)));
  }
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr && !rest.empty()) {
    return fmt::format("unexpected argument \"{}\"", rest.front());
  }
  const std::string_view said = error.what();
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr && said.ends_with(" missing")) {
    return fmt::format("{} needs a value", said.substr(0, said.find(':')));
  }
  return std::string(said);
}

}  // namespace

std::string explain(const CLI::ParseError& error, const CLI::App& app, int argc, const char* const* argv) {
  const CLI::App* command = &app;
  std::string name = app.get_name();
  while (!command->get_subcommands().empty()) {
    command = command->get_subcommands().front();
    name += " " + command->get_name();
    --argc;
    ++argv;
  }
  return fmt::format("{} (see {} --help)", reason(error, *command, argc, argv), name);
}

}  // namespace strads::cli
