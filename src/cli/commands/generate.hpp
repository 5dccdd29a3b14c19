// `strads generate KIND`.
#pragma once

#include <optional>
#include <string>

#include "cli/terminal/option_table.hpp"
#include "generate/chained.hpp"
#include "generate/ratings.hpp"
#include "generate/snp.hpp"

namespace strads::cli {

struct GenerateOptions {
  std::optional<Index> threads;
  std::string out;
  bool force = false;
};

struct ChainedOptions : GenerateOptions {
  generate::ChainedSettings settings;
};

struct SnpOptions : GenerateOptions {
  generate::SnpSettings settings;
};

struct RatingsLikeOptions : GenerateOptions {
  const generate::RatingShape* like = &generate::netflix;
  generate::RatingSettings settings;  // but for the shape
};

void add_options(CLI::App& app, ChainedOptions& options);
void add_options(CLI::App& app, SnpOptions& options);
void add_options(CLI::App& app, RatingsLikeOptions& options);

// Give the exit code: 0, or that of an interrupt, after which nothing is written.
[[nodiscard]] int run_generate(const ChainedOptions& options);
[[nodiscard]] int run_generate(const SnpOptions& options);
[[nodiscard]] int run_generate(const RatingsLikeOptions& options);

}  // namespace strads::cli
