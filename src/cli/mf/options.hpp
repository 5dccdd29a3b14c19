// What `strads mf` was asked to do: the command line as read, and the settings that follow from it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/fit/common_options.hpp"
#include "cli/fit/ratings_options.hpp"
#include "strads/mf.hpp"

namespace strads::cli {

struct MfOptions : CommonOptions {
  std::string data;
  std::optional<std::string> test;
  std::optional<std::string> validation;
  std::optional<double> validation_share;
  RatingsColumns columns;
  std::optional<std::string> rating_col;
  std::optional<char> decimal;
  std::vector<std::string> missing_values;
  bool clip = false;
  mf::Settings settings;
};

// Every option of the command, bound to `options`.
[[nodiscard]] OptionTable option_table(MfOptions& options);
void add_options(CLI::App& app, MfOptions& options);

// Throws Error (usage) as mf::check does.
[[nodiscard]] mf::Settings make_settings(const MfOptions& options);

}  // namespace strads::cli
