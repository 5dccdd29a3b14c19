// Fits whose data and settings are drawn from one stream of random numbers, each held to the optimality conditions
// recomputed from the definition (problems.hpp). tools/battery tries as many as it is told to (STRADS_PROBLEMS, from
// STRADS_FIRST on) instead of 300.
#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

#include "linear/problems.hpp"

using namespace strads;
using problems::Data;

namespace {

template <class T, std::size_t N>
T one_of(Random& random, const T (&values)[N]) {
  return values[random.below(static_cast<Index>(N))];
}

bool chance(Random& random, double p) { return random.uniform() < p; }

enum class Storage { doubles, floats, bytes, sparse };

struct Trial {
  Data data;
  Storage storage = Storage::doubles;
  linear::Settings settings;
  bool baseline = false;  // published ones may run into their limits
};

// Unpenalized columns as people have them: copies, multiples, sums, near copies, one-hot codes beside the intercept.
void make_dependent(Random& random, Data& data, Index free) {
  const Index n = data.X.rows();
  if (chance(random, 0.3)) {
    data.X.leftCols(free).setZero();
    for (Index i = 0; i < n; ++i) data.X(i, i % free) = 1;
    return;
  }
  for (Index j = 1; j < free; ++j) {
    const Index kind = random.below(5);
    if (kind == 0) data.X.col(j) = data.X.col(j - 1);
    if (kind == 1) data.X.col(j) = -3 * data.X.col(random.below(j));
    if (kind == 2) data.X.col(j) = data.X.col(random.below(j)) + data.X.col(random.below(j));
    if (kind == 3) {
      const double noise = one_of(random, {1e-3, 1e-5, 1e-8}) * std::sqrt(data.X.col(0).squaredNorm());
      data.X.col(j) = data.X.col(0);
      for (Index i = 0; i < n; ++i) data.X(i, j) += noise * random.normal();
    }
  }
}

void draw_factors(Random& random, Trial& trial) {
  const Index p = trial.data.X.cols();
  auto& factors = trial.settings.penalty_factors;
  const Index free = chance(random, 0.6) ? 1 + random.below(std::min<Index>(p, 8)) : 0;
  for (Index j = 0; j < p; ++j)
    factors.push_back(j < free ? 0.0 : one_of(random, {1.0, 1.0, 0.1 + random.uniform(), 1e-6}));
  if (free > 0) make_dependent(random, trial.data, free);
  // Some of them, as those that non_negative does not hold for.
  const Index way = trial.settings.non_negative ? random.below(3) : 0;
  for (Index j = 0; j < free; ++j) {
    if (way == 1 || (way == 2 && chance(random, 0.5))) trial.settings.unbounded.push_back(j);
  }
}

void draw_schedule(Random& random, Trial& trial) {
  auto& settings = trial.settings;
  auto& scheduler = settings.scheduler;
  settings.screening = chance(random, 0.7);
  const auto take = [&](linear::Schedule schedule) { linear::set_schedule(settings, schedule), trial.baseline = true; };
  switch (random.below(8)) {
    case 0:
      take(linear::Schedule::cyclic);
      break;
    case 1:
      take(linear::Schedule::random);
      scheduler.workers = 1;
      break;
    case 2:
      take(linear::Schedule::static_blocks);
      scheduler.workers = 4;
      break;
    case 3:
      scheduler.workers = 1 + random.below(8);
      scheduler.block_floor = 1;
      break;
    case 4:
      settings.update = linear::Update::step;
      scheduler.block_floor = 1;
      break;
    case 5:
      settings.score = linear::Score::step;
      break;
    default:
      break;
  }
  if (trial.baseline || settings.update == linear::Update::step) settings.engine.max_rounds = 20000;
  if (scheduler.policy == Policy::static_blocks) settings.safeguard = true;
  settings.commit = one_of(random, {CommitKind::slices, CommitKind::slices, CommitKind::fixed});
}

// Columns as the storage holds them, constants among them, and some so far from zero that sums lose every digit.
void draw_storage(Random& random, Trial& trial) {
  auto& X = trial.data.X;
  trial.storage =
      one_of(random, {Storage::doubles, Storage::doubles, Storage::floats, Storage::bytes, Storage::sparse});
  if (trial.storage == Storage::floats) X = X.cast<float>().cast<double>();
  if (trial.storage == Storage::bytes) X = (X * 10).array().round().cwiseMin(127).cwiseMax(-128);
  if (trial.storage == Storage::doubles && trial.settings.intercept && chance(random, 0.3)) {
    const auto& factors = trial.settings.penalty_factors;
    const auto free = std::count(factors.begin(), factors.end(), 0.0);
    for (Index j = free; j < X.cols(); j += 1 + random.below(9)) {
      X.col(j).array() += std::pow(10.0, 3 + 7 * random.uniform());
    }
  }
  if (chance(random, 0.2)) X.col(random.below(X.cols())).setConstant(trial.storage == Storage::bytes ? 7 : 0.1F);
}

Trial draw(std::uint64_t number) {
  Random random(number, 77);
  const Index n = 3 + random.below(60);
  const Index p = 1 + random.below(90);
  Trial trial;
  const bool sparse = chance(random, 0.3);
  trial.data = problems::random(number, n, p, sparse ? 0.2 : 1.0, one_of(random, {0.0, 0.0, 0.4}));
  auto& settings = trial.settings;
  settings.engine.executor = ExecutorKind::serial;
  settings.alpha = one_of(random, {0.0, 1e-4, 0.05, 0.5, 1.0, 1.0});
  settings.intercept = chance(random, 0.75);
  settings.standardize = chance(random, 0.75);
  settings.non_negative = chance(random, 0.25);
  settings.scale_response = chance(random, 0.25);
  settings.path = 5;
  settings.min_ratio = one_of(random, {0.3, 0.05, 0.01});
  if (chance(random, 0.5)) draw_factors(random, trial);
  draw_storage(random, trial);
  draw_schedule(random, trial);
  return trial;
}

std::string described(const Trial& trial) {
  const auto& s = trial.settings;
  const auto number = [](auto value) { return std::to_string(value) + " "; };
  const auto free = std::count(s.penalty_factors.begin(), s.penalty_factors.end(), 0.0);
  return number(trial.data.X.rows()) + "x " + number(trial.data.X.cols()) + "storage " +
         number(static_cast<int>(trial.storage)) + "alpha " + number(s.alpha) + "free " + number(free) + "policy " +
         number(static_cast<int>(s.scheduler.policy)) + "workers " + number(s.scheduler.workers) + "update " +
         number(static_cast<int>(s.update)) + "score " + number(static_cast<int>(s.score)) +
         (s.intercept ? "" : "no intercept ") + (s.standardize ? "" : "no scaling ") +
         (s.non_negative ? "non-negative but " + number(s.unbounded.size()) : "") +
         (s.scale_response ? "scale response " : "") + (s.screening ? "" : "no screening ");
}

AnyMatrix stored(const Trial& trial) {
  const auto& X = trial.data.X;
  const std::vector<double> values(X.data(), X.data() + X.size());
  switch (trial.storage) {
    case Storage::floats:
      return Dense<float>(X.rows(), X.cols(), std::vector<float>(values.begin(), values.end()));
    case Storage::bytes:
      return Dense<std::int8_t>(X.rows(), X.cols(), std::vector<std::int8_t>(values.begin(), values.end()));
    case Storage::sparse:
      return trial.data.sparse();
    case Storage::doubles:
      break;
  }
  return trial.data.dense();
}

}  // namespace

TEST_CASE("every step of a path is certified, whatever the data and the settings (slow)") {
  const char* wanted = std::getenv("STRADS_PROBLEMS");
  const std::uint64_t count = wanted != nullptr ? std::stoul(wanted) : 300;
  std::uint64_t limited = 0;
  const char* first = std::getenv("STRADS_FIRST");
  const std::uint64_t from = first != nullptr ? std::stoul(first) : 0;
  for (std::uint64_t number = from; number < from + count; ++number) {
    CAPTURE(number);
    const Trial trial = draw(number);
    const std::string what = described(trial);
    CAPTURE(what);
    const auto result = problems::fit(stored(trial), trial.data.response(), trial.settings);
    problems::check_certified(trial.data, trial.settings, result);
    if (result.stop == StopReason::converged) continue;
    ++limited;
    // Single steps crawl where columns are nearly dependent, and are cut off.
    CHECK(result.stop == StopReason::round_limit);
    CHECK(trial.settings.engine.max_rounds == 20000);
  }
  MESSAGE(limited << " of " << count << " ran into the limit on rounds");
  CHECK(limited <= count / 10);
}
