// What a span costs: nobody listening, sums alone, and kept spans.
#include <benchmark/benchmark.h>

#include "strads/span.hpp"

using namespace strads;

namespace {

void spans(benchmark::State& state) {
  for (auto _ : state) {
    const Span span("span", SpanKind::tile, 1);
    benchmark::ClobberMemory();
  }
}

void nobody(benchmark::State& state) { spans(state); }
void sums(benchmark::State& state) {
  const SpanRecorder recorder(0);
  spans(state);
}
void kept(benchmark::State& state) {
  const SpanRecorder recorder(1 << 16);
  spans(state);
}

}  // namespace

BENCHMARK(nobody);
BENCHMARK(sums);
BENCHMARK(kept);
