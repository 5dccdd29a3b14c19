#include "apps/mf/close_starts.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "apps/mf/descent.hpp"
#include "apps/mf/pilot.hpp"
#include "apps/mf/principal_axes.hpp"
#include "apps/mf/recorder.hpp"

namespace strads::mf {
namespace {

constexpr Index quick = 20000;     // ratings: any fit takes a moment
constexpr double explained = 0.5;  // ratings by people: at most a quarter
constexpr int ranks = 3;           // a factor of two apart
// Nats a rating. Below the first a lower free energy may predict worse (pilot.hpp); from the second on a factor was
// lost, between them ratings left out tell.
constexpr double better = 0.02;
constexpr double far_better = 0.1;

// What validation says counts, where there is any; else the free energy, by `margin`.
bool is_better(const Result& a, const Result& b, double margin) {
  if (a.kept.validation_rmse) return *a.kept.validation_rmse < *b.kept.validation_rmse;
  return a.kept.objective < b.kept.objective - margin;
}

// Of many ratings, twice what `found` uses: more would be felt, and would not be lost.
Index most_factors(const Ratings& train, const Settings& settings, const Result& found, Engine& engine) {
  const Index most = std::clamp(static_cast<Index>(ratings_to_a_number(train)), Index{1}, settings.rank);
  if (train.count() < quick) return most;
  return std::clamp(2 * std::ssize(factor_variances(train, found.model, engine)), Index{1}, most);
}

}  // namespace

bool may_be_close(const Ratings& train, const Settings& settings, const Result& found, double noise_of_biases) {
  if (settings.max_sweeps == 0 || found.stop == StopReason::time_limit || found.stop == StopReason::interrupted) {
    return false;
  }
  return train.count() < quick || *found.noise * *found.noise < explained * noise_of_biases;
}

std::optional<Result> closer_fit(const Ratings& train, std::span<const Rating> validation, std::span<const Rating> test,
                                 const Settings& settings, const Result& found, Engine& engine, Observer& observer) {
  Settings tried = settings;
  tried.engine.log = nullptr;
  tried.rank = most_factors(train, settings, found, engine);
  std::optional<Result> best;
  Settings of_best_fit;
  Recorder of_best;
  for (int k = 0; k < ranks && tried.rank > 0 && engine.limit() == StopReason::converged; ++k, tried.rank /= 2) {
    tried.engine.time_limit = settings.engine.time_limit - engine.seconds();
    Recorder recorder;
    Clocked clocked(recorder, engine);
    Result result = descend(train, validation, test, tried, clocked, Start::close);
    if (!best || is_better(result, *best, 0)) {
      best = std::move(result);
      of_best_fit = tried;
      of_best = std::move(recorder);
    }
  }
  const auto by = [&](double nats) { return nats * static_cast<double>(train.count()); };
  if (!best || !is_better(*best, found, by(better))) return std::nullopt;
  if (validation.empty() && !is_better(*best, found, by(far_better))) {
    Settings of_found = settings;
    of_found.rank = found.model.users.rank();
    if (found.stopped_early) of_found.max_sweeps = found.sweeps;
    if (!predicts_better(train, of_best_fit, of_found)) return std::nullopt;
  }
  of_best.tell(observer);
  return best;
}

}  // namespace strads::mf
