// `strads generate KIND`.
#pragma once

#include <optional>
#include <string>

#include "cli/terminal/arguments.hpp"
#include "generate/ratings.hpp"

namespace strads::cli {

struct GenerateOptions {
  std::optional<Index> seed;
  std::optional<Index> threads;
  std::string out;
  bool force = false;
};

struct ChainedOptions : GenerateOptions {
  std::optional<Index> rows;
  std::optional<Index> columns;
  std::optional<Index> nonzeros;
  std::optional<Index> planted;
  std::optional<double> explained;
};

struct SnpOptions : GenerateOptions {
  std::optional<Index> people;
  std::optional<Index> variants;
  std::optional<Index> planted;
  std::optional<double> explained;
};

struct RatingsLikeOptions : GenerateOptions {
  std::optional<generate::RatingShape> like;
  std::optional<double> scale;
  std::optional<Index> rank;
  std::optional<double> test;
};

void add_options(CLI::App& app, ChainedOptions& options);
void add_options(CLI::App& app, SnpOptions& options);
void add_options(CLI::App& app, RatingsLikeOptions& options);

// Give the exit code: 0, or that of an interrupt, after which nothing is written.
[[nodiscard]] int run_generate(const ChainedOptions& options);
[[nodiscard]] int run_generate(const SnpOptions& options);
[[nodiscard]] int run_generate(const RatingsLikeOptions& options);

}  // namespace strads::cli
