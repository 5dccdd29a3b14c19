#include "strads/engine.hpp"

#include <algorithm>

#include "engine/executors.hpp"
#include "strads/error.hpp"
#include "strads/round_log.hpp"
#include "strads/span.hpp"

namespace strads {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

double imbalance(const Round& round) {
  double sum = 0;
  double largest = 0;
  for (const double workload : round.workloads) {
    sum += workload;
    largest = std::max(largest, workload);
  }
  return sum > 0 ? largest * static_cast<double>(round.workloads.size()) / sum : 1.0;
}

}  // namespace

std::unique_ptr<Executor> make_executor(ExecutorKind kind, int threads) {
  if (threads <= 0) threads = default_threads();
  switch (kind) {
    case ExecutorKind::serial:
      return make_serial();
    case ExecutorKind::backward:
      return make_backward();
    case ExecutorKind::flow:
      return make_flow(threads);
    case ExecutorKind::threads:
      return make_threads(threads);
  }
  throw Error(ErrorKind::usage, "unknown executor");
}

std::string_view name(StopReason reason) {
  switch (reason) {
    case StopReason::converged:
      return "converged";
    case StopReason::round_limit:
      return "round limit";
    case StopReason::time_limit:
      return "time limit";
    case StopReason::stalled:
      return "stalled";
    case StopReason::diverged:
      return "diverged";
    case StopReason::interrupted:
      return "interrupted";
  }
  return "unknown";
}

void check(const EngineSettings& settings) {
  const auto refuse = [](const char* sentence) { throw Error(ErrorKind::usage, sentence); };
  if (settings.threads < 0) refuse("`threads` must be at least 1 (0 chooses)");
  if (settings.lookahead < 0 || settings.lookahead > 1024) refuse("`lookahead` must be between 0 and 1024");
  if (settings.stale && settings.lookahead == 0) refuse("`stale` needs `lookahead` of at least 1");
  if (settings.max_rounds < 0) refuse("`max_rounds` must not be negative");
  if (!(settings.time_limit >= 0)) refuse("`time_limit` must not be negative");
  check(settings.cluster);
}

Engine::Engine(const EngineSettings& settings)
    : settings_(settings),
      executor_(make_executor(settings.executor, settings.threads)),
      cluster_(settings.cluster, settings.lookahead, settings.stale),
      start_(Clock::now()) {}

Engine::~Engine() = default;

double Engine::seconds() const { return seconds_since(start_); }

int Engine::threads() const { return executor_->threads(); }

void Engine::account(std::string_view pass, Index tiles, double workload, double seconds) {
  auto& passes = activity_.passes;
  auto at = std::find_if(passes.begin(), passes.end(), [pass](const auto& entry) { return entry.first == pass; });
  if (at == passes.end()) at = passes.insert(at, {pass, {}});
  ++at->second.calls;
  at->second.tiles += tiles;
  at->second.workload += workload;
  at->second.seconds += seconds;
}

void Engine::execute(const Pass& pass) {
  const auto start = Clock::now();
  executor_->run(pass);
  const double spent = seconds_since(start);
  const std::lock_guard lock(activity_mutex_);
  account(pass.name, pass.tiles, pass.workload, spent);
}

void Engine::run(const Pass& pass) {
  execute(pass);
  cluster_.pass(pass);
  activity_.emulated_seconds = cluster_.seconds();
  activity_.emulated = cluster_.parts();
}

StopReason Engine::limit() const {
  if (settings_.interrupt != nullptr && settings_.interrupt->load(std::memory_order_relaxed)) {
    return StopReason::interrupted;
  }
  if (rounds_planned_ >= settings_.max_rounds) return StopReason::round_limit;
  if (seconds() >= settings_.time_limit) return StopReason::time_limit;
  return StopReason::converged;
}

// A stage of a round, on the books: its span, and the time that is its own. Passes that it runs account for themselves
// and are charged to the round.
class Engine::Accounted {
 public:
  Accounted(Engine& engine, const char* stage, const char* own, Index round, std::vector<PassWork>& charged)
      : engine_(engine), span_(stage, SpanKind::stage, round), own_(own), charged_(charged), start_(Clock::now()) {}
  ~Accounted() {
    const std::lock_guard lock(engine_.activity_mutex_);
    engine_.account(own_, 1, 0, seconds_since(start_) - in_passes_);
  }
  Accounted(const Accounted&) = delete;
  Accounted& operator=(const Accounted&) = delete;

  void operator()(const Pass& pass) {
    const auto start = Clock::now();
    engine_.execute(pass);
    charged_.push_back(pass.on_cluster());
    in_passes_ += seconds_since(start);
  }
  RunPass run() {
    return [this](const Pass& pass) { (*this)(pass); };
  }

 private:
  Engine& engine_;
  Span span_;
  const char* own_;
  std::vector<PassWork>& charged_;
  Clock::time_point start_;
  double in_passes_ = 0;
};

// The round that has come back is over, and no other begins with this object.
bool Engine::ends(const Round& round) {
  if (round.pause) stopping_ = true;
  if (!stopping_) {
    stop_ = limit();
    stopping_ = stop_ != StopReason::converged;
  }
  return stopping_;
}

// Feed back, draw, fill dependencies, arrange; what is planned then goes to the workers.
bool Engine::schedule(Model& model, Scheduler& scheduler, Round& round) {
  Accounted stage(*this, "schedule", "schedule", rounds_planned_, round.work.fills);
  if (round.number >= 0) scheduler.feed_back(round);
  if (ends(round)) return false;

  Candidates candidates = scheduler.draw();
  if (candidates.variables.empty()) return false;
  round.work = {};
  model.fill_dependencies(candidates, stage.run());
  const auto dependencies = [&](Index tag, std::span<const Index> tags, std::span<double> out) {
    model.dependencies(tag, tags, out);
    round.work.looked_up += static_cast<double>(tags.size());
  };
  scheduler.arrange(candidates, dependencies, round);
  number(round);
  return true;
}

void Engine::number(Round& round) {
  round.work.operations = round.workloads;
  round.work.state_bytes = 8 * static_cast<double>(round.kept());
  round.number = rounds_planned_++;
  round.pause = false;
}

void Engine::propose(Model& model, Round& round) {
  double workload = 0;
  for (const double block : round.workloads) workload += block;
  const RunPass run = [this](const Pass& pass) { executor_->run(pass); };  // part of propose, on the books too
  execute({"propose", round.blocks(), [&](Index block) { model.propose(round, block, run); }, workload});
}

void Engine::commit(Model& model, Round& round) {
  {
    Accounted stage(*this, "commit", "feed back", round.number, round.work.commits);
    model.commit(round, stage.run());
    model.feed_back(round);
    round.pause = model.pause();
  }
  record(round);
}

void Engine::record(const Round& round) {
  const std::lock_guard lock(activity_mutex_);
  ++activity_.rounds;
  activity_.updates += round.kept();
  activity_.drawn += round.drawn;
  activity_.kept += round.kept();
  activity_.refused += static_cast<Index>(round.refused.size());
  activity_.imbalance += imbalance(round);
  const RoundTimes& times = cluster_.round(round);
  activity_.emulated_seconds = cluster_.seconds();
  activity_.emulated = cluster_.parts();
  if (settings_.log != nullptr) settings_.log->record(round, label_, times);
}

StopReason Engine::rounds(Model& model, Scheduler& scheduler) {
  stop_ = StopReason::converged;
  stopping_ = false;
  Stages stages;
  stages.lookahead = settings_.lookahead;
  stages.stale = settings_.stale;
  stages.schedule = [&](Round& round) { return schedule(model, scheduler, round); };
  stages.propose = [&](Round& round) { propose(model, round); };
  stages.commit = [&](Round& round) { commit(model, round); };
  executor_->pipeline(stages);
  return stop_;
}

}  // namespace strads
