// `strads predict DIR DATA`.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "strads/problem.hpp"

namespace strads::cli {

struct PredictOptions {
  std::string model;
  std::string data;
  std::optional<std::string> target;
  std::optional<std::string> out;
  std::optional<Index> step;
  std::optional<double> lambda;
  std::optional<Index> threads;
  bool force = false;
};

void add_options(CLI::App& app, PredictOptions& options);
void run_predict(const PredictOptions& options);

}  // namespace strads::cli
