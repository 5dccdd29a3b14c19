// The Gram cache: admitting variables that are there (a hit), and reading a row as the dependency filter does.
#include <benchmark/benchmark.h>

#include <numeric>
#include <vector>

#include "apps/linear/gram/gram_cache.hpp"
#include "strads/random.hpp"

namespace {

using strads::Index;

constexpr Index variables = 100'000;

std::vector<Index> first(Index count) {
  std::vector<Index> js(static_cast<std::size_t>(count));
  std::iota(js.begin(), js.end(), Index{0});
  return js;
}

void hit(benchmark::State& state) {
  const auto js = first(state.range(0));
  strads::linear::GramCache cache(variables, 4096);
  std::vector<Index> tags;
  cache.give_slots(js, 0, 0, tags);
  for (const Index a : cache.incomplete(tags)) {
    for (const Index b : tags) cache.set(tags[a], b, 0.25);
  }
  Index now = 1;
  for (auto _ : state) {
    cache.give_slots(js, now, now, tags);
    ++now;
    benchmark::DoNotOptimize(cache.incomplete(tags));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(hit)->Arg(64)->Arg(1024);

// Variables come and go: every admission evicts.
void evict(benchmark::State& state) {
  const Index slots = state.range(0);
  strads::linear::GramCache cache(variables, slots);
  strads::Random random(1);
  std::vector<Index> js(static_cast<std::size_t>(slots / 4));
  std::vector<Index> tags;
  Index now = 0;
  for (auto _ : state) {
    const Index base = random.below(variables - slots);
    std::iota(js.begin(), js.end(), base);
    cache.give_slots(js, now, now, tags);
    ++now;
  }
  state.SetItemsProcessed(state.iterations() * static_cast<Index>(js.size()));
}
BENCHMARK(evict)->Arg(256)->Arg(1024);

void read_rows(benchmark::State& state) {
  const auto js = first(state.range(0));
  strads::linear::GramCache cache(variables, 4096);
  std::vector<Index> tags;
  cache.give_slots(js, 0, 0, tags);
  for (const Index a : tags) {
    for (const Index b : tags) cache.set(a, b, 0.25);
  }
  for (auto _ : state) {
    double sum = 0;
    for (const Index a : tags) {
      const double* row = cache.row(a);
      for (const Index b : tags) sum += row[b];
    }
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0) * state.range(0));
}
BENCHMARK(read_rows)->Arg(64)->Arg(1024);

}  // namespace
