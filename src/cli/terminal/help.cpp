#include "cli/terminal/help.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace strads::cli {
namespace {

class HelpFormatter final : public CLI::Formatter {
 public:
  explicit HelpFormatter(std::string usage) : usage_(std::move(usage)) { column_width(30); }

  // Arguments, commands, the groups of options in the order in which they were added, help last.
  std::string make_help(const CLI::App* app, std::string /*name*/, CLI::AppFormatMode mode) const override {
    if (mode == CLI::AppFormatMode::Sub) return make_expanded(app);
    std::string text = app->get_description() + "\n\nUsage: " + usage_ + "\n";
    text += section("Arguments", app->get_options([](const CLI::Option* option) { return option->get_positional(); }));
    const auto commands = app->get_subcommands([](const CLI::App* /*command*/) { return true; });
    if (!commands.empty()) text += "\nCommands:\n";
    for (const auto* command : commands) text += make_subcommand(command);
    auto groups = app->get_groups();
    std::stable_partition(groups.begin(), groups.end(), [](const auto& group) { return group != "Help"; });
    for (const auto& group : groups) {
      text += section(group, app->get_options([&](const CLI::Option* option) {
        return option->get_group() == group && option->nonpositional();
      }));
    }
    return text + (app->get_footer().empty() ? "" : "\n" + app->get_footer() + "\n");
  }

  // The name of the value alone: defaults are part of the description.
  std::string make_option_opts(const CLI::Option* option) const override {
    return option->get_type_size() == 0 || option->get_type_name().empty() ? "" : " " + option->get_type_name();
  }

  // "-y, --response"
  std::string make_option_name(const CLI::Option* option, bool positional) const override {
    std::string name = CLI::Formatter::make_option_name(option, positional);
    const auto comma = name.find(',');
    return comma == std::string::npos ? name : name.insert(comma + 1, " ");
  }

 private:
  [[nodiscard]] std::string section(const std::string& title, const std::vector<const CLI::Option*>& options) const {
    if (options.empty()) return {};
    std::string text = "\n" + title + ":\n";
    for (const auto* option : options) text += make_option(option, option->get_positional());
    return text;
  }

  std::string usage_;
};

}  // namespace

void use_help(CLI::App& app, const std::string& usage, const std::string& footer) {
  app.formatter(std::make_shared<HelpFormatter>(usage));
  app.set_help_flag("-h,--help", "Show this help and exit")->group("Help");
  app.footer(footer);
}

}  // namespace strads::cli
