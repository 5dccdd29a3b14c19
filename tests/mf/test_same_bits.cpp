// Same seed, same bits, whatever the executor and the number of threads.
#include "apps/mf/descent.hpp"
#include "mf/problems.hpp"

using namespace strads;
using namespace strads::mf;

namespace {

struct Clock final : Observer {
  std::vector<double> values;
  void checkpoint(const Checkpoint& now) override {
    const EmulatedParts& parts = now.activity->emulated;
    values.insert(values.end(),
                  {now.activity->emulated_seconds, parts.compute, parts.wait, parts.schedule, parts.network});
  }
};

std::vector<Settings> ways() {
  std::vector<Settings> all;
  for (const Solver solver : {Solver::als, Solver::cg, Solver::block, Solver::ccd, Solver::ccdpp}) {
    for (int way = 0; way < 5; ++way) {
      Settings settings;
      settings.solver = solver;
      settings.rank = 20;
      settings.max_sweeps = 3;
      settings.tol = 0;
      settings.scheduler.workers = 5;
      if (way == 1 && solver == Solver::cg) continue;  // it cannot keep factors non-negative
      if (way == 1) settings.non_negative = true, settings.reg = 1.0;
      if (solver == Solver::ccdpp && way > 1) break;
      if (way == 2) settings.scheduler.policy = Policy::dynamic;
      if (way == 3) settings.scheduler.policy = Policy::random, settings.scheduler.shards = 2;
      if (way == 4) settings.scheduler.policy = Policy::dynamic, settings.engine.lookahead = 2;
      all.push_back(settings);
    }
  }
  return all;
}

void check_same(ExecutorKind kind) {
  // The first item has more than a chunk of ratings, so that its row is split among workers.
  auto data = problems::planted(4, 4500, 6, 2, 0.02, 0.3);
  for (std::int32_t user = 0; user < 4500; ++user) data.ratings.push_back({user, 0, static_cast<float>(user % 5)});
  const Ratings ratings = problems::stored(data);
  for (Settings settings : ways()) {
    settings.engine.executor = ExecutorKind::serial;
    settings.engine.threads = 1;
    settings.engine.cluster.workers = 5;
    settings.engine.cluster.speed = ClusterSettings::Speed::spread;
    settings.engine.cluster.amount = 0.5;
    Clock clock;
    const auto expected = problems::numbers(descend(ratings, {}, {}, settings, clock).model);
    settings.engine.executor = kind;
    for (const int threads : {1, 2, 4}) {
      if (threads > 1 && kind == ExecutorKind::backward) continue;
      settings.engine.threads = threads;
      Clock again;
      CHECK(problems::numbers(descend(ratings, {}, {}, settings, again).model) == expected);
      CHECK(again.values == clock.values);
    }
  }
}

}  // namespace

TEST_CASE("flow: same bits as serial (slow)") { check_same(ExecutorKind::flow); }
TEST_CASE("backward: same bits as serial (slow)") { check_same(ExecutorKind::backward); }
TEST_CASE("threads: same bits as serial (slow)") { check_same(ExecutorKind::threads); }

TEST_CASE("whole fits, pilots and all: same bits at any number of threads (slow)") {
  const Ratings ratings = problems::stored(problems::planted(4, 60, 40, 2, 0.3, 0.3));
  for (int way = 0; way < 3; ++way) {
    Settings settings;
    settings.max_sweeps = 4;
    settings.bias = way != 1;
    settings.non_negative = way == 2;
    std::vector<std::vector<float>> results;
    for (const int threads : {1, 2, 4}) {
      settings.engine.threads = threads;
      problems::Silent silent;
      results.push_back(problems::numbers(fit(ratings, {}, {}, settings, silent).model));
      CHECK(results.back() == results.front());
    }
  }
}

TEST_CASE("another seed is another model") {
  const auto data = problems::planted(4, 40, 30, 2, 0.3, 0.3);
  Settings settings;
  problems::Silent silent;
  const auto one = problems::numbers(fit(problems::stored(data), {}, {}, settings, silent).model);
  settings.scheduler.seed = 2;
  const auto two = problems::numbers(fit(problems::stored(data), {}, {}, settings, silent).model);
  CHECK(one != two);
}
