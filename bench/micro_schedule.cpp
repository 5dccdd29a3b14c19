// The scheduler's stages: time per variable drawn, looked at or placed. Arguments are sizes.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "schedule/balancer.hpp"
#include "schedule/filter.hpp"
#include "schedule/sampler.hpp"
#include "strads/scheduler.hpp"

using namespace strads;
using benchmark::State;

namespace {

SchedulerSettings dropping() {
  SchedulerSettings settings;
  settings.conflict = Conflict::drop;
  return settings;
}

// 64 draws by priority and their feedback, as a round of 16 workers has them.
void draw_and_release(State& state) {
  const Index n = state.range(0);
  Random random(1);
  schedule::Sampler sampler(n, dropping(), 0);
  sampler.visit_all();
  for (Index j = 0; j < n; ++j) sampler.set_priority(j, random.uniform());
  schedule::Drawn drawn;
  for (auto step : state) {
    (void)step;
    sampler.draw(64, drawn);
    sampler.keep(drawn.variables);
    for (const Index j : drawn.variables) sampler.release(j, random.uniform());
  }
  state.SetItemsProcessed(state.iterations() * 64);
}
BENCHMARK(draw_and_release)->RangeMultiplier(10)->Range(10'000, 10'000'000);

// One priority, settled at once.
void update_one(State& state) {
  const Index n = state.range(0);
  Random random(1);
  schedule::SumTree tree(n);
  for (Index j = 0; j < n; ++j) tree.set(j, random.uniform());
  for (auto step : state) {
    (void)step;
    tree.set(random.below(n), random.uniform());
    benchmark::DoNotOptimize(tree.total());
  }
}
BENCHMARK(update_one)->RangeMultiplier(10)->Range(10'000, 10'000'000);

// All that is awake, among many asleep: the round of a screened model.
void draw_everything(State& state) {
  const Index n = 1'000'000;
  const Index awake = state.range(0);
  Random random(1);
  schedule::Sampler sampler(n, SchedulerSettings{}, 0);
  sampler.visit_all();
  sampler.sleep_all();
  for (Index i = 0; i < awake; ++i) sampler.wake(i * (n / awake), random.uniform());
  schedule::Drawn drawn;
  for (auto step : state) {
    (void)step;
    sampler.draw(n, drawn);
    sampler.keep(drawn.variables);
    for (const Index j : drawn.variables) sampler.release(j, random.uniform());
  }
  state.SetItemsProcessed(state.iterations() * awake);
}
BENCHMARK(draw_everything)->Arg(100)->Arg(10'000);

// Candidates with dependencies of about 0.04, as independent columns of 400 rows have.
void filter(State& state, Conflict conflict) {
  const Index n = state.range(0);
  Random random(1);
  std::vector<double> d(static_cast<std::size_t>(n * n));
  for (auto& value : d) value = std::abs(random.normal()) / 20;
  std::vector<Index> tags(static_cast<std::size_t>(n));
  std::iota(tags.begin(), tags.end(), Index{0});
  const Dependencies dependencies = [&](Index tag, std::span<const Index> others, std::span<double> out) {
    const double* row = d.data() + tag * n;
    for (std::size_t k = 0; k < others.size(); ++k) out[k] = row[others[k]];
  };
  const schedule::Limits limits{.pair = INFINITY, .sum = 1, .blocks = n, .block_cap = 4096};
  for (auto step : state) {
    (void)step;
    auto groups = conflict == Conflict::drop ? schedule::drop_conflicts(tags, {}, limits, dependencies)
                                             : schedule::group_conflicts(tags, {}, limits, dependencies);
    benchmark::DoNotOptimize(groups.of.data());
  }
  state.SetItemsProcessed(state.iterations() * n);
}
BENCHMARK_CAPTURE(filter, drop, Conflict::drop)->RangeMultiplier(4)->Range(64, 1024);
BENCHMARK_CAPTURE(filter, group, Conflict::group)->RangeMultiplier(4)->Range(64, 1024);

void balance(State& state) {
  Random random(1);
  std::vector<schedule::Group> groups(static_cast<std::size_t>(state.range(0)));
  for (auto& group : groups) group = {std::exp(random.normal()), 1};
  for (auto step : state) {
    (void)step;
    auto blocks = schedule::assign_blocks(groups, 240, state.range(0), true);
    benchmark::DoNotOptimize(blocks.data());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(balance)->RangeMultiplier(10)->Range(1000, 100'000);

// A whole round of the papers' settings, without the model.
void round_of_workers(State& state) {
  SchedulerSettings settings = dropping();
  settings.workers = state.range(0);
  Scheduler scheduler(1'000'000, settings, [](Index j) { return static_cast<double>(1 + j % 7); });
  scheduler.visit_all();
  Random random(1);
  for (Index j = 0; j < 1'000'000; ++j) scheduler.set_priority(j, random.uniform());
  const Dependencies dependencies = [](Index, std::span<const Index>, std::span<double> out) {
    std::fill(out.begin(), out.end(), 1e-3);
  };
  Round round;
  for (auto step : state) {
    (void)step;
    Candidates candidates = scheduler.draw();
    candidates.tags = candidates.variables;
    scheduler.arrange(candidates, dependencies, round);
    for (auto& priority : round.priorities) priority = random.uniform();
    scheduler.feed_back(round);
  }
}
BENCHMARK(round_of_workers)->Arg(16)->Arg(60)->Arg(240);

}  // namespace
