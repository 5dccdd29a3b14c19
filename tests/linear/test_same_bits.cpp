// Same seed, same bits: whatever the executor, the number of threads, and (for the default commit) the storage.
#include <doctest/doctest.h>

#include "linear/problems.hpp"

using namespace strads;

namespace {

struct Trace final : linear::Observer {
  std::vector<double> values;
  void checkpoint(const linear::Checkpoint& now) override {
    values.insert(values.end(), {now.lambda, now.objective, now.duality_gap, static_cast<double>(now.nonzero),
                                 static_cast<double>(now.activity->rounds), static_cast<double>(now.activity->refused),
                                 now.activity->emulated_seconds, now.activity->imbalance});
    const EmulatedParts& parts = now.activity->emulated;
    values.insert(values.end(), {parts.compute, parts.wait, parts.schedule, parts.network});
  }
  void point(const linear::Point& done) override {
    values.push_back(done.intercept);
    values.insert(values.end(), done.value.begin(), done.value.end());
    for (const Index j : done.index) values.push_back(static_cast<double>(j));
  }
};

std::vector<double> trace(const AnyMatrix& X, const std::vector<double>& y, const linear::Settings& settings) {
  Trace observer;
  linear::fit(X, y, settings, observer);
  return observer.values;
}

// Settings that put rounds of many blocks, lookahead and every commit through their paces.
std::vector<linear::Settings> ways() {
  std::vector<linear::Settings> all;
  for (int way = 0; way < 8; ++way) {
    linear::Settings settings;
    settings.path = 6;
    settings.min_ratio = 0.05;
    settings.tol = 1e-5;
    if (way > 0) settings.scheduler.workers = 8, settings.scheduler.block_floor = 1;
    if (way == 2) settings.engine.lookahead = 2;
    if (way == 3) settings.engine.lookahead = 3, settings.engine.stale = true;
    if (way == 4) settings.commit = CommitKind::fixed;
    if (way == 5) settings.commit = CommitKind::fixed, settings.scheduler.filter = false;
    if (way == 6) settings.scheduler.shards = 2, settings.engine.lookahead = 1;
    if (way >= 3) {
      ClusterSettings& cluster = settings.engine.cluster;
      cluster.workers = 8;
      cluster.schedulers = settings.scheduler.shards;
      cluster.speed = way % 2 == 0 ? ClusterSettings::Speed::spread : ClusterSettings::Speed::stragglers;
      cluster.share = 0.25;
      cluster.amount = 0.5;
    }
    if (way == 7) {
      linear::set_schedule(settings, linear::Schedule::random);
      settings.engine.max_rounds = 200;
    }
    all.push_back(settings);
  }
  return all;
}

void check_same(ExecutorKind kind) {
  const auto data = problems::random(7, 200, 300, 1.0, 0.2);
  const auto thin = problems::random(8, 300, 400, 0.05, 0.0);
  for (linear::Settings settings : ways()) {
    for (const auto& [X, y] : {std::pair(data.dense(), data.response()), std::pair(thin.sparse(), thin.response())}) {
      settings.engine.executor = ExecutorKind::serial;
      settings.engine.threads = 1;
      const auto want = trace(X, y, settings);
      CHECK(want.size() > 10);
      settings.engine.executor = kind;
      for (const int threads : {1, 2, 4}) {
        if (threads > 1 && kind == ExecutorKind::backward) continue;
        settings.engine.threads = threads;
        CHECK(trace(X, y, settings) == want);
      }
    }
  }
}

}  // namespace

TEST_CASE("threads: coefficients and trace are the serial bits") { check_same(ExecutorKind::threads); }
TEST_CASE("backward: coefficients and trace are the serial bits") { check_same(ExecutorKind::backward); }
TEST_CASE("flow: coefficients and trace are the serial bits") { check_same(ExecutorKind::flow); }

TEST_CASE("another seed samples other rounds but ends at the same optimum") {
  const auto data = problems::random(9, 100, 200);
  linear::Settings settings;
  settings.engine.executor = ExecutorKind::serial;
  settings.lambda_ratio = 0.1;
  settings.tol = 1e-9;
  settings.scheduler.workers = 8;
  settings.scheduler.block_floor = 1;
  settings.scheduler.candidates = 16;
  const auto one = problems::fit(data.dense(), data.response(), settings);
  settings.scheduler.seed = 2;
  const auto two = problems::fit(data.dense(), data.response(), settings);
  CHECK(one.activity.emulated_seconds != two.activity.emulated_seconds);
  REQUIRE(one.points[0].index == two.points[0].index);
  for (std::size_t k = 0; k < one.points[0].value.size(); ++k) {
    CHECK(one.points[0].value[k] == doctest::Approx(two.points[0].value[k]).epsilon(1e-3).scale(0.1));
  }
}
