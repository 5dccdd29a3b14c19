// `strads recommend DIR`.
#pragma once

#include <optional>
#include <string>

#include "cli/fit/ratings_options.hpp"
#include "strads/index.hpp"

namespace strads::cli {

struct RecommendOptions {
  std::string model;
  Index top = 10;
  std::optional<std::string> users;
  std::optional<std::string> exclude;
  RatingsColumns columns;
  bool clip = false;
  std::optional<std::string> out;
  std::optional<Index> threads;
  bool force = false;
};

void add_options(CLI::App& app, RecommendOptions& options);
void run_recommend(const RecommendOptions& options);

}  // namespace strads::cli
