// What a fit is made of: units, how many factors, the descent, and what stands beside the result.
#include <algorithm>
#include <cmath>
#include <utility>

#include "apps/mf/biases.hpp"
#include "apps/mf/close_starts.hpp"
#include "apps/mf/descent.hpp"
#include "apps/mf/pilot.hpp"
#include "apps/mf/principal_axes.hpp"
#include "apps/mf/recorder.hpp"
#include "apps/mf/state/state.hpp"
#include "apps/mf/units.hpp"
#include "apps/mf/without_biases.hpp"
#include "strads/error.hpp"

namespace strads::mf {
namespace {

// Everything in units of the fit; what the caller sees in units of the ratings.
class Restored final : public Observer {
 public:
  Restored(Observer& to, const Units& units, bool learned, Index ratings)
      : to_(to), units_(units), learned_(learned), ratings_(ratings) {}
  void checkpoint(const Checkpoint& now) override { to_.checkpoint(units_.restore(now, learned_, ratings_)); }

 private:
  Observer& to_;
  const Units& units_;
  bool learned_;
  Index ratings_;
};

Baseline baseline(const Factorization& biases, std::span<const Rating> pairs, Engine& engine) {
  Factorization mean;
  mean.mean = biases.mean;
  std::vector<Rating> unknown(pairs.begin(), pairs.end());
  for (Rating& pair : unknown) pair.user = pair.item = -1;
  return {rmse(mean, unknown, engine), rmse(biases, pairs, engine)};
}

class Fit {
 public:
  // `engine` is for what is no part of a descent.
  Fit(const Ratings& train, std::span<const Rating> validation, std::span<const Rating> test, const Settings& settings,
      Engine& engine)
      : train_(train),
        validation_(validation),
        test_(test),
        settings_(settings),
        engine_(engine),
        biases_(fit_biases(train, engine)) {}

  // `centred`: the ratings' mean was far from 0 and has been taken off.
  Result run(bool centred, Observer& observer) {
    Result result = model(centred, observer);
    result.baselines.train = biases_.train;
    if (!validation_.empty()) result.baselines.validation = baseline(biases_.model, validation_, engine_);
    if (!test_.empty()) result.baselines.test = baseline(biases_.model, test_, engine_);
    result.factor_variances = factor_variances(train_, result.model, engine_);
    return result;
  }

 private:
  Result model(bool centred, Observer& observer) {
    if (settings_.reg) return descend(settings_, observer);
    if (settings_.non_negative) return non_negative(observer);
    if (settings_.bias || settings_.rank < factors_for_biases) return learned(settings_, observer);
    Settings with_biases = settings_;
    with_biases.bias = true;
    with_biases.rank -= factors_for_biases;
    if (centred) return learned(with_biases, observer);
    Recorder first;
    Recorder second;
    Result of_factors = learned(settings_, first);
    Result of_biases = learned(with_biases, second);
    const bool better = of_biases.kept.objective <= of_factors.kept.objective;
    (better ? second : first).tell(observer);
    return better ? std::move(of_biases) : std::move(of_factors);
  }

  Result descend(const Settings& settings, Observer& observer) {
    Clocked clocked(observer, engine_);
    return mf::descend(train_, validation_, test_, in_time_left(settings), clocked);
  }

  [[nodiscard]] Settings in_time_left(Settings settings) const {
    settings.engine.time_limit = std::max(settings.engine.time_limit - engine_.seconds(), 0.0);
    return settings;
  }

  Result learned(Settings settings, Observer& observer) {
    settings.rank = std::min({settings.rank, train_.users(), train_.items()});  // no matrix of this shape has more
    if (settings.rank == 0) return biases_alone(observer);
    Result result = cautious(settings, observer);
    if (!may_be_close(train_, settings, result, biases_.noise)) return result;
    std::optional<Result> closer = closer_fit(train_, validation_, test_, settings, result, engine_, observer);
    return closer ? std::move(*closer) : std::move(result);
  }

  Result cautious(Settings settings, Observer& observer) {
    const BearableRank bearable = bearable_rank(train_, settings);
    settings.rank = bearable.rank;
    if (settings.rank == 0) return biases_alone(observer);
    const Index most_sweeps = settings.max_sweeps;
    if (bearable.piloted && validation_.empty()) settings.max_sweeps = bearable_sweeps(train_, in_time_left(settings));
    Result result = descend(settings, observer);
    if (settings.bias && !bearable.piloted && is_behind(result)) return biases_alone(observer);
    const bool whole = result.stop == StopReason::round_limit && result.activity.rounds < settings.engine.max_rounds;
    if (whole && result.sweeps < most_sweeps && result.sweeps == settings.max_sweeps) {
      result.stop = StopReason::converged;
      result.stopped_early = true;
    }
    return result;
  }

  // Factors at 0 or above are not normal around 0, so nothing is learned for them: about half of the ratings' deviation
  // does well on MovieLens, more where ratings are few, less where errors are small. Biases are penalized as they are
  // learned without factors; where there are none, ratings may hardly deviate from a mean that factors must meet.
  Result non_negative(Observer& observer) {
    constexpr double least_deviation = 0.1;  // of the ratings' root mean square
    const double deviation = settings_.bias
                                 ? biases_.train.mean
                                 : std::max(biases_.train.mean, least_deviation * std::sqrt(moments_of(train_).square));
    constexpr Index usual = 3;
    std::vector<Settings> choices;
    for (const double factor : {4.4, 2.2, 1.1, 0.55, 0.28, 0.14, 0.07, 0.035, 0.018}) {
      Settings& choice = choices.emplace_back(settings_);
      choice.reg = factor * deviation;
      choice.bias_penalties = biases_.penalties;
    }
    const Index choice = best_choice(train_, choices, usual);
    if (choice < 0) return biases_alone(observer);
    return descend(choices[static_cast<std::size_t>(choice)], observer);
  }

  // By both measures that a fit has of itself: the free energy alone would give up weak factors that predict well.
  // Pilot fits measure better than either.
  [[nodiscard]] bool is_behind(const Result& result) const {
    return result.kept.objective > biases_.free_energy && *result.noise * *result.noise >= biases_.noise;
  }

  Result biases_alone(Observer& observer) {
    Result result;
    result.model = biases_.model;
    result.noise = std::sqrt(biases_.noise);
    result.stop = settings_.max_sweeps == 0 ? StopReason::round_limit : engine_.limit();
    Checkpoint& kept = result.kept;
    kept.objective = biases_.free_energy;
    kept.train_rmse = biases_.train.biases;
    if (!validation_.empty()) kept.validation_rmse = rmse(result.model, validation_, engine_);
    if (!test_.empty()) kept.test_rmse = rmse(result.model, test_, engine_);
    kept.seconds = engine_.seconds();
    kept.activity = &result.activity;
    observer.checkpoint(kept);
    kept.activity = nullptr;
    return result;
  }

  const Ratings& train_;
  std::span<const Rating> validation_;
  std::span<const Rating> test_;
  const Settings& settings_;
  Engine& engine_;
  Biases biases_;
};

bool learns(const Settings& settings) { return !settings.reg && !settings.non_negative; }

}  // namespace

Result fit(const Ratings& train, std::span<const Rating> validation, std::span<const Rating> test,
           const Settings& settings, Observer& observer) {
  check(settings);
  if (train.count() == 0) throw Error(ErrorKind::mismatch, "there is no rating to train on");
  Engine engine(settings.engine);
  const bool takes_mean = settings.bias || (learns(settings) && settings.rank >= factors_for_biases);
  const Units units = Units::of(train, takes_mean);
  Restored restored(observer, units, learns(settings), train.count());
  Result result;
  if (units.plain()) {
    result = Fit(train, validation, test, settings, engine).run(false, restored);
  } else {
    const Ratings scaled = train.scaled(units.shift, units.scale);
    const BigVector<Rating> scaled_validation = units.apply(validation);
    const BigVector<Rating> scaled_test = units.apply(test);
    const Settings complete = units.apply(settings);
    result = Fit(scaled, scaled_validation, scaled_test, complete, engine).run(units.shift != 0, restored);
    units.restore(result, train.count());
  }
  if (result.model.bias && !settings.bias) result.model = without_biases(result.model);
  for (Factors* side : {&result.model.users, &result.model.items}) {
    if (side->rank() < settings.rank) *side = side->with_rank(settings.rank);
  }
  if (!settings.bias) {
    complete(result.model, train);
    if (result.kept.validation_rmse) result.kept.validation_rmse = rmse(result.model, validation, engine);
    if (result.kept.test_rmse) result.kept.test_rmse = rmse(result.model, test, engine);
  }
  result.seconds = engine.seconds();
  return result;
}

Result fit(const Ratings& train, const Settings& settings) {
  Observer nobody;
  return fit(train, {}, {}, settings, nobody);
}

}  // namespace strads::mf
