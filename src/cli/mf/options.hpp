// What `strads mf` was asked to do: the command line as read, and the settings that follow from it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/fit/common_options.hpp"
#include "cli/fit/ratings_options.hpp"
#include "strads/mf.hpp"

namespace strads::cli {

// An empty optional was not given.
struct MfOptions : CommonOptions {
  std::string data;
  std::optional<std::string> test;
  std::optional<std::string> validation;
  std::optional<double> validation_share;
  RatingsColumns columns;
  std::optional<std::string> rating_col;
  std::optional<char> decimal;
  std::vector<std::string> missing_values;

  std::optional<Index> rank;
  std::optional<double> reg;
  std::optional<double> reg_exponent;
  bool no_bias = false;
  bool non_negative = false;
  std::optional<mf::Solver> solver;
  bool clip = false;

  std::optional<double> tol;
  std::optional<Index> max_sweeps;
  std::optional<Index> patience;
};

// Adds the options to the subcommand `app`; they write into `options`.
void add_options(CLI::App& app, MfOptions& options);

// Throws Error (usage) as mf::check does.
[[nodiscard]] mf::Settings make_settings(const MfOptions& options);

}  // namespace strads::cli
