// A round's own overhead: blocks that do nothing, through every executor.
//
//   rounds/KIND   the executor alone. Arguments: blocks, threads, lookahead
//   engine/KIND   engine and scheduler too, on an empty model of 4096 variables of which a round draws 4 a block,
//                 unfiltered: `seconds_a_round` in all, `seconds_scheduling` of it the scheduler (draw, balance, feed
//                 back)
#include <benchmark/benchmark.h>

#include <algorithm>
#include <string_view>

#include "strads/engine.hpp"

namespace {

using strads::ExecutorKind;
using strads::Index;

constexpr Index batch = 1000;  // rounds a pipeline, so that its start is spread thin

benchmark::Counter a_round(double count) { return {count, benchmark::Counter::kIsRate | benchmark::Counter::kInvert}; }

template <ExecutorKind Kind>
void rounds(benchmark::State& state) {
  const auto executor = strads::make_executor(Kind, static_cast<int>(state.range(1)));
  const strads::Pass propose{.name = "propose", .tiles = state.range(0), .work = [](Index) {}, .workload = 0};
  const strads::Pass commit{.name = "commit", .tiles = 1, .work = [](Index) {}, .workload = 0};
  for (auto _ : state) {
    Index left = batch;
    strads::Stages stages;
    stages.lookahead = static_cast<int>(state.range(2));
    stages.schedule = [&](strads::Round& round) {
      round.number = batch - left;
      return left-- > 0;
    };
    stages.propose = [&](strads::Round&) { executor->run(propose); };
    stages.commit = [&](strads::Round&) { executor->run(commit); };
    executor->pipeline(stages);
  }
  state.counters["seconds_a_round"] = a_round(static_cast<double>(batch) * static_cast<double>(state.iterations()));
}

// A model whose updates cost nothing.
struct Empty {
  Index left = 0;
  [[nodiscard]] static Index variables() { return 4096; }
  [[nodiscard]] static double workload(Index) { return 1; }
  static void propose(strads::Round& round, Index b) {
    std::fill(round.steps.begin() + round.starts[b], round.steps.begin() + round.starts[b + 1], 1.0);
  }
  static void commit(strads::Round&, const strads::RunPass&) {}
  void feed_back(strads::Round& round) {
    round.priorities.assign(round.steps.begin(), round.steps.end());
    --left;
  }
  [[nodiscard]] bool pause() const { return left <= 0; }
};
static_assert(strads::Problem<Empty>);

template <ExecutorKind Kind>
void engine_rounds(benchmark::State& state) {
  strads::SchedulerSettings settings;
  settings.conflict = strads::Conflict::drop;
  settings.filter = false;
  settings.workers = state.range(0);
  settings.candidates = 4 * state.range(0);
  settings.block_floor = 1;
  Empty empty;
  strads::Erased<Empty> model(empty);
  strads::Scheduler scheduler(Empty::variables(), settings, Empty::workload);
  scheduler.visit_all();
  for (Index j = 0; j < Empty::variables(); ++j) scheduler.set_priority(j, 1.0);
  strads::Engine engine(
      {.executor = Kind, .threads = static_cast<int>(state.range(1)), .lookahead = static_cast<int>(state.range(2))});
  for (auto _ : state) {
    empty.left = batch;
    engine.rounds(model, scheduler);
  }
  const auto& activity = engine.activity();
  double planning = 0;
  for (const auto& [name, spent] : activity.passes) {
    if (name == std::string_view("schedule")) planning = spent.seconds;
  }
  const auto done = static_cast<double>(activity.rounds);
  state.counters["seconds_a_round"] = a_round(done);
  state.counters["seconds_scheduling"] = planning / done;
}

void sizes(benchmark::internal::Benchmark* b) {
  b->ArgsProduct({{1, 8, 64}, {1, 2}, {0, 1}})->ArgNames({"blocks", "threads", "lookahead"})->UseRealTime();
}
BENCHMARK(rounds<ExecutorKind::serial>)->Name("rounds/serial")->Apply(sizes);
BENCHMARK(rounds<ExecutorKind::flow>)->Name("rounds/flow")->Apply(sizes);
BENCHMARK(rounds<ExecutorKind::threads>)->Name("rounds/threads")->Apply(sizes);
BENCHMARK(engine_rounds<ExecutorKind::serial>)->Name("engine/serial")->Apply(sizes);
BENCHMARK(engine_rounds<ExecutorKind::flow>)->Name("engine/flow")->Apply(sizes);
BENCHMARK(engine_rounds<ExecutorKind::threads>)->Name("engine/threads")->Apply(sizes);

}  // namespace
