// Whole fits: descent, recovery of what was planted, reasons to stop, validation, odd shapes.
#include <atomic>
#include <limits>

#include "mf/problems.hpp"
#include "strads/error.hpp"

using namespace strads;
using namespace strads::mf;

namespace {

constexpr Solver solvers[] = {Solver::als, Solver::cg, Solver::block, Solver::ccd, Solver::ccdpp};

Settings quick(Solver solver = Solver::als, Index rank = 20) {
  Settings settings;
  settings.solver = solver;
  settings.rank = rank;
  settings.engine.threads = 2;
  return settings;
}

Result fit_to(const problems::Planted& data, const Settings& settings, Observer& observer,
              std::span<const Rating> validation = {}, std::span<const Rating> test = {}) {
  return fit(problems::stored(data), validation, test, settings, observer);
}

}  // namespace

TEST_CASE("no solver ever raises the objective, and it is reported by its definition") {
  const auto data = problems::planted(1, 120, 90, 3, 0.2, 0.5);
  const Ratings ratings = problems::stored(data);
  for (const Solver solver : solvers) {
    for (const bool non_negative : {false, true}) {
      if (non_negative && solver == Solver::cg) continue;
      for (const bool bias : {false, true}) {
        for (const double nu : {0.0, 0.5, 1.0}) {
          Settings settings = quick(solver);
          settings.non_negative = non_negative;
          settings.bias = bias;
          settings.reg = 0.6;
          settings.reg_exponent = nu;
          settings.tol = 0;
          settings.max_sweeps = 12;
          problems::Record record;
          const Result result = fit(ratings, {}, {}, settings, record);
          CAPTURE(static_cast<int>(solver));
          CAPTURE(non_negative);
          CAPTURE(nu);
          REQUIRE(record.all.size() > 8);  // one that has reached its minimum ends before the twelfth
          for (std::size_t k = 2; k < record.all.size(); ++k) {  // the first sweep starts anew
            CHECK(record.all[k].objective <= record.all[k - 1].objective * (1 + 1e-6));
          }
          CHECK(result.kept.objective ==
                doctest::Approx(problems::objective(result.model, ratings, 0.6, nu)).epsilon(1e-5));
          CHECK((bias || result.model.mean == 0.0));
          for (const float value : problems::numbers(result.model)) CHECK((!non_negative || bias || value >= 0.0F));
        }
      }
    }
  }
}

TEST_CASE("factors stay non-negative beside free biases") {
  const auto data = problems::planted(2, 60, 50, 3, 0.4, 0.3);
  for (const Solver solver : solvers) {
    if (solver == Solver::cg) continue;
    Settings settings = quick(solver);
    settings.non_negative = true;
    problems::Silent silent;
    const Result result = fit_to(data, settings, silent);
    bool some = false;
    for (const Factors* side : {&result.model.users, &result.model.items}) {
      for (Index r = 0; r < side->rows(); ++r) {
        for (Index k = 0; k < side->rank(); ++k) {
          CHECK(side->row(r)[k] >= 0.0F);
          some = some || side->row(r)[k] > 0.0F;
        }
      }
    }
    CHECK(some);
  }
}

TEST_CASE("a planted low-rank matrix is recovered from a part of its entries (slow)") {
  for (const Solver solver : solvers) {
    auto data = problems::planted(7, 150, 120, 4, 0.5, 0.0);
    const Split parts = split(data.ratings, 0.1, 3);
    Settings settings = quick(solver, 4);
    settings.reg = 1e-3;
    settings.tol = 1e-7;
    settings.max_sweeps = 600;
    problems::Silent silent;
    const Result result = fit(Ratings(data.users, data.items, parts.train), {}, parts.validation, settings, silent);
    CAPTURE(static_cast<int>(solver));
    CHECK(result.kept.train_rmse < 0.01);
    CHECK(*result.kept.test_rmse < 0.05);  // against a standard deviation above 1
  }
}

TEST_CASE("all solvers end near the same objective") {
  const auto data = problems::planted(8, 100, 80, 2, 0.4, 0.3);
  std::vector<double> ends;
  for (const Solver solver : solvers) {
    Settings settings = quick(solver, 6);
    settings.reg_exponent = 0;
    settings.reg = 2.0;
    settings.tol = 1e-8;
    settings.max_sweeps = 400;
    problems::Silent silent;
    ends.push_back(fit_to(data, settings, silent).kept.objective);
  }
  for (const double end : ends) CHECK(end == doctest::Approx(ends.front()).epsilon(2e-3));
}

TEST_CASE("blocks, balance, workers and schedules of full sweeps do not change a sweep") {
  const auto data = problems::planted(5, 90, 70, 3, 0.3, 0.4);
  for (const Solver solver : solvers) {
    std::vector<std::vector<float>> results;
    for (int way = 0; way < 5; ++way) {
      Settings settings = quick(solver);
      settings.max_sweeps = 4;
      settings.tol = 0;
      if (way == 1) settings.scheduler.balance = false;
      if (way == 2) settings.scheduler.workers = 1;
      if (way == 3) settings.scheduler.workers = 240;
      if (way == 4) settings.scheduler.policy = Policy::cyclic;
      problems::Silent silent;
      results.push_back(problems::numbers(fit_to(data, settings, silent).model));
    }
    for (const auto& result : results) CHECK(result == results.front());
  }
}

TEST_CASE("balanced blocks are better balanced and quicker on the virtual clock") {
  const auto data = problems::planted(5, 300, 200, 3, 0.4, 0.4);
  std::vector<Activity> activities;
  for (const bool balance : {true, false}) {
    Settings settings = quick();
    settings.scheduler.workers = 16;
    settings.scheduler.balance = balance;
    settings.max_sweeps = 5;
    settings.tol = 0;
    problems::Silent silent;
    activities.push_back(fit_to(data, settings, silent).activity);
  }
  CHECK(activities[0].imbalance < activities[1].imbalance);
  CHECK(activities[0].emulated_seconds < activities[1].emulated_seconds);
}

TEST_CASE("dynamic and random schedules descend to the same place as full sweeps") {
  const auto data = problems::planted(6, 120, 90, 2, 0.4, 0.3);
  std::vector<double> ends;
  for (const Policy policy : {Policy::static_blocks, Policy::dynamic, Policy::random}) {
    Settings settings = quick(Solver::als, 4);
    settings.scheduler.policy = policy;
    settings.tol = 1e-7;
    settings.max_sweeps = 300;
    problems::Record record;
    const Result result = fit_to(data, settings, record);
    for (std::size_t k = 2; k < record.all.size(); ++k) {  // variances are rounded
      CHECK(record.all[k].objective <= record.all[k - 1].objective * (1 + 1e-5));
    }
    ends.push_back(result.kept.objective);
  }
  CHECK(ends[1] == doctest::Approx(ends[0]).epsilon(2e-3));
  CHECK(ends[2] == doctest::Approx(ends[0]).epsilon(2e-3));
}

TEST_CASE("a validation set stops the fit and the best model is kept") {
  const auto data = problems::planted(11, 150, 120, 2, 0.15, 1.5);  // noise: overfits
  const Split parts = split(data.ratings, 0.2, 1);
  CHECK(parts.train.size() + parts.validation.size() == data.ratings.size());
  CHECK(parts.validation.size() == doctest::Approx(0.2 * static_cast<double>(data.ratings.size())).epsilon(0.2));
  Settings settings = quick(Solver::als, 16);
  settings.reg = 0.05;
  settings.tol = 0;
  problems::Record record;
  const Result result = fit(Ratings(150, 120, parts.train), parts.validation, {}, settings, record);
  CHECK(result.stop == StopReason::converged);
  CHECK(result.sweeps < settings.max_sweeps);
  CHECK(result.sweeps == result.kept.sweep + settings.patience);
  double best = std::numeric_limits<double>::infinity();
  for (const Checkpoint& now : record.all) best = std::min(best, *now.validation_rmse);
  CHECK(*result.kept.validation_rmse == best);
  CHECK(*record.all.back().validation_rmse > best);
  Engine engine({});
  CHECK(rmse(result.model, parts.validation, engine) == best);
}

TEST_CASE("limits and interruption keep what there is") {
  const auto data = problems::planted(12, 60, 50, 2, 0.3, 0.3);
  problems::Silent silent;
  SUBCASE("no sweep") {
    Settings settings = quick();
    settings.max_sweeps = 0;
    const Result result = fit_to(data, settings, silent);
    CHECK(result.stop == StopReason::round_limit);
    CHECK(result.sweeps == 0);
  }
  SUBCASE("rounds") {
    Settings settings = quick();
    settings.engine.max_rounds = 3;
    const Result result = fit_to(data, settings, silent);
    CHECK(result.stop == StopReason::round_limit);
    CHECK(result.activity.rounds == 3);
  }
  SUBCASE("time") {
    Settings settings = quick();
    settings.engine.time_limit = 0;
    CHECK(fit_to(data, settings, silent).stop == StopReason::time_limit);
  }
  SUBCASE("interrupt") {
    const std::atomic<bool> flag{true};
    Settings settings = quick(Solver::ccdpp);
    settings.engine.interrupt = &flag;
    CHECK(fit_to(data, settings, silent).stop == StopReason::interrupted);
  }
}

TEST_CASE("odd shapes") {
  problems::Silent silent;
  SUBCASE("one rating") {
    const Result result = fit(Ratings(1, 1, std::vector<Rating>{{0, 0, 4}}), {}, {}, quick(Solver::als, 50), silent);
    CHECK(result.model.predict(0, 0) == doctest::Approx(4.0));
    CHECK(result.stop == StopReason::converged);
  }
  SUBCASE("constant ratings") {
    auto data = problems::planted(3, 20, 20, 1, 0.3, 0);
    for (Rating& rating : data.ratings) rating.value = 2.5F;
    for (const Solver solver : solvers) {
      const Result result = fit_to(data, quick(solver), silent);
      CHECK(result.kept.train_rmse < 1e-4);
    }
  }
  SUBCASE("rank above both sides, rows and columns without ratings, no penalty") {
    for (const Solver solver : solvers) {
      Settings settings = quick(solver, 50);
      settings.reg = 0.0;
      settings.max_sweeps = 30;
      const Ratings ratings(5, 6, std::vector<Rating>{{0, 0, 1}, {0, 1, 2}, {1, 1, 3}, {3, 4, 5}, {3, 0, 2}});
      const Result result = fit(ratings, {}, {}, settings, silent);
      for (const float value : problems::numbers(result.model)) CHECK(std::isfinite(value));
      CHECK(result.kept.train_rmse < 0.1);
      CHECK(result.model.predict(2, 2) == doctest::Approx(result.model.mean));
      CHECK(result.model.predict(-1, 1) == doctest::Approx(result.model.mean + result.model.items.bias(1)));
      CHECK(result.model.predict(-1, -1) == result.model.mean);
    }
  }
  SUBCASE("no rating") {
    CHECK_THROWS_WITH_AS(fit(Ratings(2, 2, {}), {}, {}, quick(), silent), "there is no rating to train on", Error);
  }
}

TEST_CASE("settings that make no sense are refused by name") {
  const auto refused = [](auto change, const char* sentence) {
    Settings settings;
    change(settings);
    CHECK_THROWS_WITH_AS(check(settings), sentence, Error);
  };
  refused([](Settings& s) { s.rank = 0; }, "`rank` must be between 1 and 4096");
  refused([](Settings& s) { s.reg = -1; }, "`reg` must not be negative");
  refused([](Settings& s) { s.reg = std::numeric_limits<double>::quiet_NaN(); }, "`reg` must not be negative");
  refused([](Settings& s) { s.reg_exponent = 1.5; }, "`reg_exponent` must be between 0 and 1");
  refused([](Settings& s) { s.tol = 1; }, "`tol` must be at least 0 and below 1");
  refused([](Settings& s) { s.solver = Solver::cg, s.non_negative = true; },
          "`solver` cg cannot keep factors non-negative: take als, block, ccd or ccd++");
  refused([](Settings& s) { s.max_sweeps = -1; }, "`max_sweeps` must not be negative");
  refused([](Settings& s) { s.patience = 0; }, "`patience` must be at least 1");
  const char* full =
      "`solver` ccd++ needs full sweeps: `policy` static or cyclic, without `candidates`, `shards`, `lookahead`";
  refused([](Settings& s) { s.solver = Solver::ccdpp, s.scheduler.policy = Policy::dynamic; }, full);
  refused([](Settings& s) { s.solver = Solver::ccdpp, s.scheduler.candidates = 5; }, full);
  refused([](Settings& s) { s.solver = Solver::ccdpp, s.engine.lookahead = 1; }, full);
}

TEST_CASE("without a penalty the objective falls, though rows have fewer ratings than factors") {
  const auto data = problems::planted(15, 60, 40, 4, 0.3, 0.1);
  const Ratings ratings = problems::stored(data);
  for (const Solver solver : {Solver::als, Solver::cg, Solver::block, Solver::ccd, Solver::ccdpp}) {
    for (const Index rank : {2, 12, 32}) {
      for (const double reg : {0.0, 1e-7}) {
        Settings settings;
        settings.solver = solver;
        settings.rank = rank;
        settings.reg = reg;
        problems::Record record;
        const Result result = fit(ratings, {}, {}, settings, record);
        CAPTURE(static_cast<int>(solver));
        CAPTURE(rank);
        CAPTURE(reg);
        const double start = record.all.front().objective;
        for (std::size_t k = 2; k < record.all.size(); ++k) {
          CHECK(record.all[k].objective <= 1.001 * record.all[k - 1].objective + 1e-6 * start);
        }
        CHECK(result.stop != StopReason::diverged);
        CHECK(result.kept.objective < 0.2 * start);
      }
    }
  }
}
