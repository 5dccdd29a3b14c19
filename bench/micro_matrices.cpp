// What a column costs, for every storage: dots with a vector, additions to a vector, cross products. The rate counts
// stored entries, the bandwidth bytes of storage.
#include <benchmark/benchmark.h>

#include <memory>
#include <numeric>
#include <utility>
#include <vector>

#include "strads/linalg/dense.hpp"
#include "strads/linalg/genotype.hpp"
#include "strads/linalg/sparse.hpp"
#include "strads/random.hpp"

namespace {

using strads::AnyMatrix;
using strads::Index;

constexpr Index columns = 512;

struct Stored {
  AnyMatrix matrix;
  double entry_bytes;
};

template <class T>
Stored dense(Index rows) {
  strads::Random random(1);
  std::vector<T> data(static_cast<std::size_t>(rows * columns));
  for (auto& x : data) x = static_cast<T>(random.below(3));
  return {strads::Dense<T>(rows, columns, std::move(data)), sizeof(T)};
}

// One entry in 50.
Stored sparse(Index rows) {
  strads::Random random(1);
  std::vector<Index> starts{0};
  std::vector<std::int32_t> row_of;
  std::vector<double> values;
  for (Index j = 0; j < columns; ++j) {
    for (Index i = 0; i < rows; ++i) {
      if (random.below(50) != 0) continue;
      row_of.push_back(static_cast<std::int32_t>(i));
      values.push_back(random.uniform());
    }
    starts.push_back(static_cast<Index>(values.size()));
  }
  return {strads::Sparse(rows, columns, std::move(starts), std::move(row_of), std::move(values)), 12};
}

// One call in a hundred is missing.
Stored genotype(Index rows) {
  strads::Random random(1);
  const auto bytes = static_cast<std::size_t>((rows + 3) / 4 * columns);
  const std::shared_ptr<unsigned char[]> codes(new unsigned char[bytes]());
  const Index calls = static_cast<Index>(bytes) * 4;
  for (Index i = 0; i < calls; ++i) {
    const Index call = random.below(100);
    const unsigned code = call == 0 ? 1 : call < 50 ? 3 : call < 85 ? 2 : 0;
    codes[static_cast<std::size_t>(i / 4)] |= static_cast<unsigned char>(code << (2 * (i % 4)));
  }
  return {strads::Genotype(rows, columns, codes), 0.25};
}

std::vector<Index> all() {
  std::vector<Index> js(columns);
  std::iota(js.begin(), js.end(), Index{0});
  return js;
}

void count(benchmark::State& state, const Stored& x, double passes = 1) {
  const double entries = static_cast<double>(x.matrix.stored()) * static_cast<double>(state.iterations()) * passes;
  state.counters["entries"] = benchmark::Counter(entries, benchmark::Counter::kIsRate);
  state.counters["bytes"] = benchmark::Counter(entries * x.entry_bytes, benchmark::Counter::kIsRate);
}

template <auto Make>
void dots(benchmark::State& state) {
  const Stored x = Make(state.range(0));
  const auto js = all();
  const std::vector<double> vector(static_cast<std::size_t>(x.matrix.rows()), 0.5);
  std::vector<double> out(js.size());
  for (auto _ : state) {
    x.matrix.dots(js, vector.data(), out.data());
    benchmark::ClobberMemory();
  }
  count(state, x);
}

template <auto Make>
void add(benchmark::State& state) {
  const Stored x = Make(state.range(0));
  const auto js = all();
  const std::vector<double> weights(js.size(), 1e-3);
  std::vector<double> out(static_cast<std::size_t>(x.matrix.rows()));
  for (auto _ : state) {
    x.matrix.add(js, weights, 0, x.matrix.rows(), out.data());
    benchmark::ClobberMemory();
  }
  count(state, x);
}

// The same addition through atomics: what `--commit fixed` and `--commit racy` pay for a block without competition.
template <auto Make>
void add_fixed(benchmark::State& state) {
  const Stored x = Make(state.range(0));
  const auto js = all();
  const std::vector<double> weights(js.size(), 1e-3);
  std::vector<std::int64_t> out(static_cast<std::size_t>(x.matrix.rows()));
  for (auto _ : state) {
    x.matrix.add_fixed(js, weights, 1e6, out.data());
    benchmark::ClobberMemory();
  }
  count(state, x);
}

template <auto Make>
void add_racy(benchmark::State& state) {
  const Stored x = Make(state.range(0));
  const auto js = all();
  const std::vector<double> weights(js.size(), 1e-3);
  std::vector<double> out(static_cast<std::size_t>(x.matrix.rows()));
  for (auto _ : state) {
    x.matrix.add_racy(js, weights, out.data());
    benchmark::ClobberMemory();
  }
  count(state, x);
}

// A Gram matrix of 64 columns.
template <auto Make>
void cross(benchmark::State& state) {
  const Stored x = Make(state.range(0));
  auto js = all();
  js.resize(64);
  const std::vector<double> centres(js.size(), 0.1);
  std::vector<double> out(js.size() * js.size());
  for (auto _ : state) {
    x.matrix.cross(js, centres, js, out.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<Index>(out.size()));
}

#define STRADS_BENCH_VERB(verb, rows)                                  \
  BENCHMARK(verb<dense<double>>)->Name(#verb "/double")->Arg(rows);    \
  BENCHMARK(verb<dense<float>>)->Name(#verb "/float")->Arg(rows);      \
  BENCHMARK(verb<dense<std::int8_t>>)->Name(#verb "/int8")->Arg(rows); \
  BENCHMARK(verb<genotype>)->Name(#verb "/2bit")->Arg(rows);           \
  BENCHMARK(verb<sparse>)->Name(#verb "/sparse")->Arg(rows)

STRADS_BENCH_VERB(dots, 4096);
STRADS_BENCH_VERB(add, 4096);
STRADS_BENCH_VERB(add_fixed, 4096);
STRADS_BENCH_VERB(add_racy, 4096);
STRADS_BENCH_VERB(cross, 4096);

}  // namespace
