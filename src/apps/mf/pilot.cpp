#include "apps/mf/pilot.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>
#include <map>
#include <vector>

#include "apps/mf/biases.hpp"
#include "apps/mf/descent.hpp"
#include "strads/random.hpp"

namespace strads::mf {
namespace {

constexpr Index parts = 10;       // of the ratings, one of which is left out
constexpr Index enough = 10000;   // ratings left out, in all
constexpr Index most_folds = 5;   // of fewer ratings: so many different tenths are left out in turn
constexpr Index few = 20;         // ratings that say nothing of factors
constexpr Index many = 200000;    // ratings whose pilot fits would be felt
constexpr double telling = 5e-4;  // of the error: what a larger rank must gain to be preferred
constexpr std::uint64_t stream = 0x9107;

struct Fold {
  Ratings train;
  BigVector<Rating> left_out;
};

std::vector<Fold> folds_of(const Ratings& train, std::uint64_t seed, int threads) {
  const Index tenth = std::max<Index>(train.count() / parts, 1);
  const Index count = std::clamp<Index>(enough / tenth, 1, most_folds);
  const RatingRows& rows = train.by_user();
  std::vector<Fold> folds(static_cast<std::size_t>(count));
  std::vector<BigVector<Rating>> kept(folds.size());
  Random random(seed, stream);
  for (Index user = 0; user < rows.rows(); ++user) {
    for (Index k = rows.starts[user]; k < rows.starts[user + 1]; ++k) {
      const auto part = static_cast<std::size_t>(random.uniform() * static_cast<double>(parts));
      const Rating rating{static_cast<std::int32_t>(user), rows.others[k], rows.values[k]};
      for (std::size_t f = 0; f < folds.size(); ++f) (f == part ? folds[f].left_out : kept[f]).push_back(rating);
    }
  }
  for (std::size_t f = 0; f < folds.size(); ++f) {
    RatingBlocks blocks;
    blocks.push_back(std::move(kept[f]));
    folds[f].train = Ratings::consume(train.users(), train.items(), std::move(blocks), threads);
  }
  return folds;
}

// The squares of errors on what is left out, after each sweep; a fit that has stopped stays where it is.
class Trail final : public Observer {
 public:
  explicit Trail(Index left_out) : count_(static_cast<double>(left_out)) {}
  void checkpoint(const Checkpoint& now) override {
    const double error = now.test_rmse.value_or(0.0);
    squares_.push_back(count_ * error * error);
  }
  [[nodiscard]] double after(std::size_t sweep) const { return squares_[std::min(sweep, squares_.size() - 1)]; }
  [[nodiscard]] std::size_t sweeps() const { return squares_.size() - 1; }

 private:
  double count_;
  std::vector<double> squares_;
};

// Errors on what is left out.
class Pilot {
 public:
  Pilot(const Ratings& train, const Settings& settings)
      : engine_(silent(settings.engine)), folds_(folds_of(train, settings.scheduler.seed, engine_.threads())) {}

  double error(Settings settings, Start start = Start::wide) {
    settings.engine = silent(settings.engine);
    settings.engine.time_limit = std::max(settings.engine.time_limit - engine_.seconds(), 0.0);
    return over_folds([&](const Fold& fold) {
      Observer nobody;
      return descend(fold.train, {}, fold.left_out, settings, nobody, start).kept.test_rmse.value_or(0.0);
    });
  }

  // After each sweep, as `settings` say when to stop.
  std::vector<double> errors_by_sweep(Settings settings) {
    settings.engine = silent(settings.engine);
    std::vector<Trail> trails;
    std::size_t sweeps = 0;
    for (const Fold& fold : folds_) {
      Trail& trail = trails.emplace_back(std::ssize(fold.left_out));
      descend(fold.train, {}, fold.left_out, settings, trail);
      sweeps = std::max(sweeps, trail.sweeps());
    }
    std::vector<double> errors;
    for (std::size_t sweep = 0; sweep <= sweeps; ++sweep) {
      double squares = 0;
      for (const Trail& trail : trails) squares += trail.after(sweep);
      errors.push_back(std::sqrt(squares));
    }
    return errors;
  }

  double error_of_biases() {
    return over_folds(
        [&](const Fold& fold) { return rmse(fit_biases(fold.train, engine_).model, fold.left_out, engine_); });
  }

 private:
  static EngineSettings silent(EngineSettings settings) {
    settings.log = nullptr;
    settings.max_rounds = EngineSettings().max_rounds;
    return settings;
  }

  template <class Error>
  double over_folds(const Error& error) {
    double squares = 0;
    for (const Fold& fold : folds_) {
      const double rmse = error(fold);
      squares += rmse * rmse * static_cast<double>(fold.left_out.size());
    }
    return std::sqrt(squares);
  }

  Engine engine_;
  std::vector<Fold> folds_;
};

// What is chosen follows neither from --tol nor from --max-sweeps.
Settings stopping_by_default(Settings settings) {
  settings.tol = Settings().tol;
  settings.max_sweeps = Settings().max_sweeps;
  return settings;
}

bool is_well_determined(const Settings& settings, double bearable) {
  return static_cast<double>(settings.rank) <= bearable / 2 || settings.max_sweeps == 0;
}

}  // namespace

double ratings_to_a_number(const Ratings& train) {
  const auto count = static_cast<double>(train.count());
  const auto rows = [&](const RatingRows& side) {
    double squares = 0;
    for (Index r = 0; r < side.rows(); ++r) {
      const auto size = static_cast<double>(side.size(r));
      squares += size * size;
    }
    return count * count / squares;
  };
  return count / (rows(train.by_user()) + rows(train.by_item()));
}

BearableRank bearable_rank(const Ratings& train, const Settings& settings) {
  const Index limit = settings.rank;
  const Index least = settings.bias ? 0 : 1;
  const double bearable = ratings_to_a_number(train);
  if (is_well_determined(settings, bearable)) return {limit, false};
  if (train.count() < few) return {least, false};
  Pilot pilot(train, settings);
  std::map<Index, double> errors;
  const auto error = [&](Index rank) {
    const auto [at, is_new] = errors.try_emplace(rank);
    Settings settings_of_rank = stopping_by_default(settings);
    settings_of_rank.rank = rank;
    if (is_new) at->second = rank == 0 ? pilot.error_of_biases() : pilot.error(settings_of_rank);
    return at->second;
  };
  const auto start = static_cast<Index>(std::bit_floor(static_cast<std::uint64_t>(std::max(bearable / 8, 1.0))));
  Index best = std::min(start, limit);
  while (best < limit) {
    const Index next = std::min(2 * best, limit);
    if (!(error(next) < (1 - telling) * error(best))) break;
    best = next;
  }
  while (best > least && (1 - telling) * error(best / 2) <= error(best)) best /= 2;
  if (best > 0 && settings.bias && (1 - telling) * error(0) <= error(best)) best = 0;
  return {best, best > 0};
}

Index bearable_sweeps(const Ratings& train, const Settings& settings) {
  if (!(settings.tol < Settings().tol)) return settings.max_sweeps;
  const std::vector<double> errors = Pilot(train, settings).errors_by_sweep(settings);
  if (errors.size() < 2) return settings.max_sweeps;
  const auto least = std::min_element(errors.begin() + 1, errors.end());
  return (1 - telling) * errors.back() <= *least ? settings.max_sweeps : least - errors.begin();
}

bool predicts_better(const Ratings& train, const Settings& close, const Settings& wide) {
  Pilot pilot(train, wide);
  return pilot.error(close, Start::close) < (1 - telling) * pilot.error(wide);
}

Index best_choice(const Ratings& train, std::span<const Settings> choices, Index start) {
  const Settings& first = choices[static_cast<std::size_t>(start)];
  const bool well_determined = is_well_determined(first, ratings_to_a_number(train) / 2);  // penalties are not learned
  if (first.max_sweeps == 0 || (well_determined && train.count() > many)) return start;
  if (train.count() < few) return first.bias ? -1 : start;
  Pilot pilot(train, first);
  Index best = start;
  double least = pilot.error(stopping_by_default(first));
  for (const Index direction : {1, -1}) {
    for (Index next = best + direction; next >= 0 && next < std::ssize(choices); next += direction) {
      const double error = pilot.error(stopping_by_default(choices[static_cast<std::size_t>(next)]));
      if (!(error < (1 - telling) * least)) break;
      least = error;
      best = next;
    }
    if (best != start) break;
  }
  return first.bias && !(least < (1 - telling) * pilot.error_of_biases()) ? -1 : best;
}

}  // namespace strads::mf
