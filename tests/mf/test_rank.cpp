// The rank is a limit: whatever it is, ratings are learned from, and no fit is worse than what it began with.
#include <array>
#include <atomic>

#include "mf/problems.hpp"

using namespace strads;
using namespace strads::mf;

namespace {

// A planted problem whose shape is drawn: true rank to 4, 30 to 200 rows, a tenth to all of the pairs, noise to 0.6.
problems::Planted drawn(Random& random) {
  const auto between = [&](double low, double high) { return low + (high - low) * random.uniform(); };
  const auto seed = static_cast<std::uint64_t>(between(1, 1e6));
  return problems::planted(seed, static_cast<Index>(between(30, 200)), static_cast<Index>(between(20, 80)),
                           static_cast<Index>(between(1, 5)), between(0.1, 0.9), between(0.05, 0.6));
}

// Products of exponential factors, which are no less than 0, and noise.
problems::Planted planted_gamma(std::uint64_t seed, Index users, Index items, Index rank, double share, double noise) {
  Random random(seed);
  std::vector<double> factors(static_cast<std::size_t>((users + items) * rank));
  for (double& value : factors) value = -std::log(1 - random.uniform());
  problems::Planted result{users, items, {}};
  for (Index u = 0; u < users; ++u) {
    for (Index i = 0; i < items; ++i) {
      if (random.uniform() >= share) continue;
      double value = noise * random.normal();
      for (Index k = 0; k < rank; ++k) value += factors[u * rank + k] * factors[(users + i) * rank + k];
      result.ratings.push_back({static_cast<std::int32_t>(u), static_cast<std::int32_t>(i), static_cast<float>(value)});
    }
  }
  return result;
}

// Interrupts the fit once it shows this sweep.
class InterruptAt final : public Observer {
 public:
  InterruptAt(Index sweep, std::atomic<bool>& flag) : sweep_(sweep), flag_(flag) {}
  void checkpoint(const Checkpoint& now) override {
    if (now.sweep == sweep_) flag_ = true;
  }

 private:
  Index sweep_;
  std::atomic<bool>& flag_;
};

Settings of_rank(Index rank) {
  Settings settings;
  settings.rank = rank;
  settings.engine.threads = 2;
  return settings;
}

problems::Planted changed(problems::Planted data, double factor, double offset) {
  for (Rating& rating : data.ratings) rating.value = static_cast<float>(rating.value * factor + offset);
  return data;
}

}  // namespace

TEST_CASE("fits never end above the free energy of their start, nor behind mean and biases, at any rank") {
  Random random(31);
  for (int trial = 0; trial < 12; ++trial) {
    const auto data = drawn(random);
    const Split parts = split(data.ratings, 0.1, 5);
    const Ratings train(data.users, data.items, parts.train);
    Settings settings = of_rank(std::array{3, 32, 150}[trial % 3]);
    settings.scheduler.seed = static_cast<std::uint64_t>(trial);
    problems::Record record;
    const Result result = fit(train, {}, parts.validation, settings, record);
    CAPTURE(trial);
    CHECK(result.kept.objective <= record.all.front().objective);
    CHECK(*result.kept.test_rmse < 1.02 * result.baselines.test->biases);
    CHECK(result.baselines.train.biases < result.baselines.train.mean);
    CHECK(static_cast<Index>(result.factor_variances.size()) <= settings.rank);
    CHECK(std::is_sorted(result.factor_variances.rbegin(), result.factor_variances.rend()));
  }
}

TEST_CASE("a high rank finds what the right one finds, and leaves the other factors unused") {
  const auto data = problems::planted(33, 60, 40, 2, 0.4, 0.1);
  const Split parts = split(data.ratings, 0.1, 7);
  const Ratings train(data.users, data.items, parts.train);
  problems::Silent silent;
  const Result right = fit(train, {}, parts.validation, of_rank(2), silent);
  for (const Index rank : {32, 64, 200}) {
    for (const double tol : {1e-2, 4e-3}) {
      Settings settings = of_rank(rank);
      settings.tol = tol;
      const Result result = fit(train, {}, parts.validation, settings, silent);
      CAPTURE(rank);
      CAPTURE(tol);
      CHECK(*result.kept.test_rmse < 1.05 * *right.kept.test_rmse);
      CHECK(result.model.users.rank() == rank);
      CHECK(result.factor_variances.size() <= 16);
      CHECK(*result.kept.test_rmse < 0.3 * result.baselines.test->biases);
    }
  }
}

TEST_CASE("scaling ratings by a power of four scales predictions, to the last bit") {
  const auto data = problems::planted(34, 50, 40, 2, 0.5, 0.2);
  problems::Silent silent;
  for (const Solver solver : {Solver::als, Solver::cg, Solver::block, Solver::ccd, Solver::ccdpp}) {
    for (const std::optional<double> reg : {std::optional<double>{}, std::optional<double>{0.5}}) {
      Settings settings = of_rank(5);
      settings.solver = solver;
      settings.reg = reg;
      std::vector<Result> results;
      for (const int exponent : {-60, 60}) {
        const double factor = std::ldexp(1.0, exponent);
        if (reg) settings.reg = *reg * factor;
        if (reg) settings.bias_weight = 1 / factor;  // a bias is as long as a rating, a factor as its root
        results.push_back(fit(problems::stored(changed(data, factor, 0)), {}, {}, settings, silent));
      }
      CAPTURE(static_cast<int>(solver));
      CAPTURE(reg.has_value());
      const double factor = std::ldexp(1.0, 120);
      for (Index user = 0; user < data.users; user += 7) {
        for (Index item = 0; item < data.items; item += 7) {
          CHECK(results[1].model.predict(user, item) == factor * results[0].model.predict(user, item));
        }
      }
      CHECK(results[1].kept.train_rmse == factor * results[0].kept.train_rmse);
      CHECK(results[0].kept.train_rmse < 0.5 * results[0].baselines.train.biases);
    }
  }
}

TEST_CASE("ratings far from 0 are learned from as those near it") {
  const auto data = problems::planted(35, 80, 60, 2, 0.5, 0.3);
  problems::Silent silent;
  for (const bool bias : {true, false}) {
    for (const double offset : {-1e5, 1e6}) {
      Settings settings = of_rank(8);
      settings.bias = bias;
      const Result near = fit(problems::stored(data), {}, {}, settings, silent);
      const Result far = fit(problems::stored(changed(data, 1, offset)), {}, {}, settings, silent);
      CHECK(far.kept.train_rmse == doctest::Approx(near.kept.train_rmse).epsilon(0.05));
      CHECK(far.baselines.train.biases == doctest::Approx(near.baselines.train.biases).epsilon(0.01));
    }
  }
}

TEST_CASE("without biases, constant ratings are met, and exact factors found") {
  problems::Silent silent;
  auto constant = problems::planted(3, 9, 5, 1, 0.9, 0);
  for (Rating& rating : constant.ratings) rating.value = 5;
  auto exact = problems::planted(36, 40, 30, 3, 0.6, 0, 0);
  for (const Index rank : {1, 2, 8, 32}) {
    Settings settings = of_rank(rank);
    settings.bias = false;
    const Result result = fit(problems::stored(constant), {}, {}, settings, silent);
    CAPTURE(rank);
    CHECK(result.kept.train_rmse < 1e-3);
    CHECK(result.baselines.train.mean == 0);
    CHECK(result.model.predict(0, 0) == doctest::Approx(5).epsilon(1e-3));
    CHECK(result.model.predict(-1, 0) == doctest::Approx(5).epsilon(1e-3));
    CHECK_FALSE(result.model.bias);
  }
  for (Rating& rating : exact.ratings) rating.value -= 3;  // factors alone
  for (const Index rank : {3, 32}) {
    Settings settings = of_rank(rank);
    settings.bias = false;
    CHECK(fit(problems::stored(exact), {}, {}, settings, silent).kept.train_rmse < 1e-3);
  }
}

TEST_CASE("ratings that are noise alone are not fitted by factors") {
  auto data = problems::planted(37, 120, 90, 1, 0.3, 0.5);
  Random random(3);
  for (Rating& rating : data.ratings) rating.value = static_cast<float>(random.normal());
  problems::Silent silent;
  const Result result = fit(problems::stored(data), {}, {}, of_rank(32), silent);
  CHECK(result.kept.train_rmse > 0.9 * result.baselines.train.biases);
}

TEST_CASE("neither a tighter tolerance nor a lower free energy gives up weak factors that predict well (slow)") {
  for (const double noise : {1.0, 1.6}) {
    for (const std::uint64_t seed : {1, 2}) {
      const auto data = problems::planted(seed, 1000, 300, 8, noise < 1.5 ? 0.1 : 0.14, noise);
      const Split parts = split(data.ratings, 0.5, seed);
      const Ratings train(data.users, data.items, parts.train);
      problems::Silent silent;
      Settings settings = of_rank(64);
      const Result usual = fit(train, {}, parts.validation, settings, silent);
      settings.tol = 1e-5;
      const Result tight = fit(train, {}, parts.validation, settings, silent);
      CAPTURE(noise);
      CAPTURE(seed);
      CHECK(*usual.kept.test_rmse < (noise < 1.5 ? 0.98 : 0.995) * usual.baselines.test->biases);
      CHECK(*tight.kept.test_rmse < 1.0025 * *usual.kept.test_rmse);
      CHECK_FALSE(usual.stopped_early);
      if (noise < 1.5) continue;
      CHECK(tight.stopped_early);
      CHECK(tight.stop == StopReason::converged);
      CHECK(tight.sweeps < settings.max_sweeps);
      std::atomic<bool> interrupted = false;
      settings.engine.interrupt = &interrupted;
      InterruptAt observer(tight.sweeps - 1, interrupted);
      const Result broken_off = fit(train, {}, parts.validation, settings, observer);
      CHECK(broken_off.stop == StopReason::interrupted);
      CHECK_FALSE(broken_off.stopped_early);
      settings.engine.interrupt = nullptr;
      settings.engine.max_rounds = tight.activity.rounds - 1;  // in the last sweep
      const Result cut_off = fit(train, {}, parts.validation, settings, silent);
      CHECK(cut_off.stop == StopReason::round_limit);
      CHECK(cut_off.sweeps == tight.sweeps);
      CHECK_FALSE(cut_off.stopped_early);
      settings.engine.max_rounds = Settings().engine.max_rounds;
      settings.max_sweeps = tight.sweeps - 1;
      const Result limited = fit(train, {}, parts.validation, settings, silent);
      CHECK_FALSE(limited.stopped_early);
      CHECK(limited.stop == StopReason::round_limit);
    }
  }
}

TEST_CASE("factors that the others hide at first are found") {
  struct Shape {
    Index users;
    Index items;
    Index rank;
    double share;
  };
  problems::Silent silent;
  for (const Shape& shape : {Shape{60, 40, 5, 0.5}, {80, 80, 10, 0.6}, {100, 80, 8, 0.4}, {120, 100, 12, 0.5}}) {
    for (const std::uint64_t seed : {41, 42}) {
      const auto data = problems::planted(seed, shape.users, shape.items, shape.rank, shape.share, 0.02);
      const Split parts = split(data.ratings, 0.1, seed);
      const Ratings train(data.users, data.items, parts.train);
      const Result result = fit(train, {}, parts.validation, of_rank(32), silent);
      CAPTURE(shape.rank);
      CAPTURE(seed);
      CHECK(*result.noise < 0.04);
      CHECK(*result.kept.test_rmse < 0.2 * result.baselines.test->biases);
      CHECK(static_cast<Index>(result.factor_variances.size()) == shape.rank);
    }
  }
}

TEST_CASE("a fit that takes the place of another is told from its start") {
  const auto data = problems::planted(41, 80, 80, 10, 0.6, 0.02);
  const Ratings ratings = problems::stored(data);
  problems::Record record;
  const Result result = fit(ratings, {}, {}, of_rank(32), record);
  const auto start =
      std::find_if(record.all.rbegin(), record.all.rend(), [](const Checkpoint& c) { return c.sweep == 0; });
  REQUIRE(start != record.all.rend());
  CHECK(start + 1 != record.all.rend());
  CHECK(record.all.back().sweep == result.sweeps);
  CHECK(record.all.back().objective == result.kept.objective);
  CHECK(result.kept.objective < start->objective);
}

TEST_CASE("non-negative factors are found by the default penalty") {
  problems::Silent silent;
  auto constant = problems::planted(3, 30, 20, 1, 0.5, 0);
  for (Rating& rating : constant.ratings) rating.value = 5;
  for (const bool bias : {true, false}) {
    const auto data = planted_gamma(43, 100, 80, 4, 0.4, 0.1);
    const Split parts = split(data.ratings, 0.1, 7);
    const Ratings train(data.users, data.items, parts.train);
    Settings settings = of_rank(16);
    settings.non_negative = true;
    settings.bias = bias;
    const Result result = fit(train, {}, parts.validation, settings, silent);
    CAPTURE(bias);
    CHECK(*result.kept.test_rmse < 0.4 * result.baselines.test->biases);
    CHECK(fit(problems::stored(constant), {}, {}, settings, silent).kept.train_rmse < 0.1);
  }
}
