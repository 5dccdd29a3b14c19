#include "folder/trace.hpp"

#include <array>
#include <limits>
#include <optional>

namespace strads::folder {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

double number(Index count) { return static_cast<double>(count); }

constexpr std::array<Written<linear::Checkpoint>, 11> of_linear = {{
    {{"seconds"}, [](const auto& now) { return now.seconds; }},
    {{"emulated_seconds"}, [](const auto& now) { return now.activity->emulated_seconds; }},
    {{"rounds", Cell::whole}, [](const auto& now) { return number(now.activity->rounds); }},
    {{"updates", Cell::whole}, [](const auto& now) { return number(now.activity->updates); }},
    {{"lambda"}, [](const auto& now) { return now.lambda; }},
    {{"objective"}, [](const auto& now) { return now.objective; }},
    {{"duality_gap"}, [](const auto& now) { return now.duality_gap; }},
    {{"nonzero", Cell::whole}, [](const auto& now) { return number(now.nonzero); }},
    {{"kept", Cell::whole}, [](const auto& now) { return number(now.activity->kept); }},
    {{"refused", Cell::whole}, [](const auto& now) { return number(now.activity->refused); }},
    {{"imbalance"}, [](const auto& now) { return mean_imbalance(*now.activity); }},
}};

constexpr std::array<Written<mf::Checkpoint>, 9> of_mf = {{
    {{"seconds"}, [](const auto& now) { return now.seconds; }},
    {{"emulated_seconds"}, [](const auto& now) { return now.activity->emulated_seconds; }},
    {{"sweep", Cell::whole}, [](const auto& now) { return number(now.sweep); }},
    {{"updates", Cell::whole}, [](const auto& now) { return number(now.activity->updates); }},
    {{"objective"}, [](const auto& now) { return now.objective; }},
    {{"train_rmse"}, [](const auto& now) { return now.train_rmse; }},
    {{"test_rmse", Cell::maybe}, [](const auto& now) { return now.test_rmse.value_or(nothing); }},
    {{"imbalance"}, [](const auto& now) { return mean_imbalance(*now.activity); }},
    {{"validation_rmse", Cell::maybe}, [](const auto& now) { return now.validation_rmse.value_or(nothing); }},
}};

}  // namespace

std::span<const Written<linear::Checkpoint>> trace_columns(const linear::Checkpoint*) { return of_linear; }
std::span<const Written<mf::Checkpoint>> trace_columns(const mf::Checkpoint*) { return of_mf; }

double mean_imbalance(const Activity& activity) {
  return activity.rounds > 0 ? activity.imbalance / static_cast<double>(activity.rounds) : 0;
}

}  // namespace strads::folder
