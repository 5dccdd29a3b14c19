// What a fit costs, counted: columns touched, rounds, updates and products of columns on fixed problems, within a tenth
// of what they were when last measured. Speed is the product's second promise, and a clock cannot keep it in a test.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "linear/problems.hpp"

using namespace strads;

namespace {

struct Counts {
  double columns = 0;  // whose gradient was computed, over all refreshes
  double rounds = 0;
  double updates = 0;
  double products = 0;
};

// `needed`: a pass that must have run.
Counts counted(const problems::Data& data, const AnyMatrix& X, linear::Settings settings,
               const std::string& needed = "gradient") {
  settings.engine.executor = ExecutorKind::serial;
  settings.path = 20;
  const auto result = problems::fit(X, data.response(), settings);
  CHECK(result.stop == StopReason::converged);
  CHECK(std::any_of(result.activity.passes.begin(), result.activity.passes.end(),
                    [&](const auto& pass) { return pass.first == needed; }));
  Counts counts;
  for (const auto& [name, spent] : result.activity.passes) {
    if (name == "gradient")
      counts.columns = spent.workload / static_cast<double>(X.stored()) * static_cast<double>(X.columns());
  }
  counts.rounds = static_cast<double>(result.activity.rounds);
  counts.updates = static_cast<double>(result.activity.updates);
  counts.products = static_cast<double>(result.gram.misses);
  return counts;
}

void check_near(const Counts& counts, const Counts& before) {
  CHECK(counts.columns == doctest::Approx(before.columns).epsilon(0.1));
  CHECK(counts.rounds == doctest::Approx(before.rounds).epsilon(0.1));
  CHECK(counts.updates == doctest::Approx(before.updates).epsilon(0.1));
  CHECK(counts.products == doctest::Approx(before.products).epsilon(0.1));
}

}  // namespace

TEST_CASE("a path on dense columns costs what it did") {
  const auto data = problems::random(101, 150, 3000, 1.0, 0.3);
  check_near(counted(data, data.dense(), {}), {38954, 37, 4483, 34672});
}

TEST_CASE("a path beside unpenalized columns costs what it did") {
  const auto data = problems::random(102, 150, 1000, 1.0, 0.3);
  linear::Settings settings;
  settings.penalty_factors.assign(1000, 1.0);
  for (std::size_t j = 0; j < 10; ++j) settings.penalty_factors[j] = 0;
  check_near(counted(data, data.dense(), settings), {16782, 38, 3129, 23361});
}

TEST_CASE("a path on sparse columns, rounds and then all at once, costs what it did") {
  const auto data = problems::random(103, 1500, 1800, 0.003);
  check_near(counted(data, data.sparse(), {}, "sparse newton"), {52538, 38, 4173, 4432});
}

TEST_CASE("a path spread over sixteen workers costs what it did") {
  linear::Settings settings;
  settings.scheduler.block_floor = 1;
  // The rounds of one follow how products are rounded, 134 to 336: so the mean of many.
  Counts mean;
  constexpr int many = 20;
  for (std::uint64_t seed = 104; seed < 104 + many; ++seed) {
    const auto data = problems::random(seed, 150, 600, 1.0, 0.3);
    const Counts counts = counted(data, data.dense(), settings);
    mean.columns += counts.columns / many;
    mean.rounds += counts.rounds / many;
    mean.updates += counts.updates / many;
    mean.products += counts.products / many;
  }
  check_near(mean, {14280, 232, 7914, 27640});
}
