// Rounds that must not raise the objective: single steps under sum_limit 1 without any safeguard, and grouped blocks
// solved exactly with it, on sets built to break them (near copies dealt across blocks). And what the safeguard is for.
#include <doctest/doctest.h>

#include <numeric>

#include "apps/linear/problem/linear_problem.hpp"
#include "linear/problems.hpp"

using namespace strads;

namespace {

// A lasso model that writes down the objective after every commit.
class Watched {
 public:
  Watched(const linear::Standardized& design, std::span<const double> y, const linear::Settings& settings,
          double lambda)
      : problem_(design, y, settings), y_(y.begin(), y.end()), design_(design) {
    problem_.at(lambda);
    std::vector<Index> everything(static_cast<std::size_t>(problem_.variables()));
    std::iota(everything.begin(), everything.end(), Index{0});
    problem_.begin(everything, -1e300);
    objectives.push_back(objective());
  }
  [[nodiscard]] Index variables() const { return problem_.variables(); }
  [[nodiscard]] double workload(Index j) const { return problem_.workload(j); }
  void propose(Round& round, Index block, const RunPass& run) { problem_.propose(round, block, run); }
  void commit(Round& round, const RunPass& run) {
    problem_.commit(round, run);
    objectives.push_back(objective());
  }
  void feed_back(Round& round) { problem_.feed_back(round); }
  [[nodiscard]] bool pause() const { return static_cast<Index>(objectives.size()) > 60; }
  void fill_dependencies(Candidates& candidates, const RunPass& run) { problem_.fill_dependencies(candidates, run); }
  void dependencies(Index tag, std::span<const Index> tags, std::span<double> out) const {
    problem_.dependencies(tag, tags, out);
  }

  std::vector<double> objectives;

 private:
  // From the coefficients alone: the residual that the commits maintain is not trusted.
  double objective() {
    std::vector<double> r = y_;
    std::vector<double> column(y_.size());
    const auto u = problem_.coefficients();
    double value = 0;
    for (Index j = 0; j < design_.columns(); ++j) {
      if (u[j] == 0) continue;
      design_.raw().expand(j, column.data());
      for (std::size_t i = 0; i < r.size(); ++i) r[i] -= u[j] * (column[i] - design_.mean(j)) / design_.scale(j);
      value += problem_.penalty().value(j, u[j]);
    }
    for (const double ri : r) value += ri * ri / (2 * static_cast<double>(r.size()));
    return value;
  }

  linear::LinearProblem problem_;
  std::vector<double> y_;
  const linear::Standardized& design_;
};
static_assert(Coupled<Watched>);

std::vector<double> objectives(const problems::Data& data, linear::Settings settings, double lambda) {
  settings.engine.executor = ExecutorKind::serial;
  Engine engine(settings.engine);
  const AnyMatrix X = data.dense();
  const linear::Standardized design(X, true, true, engine);
  const Eigen::VectorXd yc = data.y.array() - data.y.mean();
  Watched problem(design, {yc.data(), static_cast<std::size_t>(yc.size())}, settings, lambda);
  Erased<Watched> model(problem);
  Scheduler scheduler(X.columns(), settings.scheduler, [&](Index j) { return problem.workload(j); });
  engine.rounds(model, scheduler);
  return problem.objectives;
}

double rise(const std::vector<double>& values) {
  double worst = 0;
  for (std::size_t k = 1; k < values.size(); ++k) worst = std::max(worst, (values[k] - values[k - 1]) / values[0]);
  return worst;
}

// Ten families of ten near copies: column j is in family j mod 10, so index order deals each family over all blocks.
problems::Data families(std::uint64_t seed) {
  Random random(seed);
  problems::Data data{Eigen::MatrixXd(40, 100), Eigen::VectorXd(40)};
  for (Index j = 0; j < 100; ++j) {
    for (Index i = 0; i < 40; ++i) {
      data.X(i, j) = j < 10 ? random.normal() : data.X(i, j - 10) + 0.05 * random.normal();
    }
  }
  for (Index i = 0; i < 40; ++i) data.y[i] = data.X.row(i).sum() + random.normal();
  return data;
}

}  // namespace

TEST_CASE("single steps under sum_limit 1 descend without a safeguard") {
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    CAPTURE(seed);
    const auto data = seed % 2 == 0 ? families(seed) : problems::random(seed, 30 + 10 * static_cast<Index>(seed), 80);
    for (const Conflict conflict : {Conflict::drop, Conflict::group}) {
      for (const int lookahead : {0, 2}) {
        linear::Settings settings;
        settings.update = linear::Update::step;
        settings.safeguard = false;
        settings.scheduler.conflict = conflict;
        settings.scheduler.workers = 16;
        settings.scheduler.block_floor = 1;
        settings.scheduler.candidates = 64;
        settings.scheduler.seed = seed;
        settings.engine.lookahead = lookahead;
        const auto values = objectives(data, settings, 0.05);
        REQUIRE(values.size() > 20);
        CHECK(rise(values) <= 1e-12);
        CHECK(values.back() < values.front());
      }
    }
  }
}

TEST_CASE("blocks solved exactly descend with the safeguard, filter on or off") {
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    CAPTURE(seed);
    for (const bool filter : {true, false}) {
      for (const CommitKind commit : {CommitKind::slices, CommitKind::fixed}) {
        linear::Settings settings;
        settings.scheduler.filter = filter;
        settings.scheduler.workers = 10;
        settings.scheduler.block_floor = 1;
        settings.scheduler.balance = false;
        settings.scheduler.candidates = 100;
        settings.commit = commit;
        const auto values = objectives(families(seed), settings, 0.02);
        REQUIRE(values.size() > 20);
        CHECK(rise(values) <= 1e-12);
        CHECK(values.back() < 0.9 * values.front());
      }
    }
  }
}

TEST_CASE("without filter and safeguard, exact blocks of near copies rise") {
  linear::Settings settings;
  settings.safeguard = false;
  settings.scheduler.filter = false;
  settings.scheduler.workers = 10;
  settings.scheduler.block_floor = 1;
  settings.scheduler.balance = false;
  settings.scheduler.candidates = 100;
  CHECK(rise(objectives(families(1), settings, 0.02)) > 1.0);
}

TEST_CASE("without a filter, single steps on near copies rise: the papers' interference") {
  linear::Settings settings;
  linear::set_schedule(settings, linear::Schedule::random);
  settings.scheduler.workers = 50;
  CHECK(rise(objectives(families(1), settings, 0.02)) > 1.0);
}

TEST_CASE("static sets that are replayed look nothing up and fill nothing") {
  const auto data = problems::random(12, 60, 300);
  linear::Settings settings;
  settings.engine.executor = ExecutorKind::serial;
  settings.lambda_ratio = 0.1;
  settings.tol = 1e-12;
  linear::set_schedule(settings, linear::Schedule::static_blocks);
  settings.scheduler.workers = 8;
  settings.scheduler.pair_limit = 0.3;
  settings.gram_cache_bytes = 8 * 16 * 16;  // far fewer than there are columns
  std::vector<Index> misses;
  for (const Index rounds : {300, 3000}) {  // every variable is in a set after 300 rounds at most
    settings.engine.max_rounds = rounds;
    misses.push_back(problems::fit(data.dense(), data.response(), settings).gram.misses);
  }
  CHECK(misses[0] > 0);
  CHECK(misses[1] == misses[0]);
}
