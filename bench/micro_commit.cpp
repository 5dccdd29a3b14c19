// How the steps of a round reach the residual: slices of rows, fixed-point atomics, racy atomics. Time of a whole
// commit (with fixed, the fold back to doubles too) on executor flow. Arguments: columns of the round, dealt to up to
// 16 blocks; rows; threads.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "apps/linear/state/residual.hpp"
#include "strads/linalg/dense.hpp"
#include "strads/linalg/sparse.hpp"
#include "strads/random.hpp"

namespace {

using strads::Index;

constexpr Index held = 64;           // columns of the matrix; a larger round takes them again
constexpr Index rows_a_entry = 100;  // sparse: one entry in a hundred rows
constexpr Index workers = 16;

strads::AnyMatrix dense(Index rows) {
  strads::Random random(1);
  std::vector<double> values(static_cast<std::size_t>(rows * held));
  for (double& value : values) value = random.uniform() - 0.5;
  return strads::Dense<double>(rows, held, std::move(values));
}

strads::AnyMatrix sparse(Index rows) {
  strads::Random random(1);
  std::vector<Index> starts{0};
  std::vector<std::int32_t> at;
  std::vector<double> values;
  for (Index j = 0; j < held; ++j) {
    for (Index i = random.below(rows_a_entry); i < rows; i += 1 + random.below(2 * rows_a_entry - 1)) {
      at.push_back(static_cast<std::int32_t>(i));
      values.push_back(random.uniform() - 0.5);
    }
    starts.push_back(static_cast<Index>(at.size()));
  }
  return strads::Sparse(rows, held, std::move(starts), std::move(at), std::move(values));
}

// Matrices are made once; a few hundred megabytes at the most.
const strads::AnyMatrix& matrix(bool is_dense, Index rows) {
  static std::map<std::pair<bool, Index>, strads::AnyMatrix> made;
  const auto key = std::make_pair(is_dense, rows);
  if (made.find(key) == made.end()) made.emplace(key, is_dense ? dense(rows) : sparse(rows));
  return made.at(key);
}

strads::Round make_round(const strads::AnyMatrix& x, Index columns) {
  strads::Round round;
  const Index blocks = std::min(columns, workers);
  for (Index b = 0; b < blocks; ++b) {
    double work = 0;
    for (Index k = columns * b / blocks; k < columns * (b + 1) / blocks; ++k) {
      round.variables.push_back(k % held);
      round.steps.push_back(k % 2 == 0 ? 1e-3 : -1e-3);
      work += static_cast<double>(x.stored(k % held));
    }
    round.workloads.push_back(work);
    round.starts.push_back(round.kept());
  }
  return round;
}

void commit(benchmark::State& state, bool is_dense, strads::CommitKind kind) {
  const Index rows = state.range(1);
  const strads::AnyMatrix& x = matrix(is_dense, rows);
  strads::Engine engine({.threads = static_cast<int>(state.range(2))});
  const strads::linear::Standardized design(x, true, true, engine);
  strads::linear::Residual residual(design, std::vector<double>(static_cast<std::size_t>(rows), 0.0), kind);
  const strads::Round round = make_round(x, state.range(0));
  for (auto step : state) {
    (void)step;
    residual.begin(round, false);
    engine.run(residual.accumulate());
    if (residual.folds()) engine.run(residual.fold());
    residual.finish(1.0);
  }
  double entries = 0;
  for (const double workload : round.workloads) entries += workload;
  state.counters["entries"] =
      benchmark::Counter(entries * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

void sizes(benchmark::internal::Benchmark* b) {
  b->ArgsProduct({{1, 16, 256}, {500, 20'000, 200'000}, {1, 2}});
  b->ArgNames({"columns", "rows", "threads"})->UseRealTime()->Unit(benchmark::kMicrosecond);
}
BENCHMARK_CAPTURE(commit, dense_slices, true, strads::CommitKind::slices)->Apply(sizes);
BENCHMARK_CAPTURE(commit, dense_fixed, true, strads::CommitKind::fixed)->Apply(sizes);
BENCHMARK_CAPTURE(commit, dense_racy, true, strads::CommitKind::racy)->Apply(sizes);
BENCHMARK_CAPTURE(commit, sparse_slices, false, strads::CommitKind::slices)->Apply(sizes);
BENCHMARK_CAPTURE(commit, sparse_fixed, false, strads::CommitKind::fixed)->Apply(sizes);
BENCHMARK_CAPTURE(commit, sparse_racy, false, strads::CommitKind::racy)->Apply(sizes);

}  // namespace
