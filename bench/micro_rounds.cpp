// A round's own overhead: blocks that do nothing, through every executor. Arguments: blocks, threads.
#include <benchmark/benchmark.h>

#include "strads/engine.hpp"

namespace {

using strads::Index;

template <strads::ExecutorKind Kind>
void rounds(benchmark::State& state) {
  const auto executor = strads::make_executor(Kind, static_cast<int>(state.range(1)));
  const strads::Pass propose{.name = "propose", .tiles = state.range(0), .work = [](Index) {}, .workload = 0};
  const strads::Pass commit{.name = "commit", .tiles = 1, .work = [](Index) {}, .workload = 0};
  constexpr Index batch = 1000;  // rounds a pipeline, so that its start is spread thin
  for (auto _ : state) {
    Index left = batch;
    strads::Stages stages;
    stages.schedule = [&](strads::Round& round) {
      round.number = batch - left;
      return left-- > 0;
    };
    stages.propose = [&](strads::Round&) { executor->run(propose); };
    stages.commit = [&](strads::Round&) { executor->run(commit); };
    executor->pipeline(stages);
  }
  state.counters["seconds_a_round"] =
      benchmark::Counter(static_cast<double>(batch) * static_cast<double>(state.iterations()),
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void sizes(benchmark::internal::Benchmark* b) {
  for (const int threads : {1, 2}) {
    for (const int blocks : {1, 8, 32}) b->Args({blocks, threads});
  }
  b->ArgNames({"blocks", "threads"})->UseRealTime();
}
BENCHMARK(rounds<strads::ExecutorKind::serial>)->Name("rounds/serial")->Apply(sizes);
BENCHMARK(rounds<strads::ExecutorKind::flow>)->Name("rounds/flow")->Apply(sizes);
BENCHMARK(rounds<strads::ExecutorKind::threads>)->Name("rounds/threads")->Apply(sizes);

}  // namespace
