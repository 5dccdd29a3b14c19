#include "cli/mf/baselines.hpp"

#include <fmt/format.h>

namespace strads::cli {

std::optional<std::string> behind(const mf::Result& result) {
  constexpr double rounding = 1e-5;  // of an error: a model that comes to the baseline is not behind it
  const bool tests = result.kept.test_rmse && result.baselines.test;
  const auto& rmse = tests ? result.kept.test_rmse : result.kept.validation_rmse;
  const auto& baseline = tests ? result.baselines.test : result.baselines.validation;
  if (!rmse || !baseline) return std::nullopt;
  const auto loses = [&](double other) { return *rmse > other * (1 + rounding); };
  const auto sentence = [&](const char* what, double other) {
    return fmt::format("the model is behind {}: {} RMSE {} against {}", what, tests ? "test" : "validation",
                       rmse_text(*rmse), rmse_text(other));
  };
  if (loses(baseline->mean)) return sentence("the mean of the ratings", baseline->mean);
  if (loses(baseline->biases)) return sentence("mean and biases alone", baseline->biases);
  return std::nullopt;
}

std::string rmse_text(double rmse) {
  const bool ordinary = rmse == 0 || (rmse >= 1e-3 && rmse < 1e6);
  return ordinary ? fmt::format("{:.4f}", rmse) : fmt::format("{:.4g}", rmse);
}

}  // namespace strads::cli
